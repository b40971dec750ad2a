"""The rule data: forbidden phrases, sentences that must stand, topic words, allowed hosts, letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache


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
class Repetition:
    """What at most `most` texts of a language may say (`says`), word for word as `line` when one is given.

    `own`: screens that say it in their own words; no text that holds `never` may say it at all.
    """

    id: str
    rule: str
    mend: str
    says: Mapping[str, str]
    most: int
    line: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    never: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Screens that must be at most `taps` taps away from `start`, by the screens' own buttons."""

    id: str
    rule: str
    start: str
    to: tuple[str, ...]
    taps: int
    mend: str


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
    phone_question: Mapping[str, str]
    text_limits: Mapping[str, int]
    law_by_hand: str


@dataclass(frozen=True, slots=True)
class Data:
    """All rule data."""

    phrases: tuple[Phrase, ...]
    statements: tuple[Statement, ...]
    ways: tuple[Way, ...]
    repetitions: tuple[Repetition, ...]
    limits: Limits


@cache
def pattern(written: str) -> re.Pattern[str]:
    """A pattern as written in the data, where a blank stands for any white space."""
    return re.compile(re.sub(r" (?![?*+{])", r"\\s+", written))
