"""The rule data: forbidden phrases, sentences that must stand, topic words, allowed hosts, letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.finding import Finding
from content.model import LANGUAGES
from content.tables import Table, read, shaped

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that break `rule`. A blank in a pattern stands for any white space; case does not matter.

    `unless`: longer wordings that are fine. `example` breaks the rule, `fine` does not; tests hold both.
    `quoted`: also looked for between quotation marks. `topics`: only there. `roles`: only there.
    """

    id: str
    language: str
    rule: str
    patterns: tuple[str, ...]
    mend: str
    example: str
    unless: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()
    quoted: bool = False
    topics: tuple[str, ...] = ()
    level: str = "error"


@dataclass(frozen=True, slots=True)
class Statement:
    """What texts must say: every pattern of `says` in each language.

    Asked of the `screens` named, of `entries` (screens that open a topic), of texts where `wherever` matches.
    """

    id: str
    rule: str
    mend: str
    says: Mapping[str, tuple[str, ...]]
    screens: tuple[str, ...] = ()
    entries: bool = False
    wherever: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Lists and limits that are neither a phrase nor a statement (limits.toml)."""

    topic_words: Mapping[str, tuple[str, ...]]
    code_words: tuple[str, ...]
    seen_outside: tuple[str, ...]
    hosts: tuple[str, ...]
    handles: tuple[str, ...]
    common_labels: tuple[str, ...]
    sensitive_topics: tuple[str, ...]
    own_letters: Mapping[str, str]
    vowels: Mapping[str, str]
    foreign_words: tuple[str, ...]
    formal: Mapping[str, tuple[str, ...]]
    familiar: Mapping[str, tuple[str, ...]]
    gates: Mapping[str, tuple[str, ...]]
    text_limits: Mapping[str, int]
    law_by_hand: str


@dataclass(frozen=True, slots=True)
class Data:
    """All rule data."""

    phrases: tuple[Phrase, ...]
    statements: tuple[Statement, ...]
    limits: Limits


@cache
def pattern(written: str) -> re.Pattern[str]:
    """A pattern as written in the data, where a blank stands for any white space."""
    return re.compile(re.sub(r" (?![?*+{])", r"\\s+", written))


@cache
def read_data() -> tuple[Data | None, tuple[Finding, ...]]:
    """The rule data of this package, or what is wrong with it."""
    findings: list[Finding] = []
    phrases: list[Phrase] = []
    for language in LANGUAGES:
        table, wrong = read(HERE / "phrases" / f"{language}.toml", HERE.parent)
        findings += wrong
        for name, raw in table.data.items():
            phrase, wrong = shaped(Phrase, table, name, {"id": name, "language": language, **raw})
            findings += wrong + (_broken(table, name, phrase.patterns + phrase.unless) if phrase else [])
            phrases += [phrase] if phrase else []
    statements: list[Statement] = []
    table, wrong = read(HERE / "statements.toml", HERE.parent)
    findings += wrong
    for name, raw in table.data.items():
        statement, wrong = shaped(Statement, table, name, {"id": name, **raw})
        findings += wrong
        if statement:
            findings += _broken(table, name, tuple(each for says in statement.says.values() for each in says))
            statements.append(statement)
    table, wrong = read(HERE / "limits.toml", HERE.parent)
    limits, faults = shaped(Limits, table, "", table.data)
    findings += wrong + faults
    data = Data(tuple(phrases), tuple(statements), limits) if limits and not findings else None
    return data, tuple(findings)


def _broken(table: Table, name: str, patterns: tuple[str, ...]) -> list[Finding]:
    findings = []
    for written in patterns:
        try:
            pattern(written)
        except re.error as error:
            message = f"{written!r} is no regular expression: {error}"
            findings.append(Finding(table.file, table.line(name), name, "", "shape", message))
    return findings
