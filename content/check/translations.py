"""The same in all languages: tables, keys, placeholders (S01), and nothing left untranslated."""

import re
from collections.abc import Iterator

from content.check.subject import Role, Subject, Text
from content.finding import Finding
from content.words import COMMON, COMMON_KEYS, NEEDS_TABLE

SOURCE = "ru"
_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+\}")
_LONG_ENOUGH = 25


def known_tables(subject: Subject) -> Iterator[Finding]:
    """A table that is no screen is shown to nobody."""
    seen: set[tuple[str, str]] = set()
    for text in subject.texts:
        place = (text.language, text.screen)
        if text.role in (Role.FACT, Role.SITE) or text.screen in (COMMON, NEEDS_TABLE):
            continue
        if text.screen in subject.content.screens:
            continue
        if place not in seen:
            seen.add(place)
            message = "is no screen of flow.toml: remove the table or correct its name"
            yield text.finding("texts", message)


def known_common(subject: Subject) -> Iterator[Finding]:
    """A key of [common] that the program does not know is shown to nobody."""
    for text in subject.texts:
        if text.screen == COMMON and text.key not in COMMON_KEYS:
            message = f"{text.key!r} is used by nothing: remove it, or name it in COMMON_KEYS of words.py"
            yield text.finding("texts", message)


def same_placeholders(subject: Subject) -> Iterator[Finding]:
    """A translation names the same numbers and laws as its source: none is lost on the way."""
    for source, text in pairs(subject):
        wanted, found = (set(_PLACEHOLDER.findall(each.raw)) for each in (source, text))
        if wanted - found:
            lost = ", ".join(sorted(wanted - found))
            yield text.finding("placeholder", f"{text.key!r} lacks {lost}, which stands in {SOURCE}: add it")
        if found - wanted:
            more = ", ".join(sorted(found - wanted))
            message = f"{text.key!r} has {more}, which does not stand in {SOURCE}: add it there or remove it"
            yield text.finding("placeholder", message, sorted(found - wanted)[0])


def translated(subject: Subject) -> Iterator[Finding]:
    """A text that reads as its source letter for letter was not translated."""
    for source, text in pairs(subject):
        bare = _PLACEHOLDER.sub("", text.raw).strip()
        if len(bare) > _LONG_ENOUGH and text.screen != COMMON and text.raw == source.raw:
            yield text.finding("translation", f"{text.key!r} is the {SOURCE} text: translate it")


def pairs(subject: Subject) -> Iterator[tuple[Text, Text]]:
    """Each text of a translation with the text of the source language."""
    sources = {
        (text.screen, text.key): text
        for text in subject.texts
        if text.language == SOURCE and text.role is not Role.FACT
    }
    for text in subject.texts:
        if text.language != SOURCE and text.role is not Role.FACT:
            source = sources.get((text.screen, text.key))
            if source:
                yield source, text
