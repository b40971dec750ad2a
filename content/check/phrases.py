"""Forbidden phrases, as listed in phrases/<language>.toml (S06, S07, S23, S25, S29, S32 and others)."""

import re
from collections.abc import Iterator
from functools import cache

from content.check.data import Phrase, pattern
from content.check.prose import unquoted
from content.check.subject import Subject, Text
from content.finding import Finding


def forbidden_phrases(subject: Subject) -> Iterator[Finding]:
    """Each forbidden phrase that a text holds, unless a longer, harmless wording stands around it."""
    for text in subject.texts:
        whole = plain(text.raw)
        said = unquoted(whole)
        screen = subject.content.screens.get(text.screen)
        for phrase in subject.data.phrases:
            if phrase.language != text.language:
                continue
            if phrase.topics and (screen is None or screen.topic not in phrase.topics):
                continue
            if found := broken_by(phrase, whole if phrase.quoted else said):
                message = f"{found!r}: {phrase.mend}"
                yield text.finding(phrase.rule, message, _in_file(text, found), phrase.level)


def plain(text: str) -> str:
    """Lower case and one kind of apostrophe, as the patterns are written; no place moves."""
    return text.replace("'", "\u2019").lower()


def broken_by(phrase: Phrase, said: str) -> str:
    """The words of `said` that break the rule of `phrase`, or nothing."""
    allowed: list[tuple[int, int]] | None = None
    for written in phrase.patterns:
        for match in pattern(written).finditer(said):
            if allowed is None:
                allowed = [each.span() for fine in phrase.unless for each in pattern(fine).finditer(said)]
            if not any(start < match.end() and end > match.start() for start, end in allowed):
                return match[0]
    return ""


@cache
def _apostrophes() -> re.Pattern[str]:
    return re.compile("\u2019")


def _in_file(text: Text, found: str) -> str:
    """The words as the file may spell them: patterns know only one kind of apostrophe."""
    return found if found.split("\n")[0] in text.raw.lower() else _apostrophes().sub("'", found)
