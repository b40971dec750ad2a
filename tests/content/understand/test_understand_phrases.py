"""The tables prove themselves: every row has an example that matches and a counter-example that does not."""

from collections import Counter

import pytest

from content.understand import recognise
from content.understand.check import findings, matches
from content.understand.compiled_rules import CompiledRule, compiled_rules
from content.understand.rules import NEEDS

BOOK = compiled_rules()
FILES = sorted({compiled.rule.file for compiled in BOOK.rules})


def rows_of(file: str) -> list[CompiledRule]:
    return [compiled for compiled in BOOK.rules if compiled.rule.file == file]


@pytest.mark.parametrize("file", FILES)
def test_every_example_matches_its_rule(file: str) -> None:
    missed = [
        compiled.rule.id for compiled in rows_of(file) if not matches(compiled, compiled.rule.example, BOOK)
    ]
    assert missed == []


@pytest.mark.parametrize("file", FILES)
def test_no_counter_example_matches_its_rule(file: str) -> None:
    caught = [
        compiled.rule.id
        for compiled in rows_of(file)
        if matches(compiled, compiled.rule.counter_example, BOOK)
    ]
    assert caught == []


def test_the_shipped_tables_have_nothing_to_mend() -> None:
    assert [str(finding) for finding in findings()] == []


def test_there_are_hundreds_of_rules_in_each_language() -> None:
    rules = Counter(compiled.rule.language for compiled in BOOK.rules)
    assert rules["kk"] >= 400
    assert rules["ru"] >= 400
    assert rules["en"] >= 250


NO_TOPICS = ("idioms.csv", "contexts.csv", "small_talk.csv", "needs.csv", "about.csv")


def test_an_example_of_a_need_is_understood_as_that_need() -> None:
    examples = [each.rule for each in rows_of("needs.csv")]
    assert {rule.topic for rule in examples} == set(NEEDS)
    assert [rule.id for rule in examples if rule.topic not in recognise(rule.example).needs] == []


def test_an_example_of_whom_it_is_about_is_understood_so() -> None:
    examples = [each.rule for each in rows_of("about.csv")]
    assert [rule.id for rule in examples if rule.topic not in recognise(rule.example).about] == []


@pytest.mark.parametrize("file", [file for file in FILES if file not in NO_TOPICS])
def test_S31_an_example_of_a_topic_leads_to_that_topic(file: str) -> None:
    lost = [
        compiled.rule.id
        for compiled in rows_of(file)
        if compiled.rule.topic not in recognise(compiled.rule.example).topics
    ]
    assert lost == []


def test_an_urgent_example_is_urgent() -> None:
    calm = [
        compiled.rule.id
        for compiled in BOOK.rules
        if compiled.rule.level == "urgent" and not recognise(compiled.rule.example).urgent
    ]
    assert calm == []


def test_an_idiom_alarms_nobody() -> None:
    loud = [
        compiled.rule.example
        for compiled in BOOK.rules
        if compiled.rule.level == "idiom" and recognise(compiled.rule.example).urgent
    ]
    assert loud == []
