"""The tables prove themselves: every row has an example that matches and a counter-example that does not."""

from collections import Counter

import pytest

from content.understand import recognise
from content.understand.check import findings, matches
from content.understand.phrasebook import Laid, phrasebook

BOOK = phrasebook()
FILES = sorted({laid.rule.file for laid in BOOK.rules})


def rows_of(file: str) -> list[Laid]:
    return [laid for laid in BOOK.rules if laid.rule.file == file]


@pytest.mark.parametrize("file", FILES)
def test_every_example_matches_its_rule(file: str) -> None:
    missed = [laid.rule.id for laid in rows_of(file) if not matches(laid, laid.rule.example, BOOK)]
    assert missed == []


@pytest.mark.parametrize("file", FILES)
def test_no_counter_example_matches_its_rule(file: str) -> None:
    caught = [laid.rule.id for laid in rows_of(file) if matches(laid, laid.rule.counter_example, BOOK)]
    assert caught == []


def test_the_shipped_tables_have_nothing_to_mend() -> None:
    assert [str(finding) for finding in findings()] == []


def test_there_are_hundreds_of_rules_in_each_language() -> None:
    rules = Counter(laid.rule.language for laid in BOOK.rules)
    assert rules["kk"] >= 400
    assert rules["ru"] >= 400
    assert rules["en"] >= 250


@pytest.mark.parametrize(
    "file", [file for file in FILES if file not in ("idioms.csv", "contexts.csv", "small_talk.csv")]
)
def test_S31_an_example_of_a_topic_leads_to_that_topic(file: str) -> None:
    lost = [
        laid.rule.id for laid in rows_of(file) if laid.rule.topic not in recognise(laid.rule.example).topics
    ]
    assert lost == []


def test_an_urgent_example_is_urgent() -> None:
    calm = [
        laid.rule.id
        for laid in BOOK.rules
        if laid.rule.level == "urgent" and not recognise(laid.rule.example).urgent
    ]
    assert calm == []


def test_an_idiom_alarms_nobody() -> None:
    loud = [
        laid.rule.example
        for laid in BOOK.rules
        if laid.rule.level == "idiom" and recognise(laid.rule.example).urgent
    ]
    assert loud == []
