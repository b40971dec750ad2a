"""Sentences that must stand, as listed in statements.toml (S02, S04, S05, S07, S24, S31, S37, S38 ...)."""

import re
from collections.abc import Iterator

from content.check.data import Statement, pattern
from content.check.phrases import plain
from content.check.subject import Subject, Text
from content.finding import Finding
from content.model import Measure, Screen


def required_statements(subject: Subject) -> Iterator[Finding]:
    """Each text that does not say what it must."""
    for statement in subject.data.statements:
        for name in statement.screens:
            if name not in subject.content.screens:
                message = f"the screen {name} is missing, it must say: {statement.mend}"
                yield subject.at(name, statement.rule, message)
        for screen, text in subject.screen_texts():
            if _is_asked(statement, screen, text) and not _says(statement, text):
                yield text.finding(
                    statement.rule, f"does not say it: {statement.mend}", _near(statement, text)
                )


def _is_asked(statement: Statement, screen: Screen, text: Text) -> bool:
    if text.key != "text":
        return False
    if screen.id in statement.screens:
        return True
    if statement.entries and screen.counts is Measure.OPENED:
        return True
    if not statement.wherever or (statement.topics and screen.topic not in statement.topics):
        return False
    return re.search(statement.wherever, text.raw) is not None


def _says(statement: Statement, text: Text) -> bool:
    said = plain(text.raw)
    return all(pattern(written).search(said) for written in statement.says[text.language])


def _near(statement: Statement, text: Text) -> str:
    match = re.search(statement.wherever, text.raw) if statement.wherever else None
    return match[0] if match else ""
