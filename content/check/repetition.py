"""What may be said only so often, in one form, never at a number of danger: repetition.toml (S37, S74)."""

from collections.abc import Iterator

from content.check.data import Repetition, pattern
from content.check.paths import BRIDGE
from content.check.phrases import plain
from content.check.subject import Role, Subject, Text
from content.finding import Finding
from content.model import LANGUAGES

_SAID = (Role.TEXT, Role.LABEL, Role.COPY)


def seldom_said(subject: Subject) -> Iterator[Finding]:
    """Each text beyond the number that a language may have."""
    for repetition in subject.data.repetitions:
        for language in LANGUAGES:
            for text in _saying(subject, repetition, language)[repetition.most :]:
                message = f"said in more than {repetition.most} texts: {repetition.mend}"
                yield text.finding(repetition.rule, message, _found(repetition, text))


def said_in_one_way(subject: Subject) -> Iterator[Finding]:
    """Each text that says it in other words than the one line."""
    for repetition in subject.data.repetitions:
        for language, line in repetition.line.items():
            for text in _saying(subject, repetition, language):
                if text.screen not in repetition.own and line not in text.raw:
                    message = f"write “{line}”: {repetition.mend}"
                    yield text.finding(repetition.rule, message, _found(repetition, text))


def not_in_danger(subject: Subject) -> Iterator[Finding]:
    """Each text that says it beside what it would keep a person from."""
    for repetition in subject.data.repetitions:
        for language in LANGUAGES if repetition.never else ():
            for text in _saying(subject, repetition, language):
                if pattern(repetition.never).search(text.raw):
                    yield text.finding(repetition.rule, repetition.mend, _found(repetition, text))


def one_way_to_150(subject: Subject) -> Iterator[Finding]:
    """S72: every button that opens the way to 150 reads the same, in each language."""
    ways = {
        (name, button.label)
        for name, screen in subject.content.screens.items()
        for button in screen.buttons
        if button.target == BRIDGE
    }
    for language in LANGUAGES:
        labels = [
            text for text in subject.texts if text.language == language and (text.screen, text.key) in ways
        ]
        usual = max({text.raw for text in labels}, key=[text.raw for text in labels].count, default="")
        for text in labels:
            if text.raw != usual:
                yield text.finding("S72", f"{text.raw!r}: the way to 150 has one name, {usual!r}")


def _saying(subject: Subject, repetition: Repetition, language: str) -> list[Text]:
    return [
        text
        for text in subject.texts
        if text.language == language
        and text.role in _SAID
        and text.screen in subject.content.screens
        and _found(repetition, text)
    ]


def _found(repetition: Repetition, text: Text) -> str:
    found = pattern(repetition.says[text.language]).search(plain(text.raw))
    return found[0] if found else ""
