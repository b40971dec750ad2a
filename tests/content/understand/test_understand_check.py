"""A mistake in a table is named by file and line, with a way to mend it."""

import shutil
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from content.finding import Finding
from content.understand.check import findings
from content.understand.classifier import NEEDS_FILE, TOPICS_FILE, Model, model, packed
from content.understand.tables import PHRASES
from content.understand.training_data import digest

HEADER = "id,level,topic,lang,pattern,unless,example,counter_example,reviewed_by,note\n"
GOOD = "a-1,topic,bullying,ru,меня ... травят,,меня в классе травят,травят тараканов,,\n"
Check = Callable[[str], list[Finding]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    for name in (
        "groups.csv",
        "forms.csv",
        "letters.csv",
        "spellings.csv",
        "slips.csv",
        "real_words.csv",
        "languages.csv",
        "verbs.csv",
        "first_person.csv",
        "politeness.csv",
    ):
        shutil.copy(PHRASES / name, tmp_path / name)
    shutil.copytree(PHRASES / "practice", tmp_path / "practice")
    (tmp_path / "rules").mkdir()

    def run(rows: str) -> list[Finding]:
        (tmp_path / "rules" / "bullying.csv").write_text(HEADER + rows, encoding="utf-8")
        for name in (TOPICS_FILE, NEEDS_FILE):
            if not (tmp_path / name).exists():
                learned = Model(digest(tmp_path), ("other",), 1.0, (0.0,), (), array("I"), memoryview(b""))
                (tmp_path / name).write_bytes(packed(learned))
        model.cache_clear()
        return findings(folder=tmp_path)

    return run


def test_a_good_row_has_no_findings(check: Check) -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a-2,loud,bullying,ru,слово,,слово,дело,,\n", "level"),
        ("a-2,topic,weather,ru,слово,,слово,дело,,\n", "topic"),
        ("a-2,topic,bullying,fr,слово,,слово,дело,,\n", "lang"),
        ("a-2,topic,bullying,ru,{NOBODY} бьёт,,слово,дело,,\n", "{NOBODY} is unknown"),
        ("a-2,topic,bullying,ru,слово!,,слово,дело,,\n", "is not a word"),
        ("a-2,topic,bullying,ru,слово?,,слово,дело,,\n", "asks for no word"),
        ("a-2,topic,bullying,ru,,,слово,дело,,\n", "pattern is empty"),
        ("a-2,topic,bullying,ru,слово,,,дело,,\n", "example is empty"),
        ("a-2,topic,bullying,ru,слово,,слово,дело,,,more\n", "too many cells"),
        ("a-2,topic,bullying,ru\n", "pattern is empty"),
    ],
)
def test_a_broken_row_is_named_by_its_line(check: Check, row: str, says: str) -> None:
    (finding,) = check(GOOD + row)
    assert (finding.file, finding.line, finding.rule) == ("bullying.csv", 3, "broken_row")
    assert says in finding.message


def test_a_broken_entry_of_a_group_is_named_and_leaves_the_rest_of_the_group_in_use(
    check: Check, tmp_path: Path
) -> None:
    table = "name,entries,note\nTHEY,дети|one!two|{NOBODY}|{THEY},\n"
    (tmp_path / "groups.csv").write_text(table, encoding="utf-8")
    found = check("a-1,topic,bullying,ru,{THEY} травят,,дети травят,травят,,\n")
    assert [(finding.file, finding.line, finding.rule) for finding in found] == [
        ("groups.csv", 2, "broken_row")
    ] * 3


def test_an_example_that_does_not_match_is_named(check: Check) -> None:
    (finding,) = check("a-1,topic,bullying,ru,меня ... травят,,меня обижают,тараканы,,\n")
    assert (finding.line, finding.rule) == (2, "example")


def test_a_counter_example_that_matches_is_named(check: Check) -> None:
    (finding,) = check("a-1,topic,bullying,ru,травят,,травят,травят тараканов,,\n")
    assert (finding.line, finding.rule) == (2, "counter_example")


def test_a_rule_that_fires_on_the_counter_example_of_another_is_named(check: Check) -> None:
    loose = "a-2,topic,bullying,ru,тараканов,,боится тараканов,боится мышей,,\n"
    (finding,) = check(GOOD + loose)
    assert (finding.line, finding.rule) == (2, "counter_example")
    assert "a-2" in finding.message


def test_two_rows_with_one_id_or_one_meaning_are_named(check: Check) -> None:
    assert [finding.rule for finding in check(GOOD + GOOD)] == ["twice", "twice"]


def test_rules_that_never_decide_anything_are_named_as_warnings(tmp_path: Path) -> None:
    messages = tmp_path / "messages.csv"
    messages.write_text("text\nмуж бьёт меня\n", encoding="utf-8")
    idle = findings(development=messages)
    assert {finding.rule for finding in idle} == {"idle"}
    assert {finding.level for finding in idle} == {"warning"}


def test_what_was_learned_from_other_messages_is_named_old(check: Check, tmp_path: Path) -> None:
    assert not check(GOOD)
    more = tmp_path / "practice" / "more.csv"
    more.write_text("text,lang,topic\nпривет всем,ru,other\n", encoding="utf-8")
    assert [(each.file, each.rule) for each in check(GOOD)] == [(TOPICS_FILE, "practice")]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("слово,ru,weather\n", "weather"),
        (",ru,other\n", "text is empty"),
        ("Привет всем,ru,other\nпривет всем,ru,other\n", "more.csv:2"),
    ],
)
def test_a_broken_practice_row_is_named(check: Check, tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "practice" / "more.csv").write_text("text,lang,topic\n" + row, encoding="utf-8")
    named = [each for each in check(GOOD) if each.file == "more.csv"]
    assert len(named) == 1
    assert says in named[0].message
