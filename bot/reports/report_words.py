"""Words of reports, from `content/texts/reports/<language>.toml`: nothing a person reads stands in Python."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import content
from bot.counts import weeks
from content.model import LANGUAGES, TOPICS

DIRECTORY = Path(content.__file__).parent / "texts" / "reports"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


class ReportWords:
    """The words of one language."""

    def __init__(self, language: str, tables: Mapping[str, Any]) -> None:
        self.language = language
        self._tables = tables

    def say(self, table: str, key: str, **parts: object) -> str:
        """One sentence or label, with its parts filled in."""
        words: str = self._tables[table][key]
        return words.format(**parts)

    def measure(self, measure: str) -> str:
        return self.say("measures", measure)

    def topic(self, topic: str) -> str:
        """The name of a topic; a campaign code is its own name."""
        return self.say("topics", topic or "none") if topic in ("", *TOPICS) else topic

    def place(self, measure: str, topic: str) -> str:
        """What stands in the place of the topic: a need, a fear, a statement of the quiz, or a topic."""
        if measure == "need":
            return self.say("needs", topic)
        if measure == "not_now":
            return self.say("fears", topic)
        if measure in ("quiz_right", "quiz_wrong"):
            return statement(self.language, topic)
        return self.topic(topic)

    def language_name(self, language: str) -> str:
        return self.say("languages", language)


@cache
def words(language: str) -> ReportWords:
    """The words of `kk`, `ru` or `en`; raises `ValueError` for another language."""
    if language not in LANGUAGES:
        raise ValueError("language must be kk, ru or en")
    return ReportWords(language, tomllib.loads((DIRECTORY / f"{language}.toml").read_text(encoding="utf-8")))


@cache
def statement(language: str, question: str) -> str:
    """The statement that a question of the quiz asks about; the question's code where there is none."""
    file = DIRECTORY.parent / language / "quiz.toml"
    screens = tomllib.loads(file.read_text(encoding="utf-8"))
    text = screens.get(question, {}).get("text", "").strip()
    return text.split("\n\n")[-1] if text else question


def first_day(week: str) -> date:
    """The Monday of a week."""
    return weeks.monday(week)


def last_day(week: str) -> date:
    """The Sunday of a week."""
    return weeks.monday(week) + timedelta(days=6)


@cache
def day(moment: date) -> str:
    """A date as it is written in Kazakhstan."""
    return f"{moment:%d.%m.%Y}"


def number(n: int) -> str:
    """A whole number with its thousands apart."""
    return f"{n:,}".replace(",", NARROW_SPACE)
