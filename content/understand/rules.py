"""Rules as written in the tables: one row, one rule, with its example and its counter-example."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from content.understand.pattern import Groups, Part, Word, check_entry, parse
from content.understand.tables import PHRASES, BrokenRowError, Row, rows
from content.understand.verb_forms import verb_entries

CRISIS = ("suicidal_thoughts", "domestic_violence", "abuse", "bullying")
TOPICS = (*CRISIS, "family_conflict", "relationship")
"""Most pressing first."""
AFRAID_OF_SELF = "afraid_of_self"
GREETING = "greeting"
SMALL = (
    AFRAID_OF_SELF, "are_you_bot", "is_it_anonymous", "who_reads", "cost", "how_it_works", "who_are_you",
    "test_message", "swearing", "thanks", "goodbye", GREETING, "how_are_you", "fine",
)  # fmt: skip
"""Most telling first, for a message that says two of them."""
SAFE_WORD = "safe_word"
NEEDS = (
    "doctor", "silent", "forced_marriage", "photos", "own_violence", "self_harm", "runaway", "shelter",
    "professional", "pregnancy", "outing", "old_or_ill", "addiction", "work", "in_laws", "after", "grief",
    "police", "lawyer", "no_answer", "write", "call", "human", "sixteen", "rights", "money", "study", "panic",
    "lonely",
)  # fmt: skip
"""Most telling first: the more particular before the more general."""
TOPIC_OF_NEED = {
    "silent": "domestic_violence",
    "police": "domestic_violence",
    "shelter": "domestic_violence",
    "professional": "domestic_violence",
    "photos": "abuse",
    "forced_marriage": "abuse",
    "after": "abuse",
    "self_harm": "suicidal_thoughts",
    "in_laws": "family_conflict",
    "runaway": "family_conflict",
}
"""The topic to offer beside a need, where nothing else tells one."""
ABOUT = ("third_person", "he_is_coming", "sorry", "will_not_call", "ashamed", "no_money_on_phone")
"""What a message is besides: whom it is about, and short words that have an answer of their own."""
LEVELS = ("urgent", "topic", "hint", "need", "about", "idiom", "context", "small")
COLUMNS = (
    "id", "level", "topic", "lang", "pattern", "unless", "example", "counter_example", "reviewed_by", "note",
)  # fmt: skip
LANGUAGES = ("kk", "ru", "en", "mixed")


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    level: str
    topic: str
    language: str
    example: str
    counter_example: str
    file: str
    line: int


class Written(NamedTuple):
    """A rule with its pattern and its guards as parsed; these weigh much and are needed once."""

    rule: Rule
    parts: tuple[Part, ...]
    guards: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Broken:
    file: str
    line: int
    why: str


def read_forms(folder: Path) -> dict[str, list[Word]]:
    """A word → the words of its row in forms.csv."""
    forms: dict[str, list[Word]] = {}
    for row in rows(folder / "forms.csv"):
        family = [Word(form) for form in row["forms"].split()]
        for word in family:
            forms.setdefault(word.text, []).extend(family)
    return forms


def read_groups(folder: Path = PHRASES) -> tuple[Groups, list[Broken]]:
    """Groups, all rows with one name together; entries that cannot be used are left out and named."""
    groups = Groups({}, read_forms(folder))
    written: list[tuple[str, Row, str]] = []
    for row in rows(folder / "groups.csv"):
        groups.entries.setdefault(row["name"], [])
        for entry in filter(None, map(str.strip, row["entries"].split("|"))):
            groups.entries[row["name"]].append(entry)
            written.append((row["name"], row, entry))
    for name, entry, row in verb_entries(folder):
        groups.entries.setdefault(name, []).append(entry)
        written.append((name, row, entry))
    broken = []
    for name, row, entry in written:
        try:
            check_entry(entry, name, groups)
        except BrokenRowError as error:
            groups.entries[name].remove(entry)
            broken.append(Broken(row.file, row.line, str(error)))
    groups.made.clear()
    return groups, broken


def read_rules(groups: Groups, folder: Path = PHRASES) -> tuple[list[Written], list[Broken]]:
    good: list[Written] = []
    broken: list[Broken] = []
    for row in _rule_rows(folder):
        try:
            good.append(_rule(row, groups))
        except BrokenRowError as error:
            broken.append(Broken(row.file, row.line, str(error)))
    return good, broken


def _rule_rows(folder: Path) -> Iterator[Row]:
    for path in sorted((folder / "rules").glob("*.csv")):
        yield from rows(path)


def _rule(row: Row, groups: Groups) -> Written:
    if missing := [name for name in COLUMNS if name not in row.cells]:
        raise BrokenRowError(
            f"column {missing[0]} is missing: keep the header and put ten cells in every row"
        )
    if row[""]:
        raise BrokenRowError("the row has too many cells: put a cell that contains a comma in double quotes")
    if row["level"] not in LEVELS:
        raise BrokenRowError(f'level "{row["level"]}" is unknown: use {", ".join(LEVELS)}')
    if row["topic"] not in _topics_of(row["level"]):
        raise BrokenRowError(f'topic "{row["topic"]}" does not go with level {row["level"]}: see the README')
    if row["lang"] not in LANGUAGES:
        raise BrokenRowError(f'lang "{row["lang"]}" is unknown: use {", ".join(LANGUAGES)}')
    if empty := [name for name in ("id", "pattern", "example", "counter_example") if not row[name]]:
        raise BrokenRowError(f"{empty[0]} is empty: fill it in")
    guards = tuple(parse(guard, groups) for guard in row["unless"].split(";") if guard.strip())
    parts = parse(row["pattern"], groups)
    rule = Rule(
        row["id"], row["level"], row["topic"], row["lang"],
        row["example"], row["counter_example"], row.file, row.line,
    )  # fmt: skip
    return Written(rule, parts, guards)


def _topics_of(level: str) -> tuple[str, ...]:
    if level == "small":
        return (*SMALL, SAFE_WORD)
    if level == "need":
        return NEEDS
    if level == "about":
        return ABOUT
    if level == "idiom":
        return ("",)
    return (*TOPICS, "") if level == "context" else TOPICS
