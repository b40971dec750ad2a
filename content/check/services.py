"""Numbers and laws: their source, their date, and what is said of them (S13, S14, S16, S40)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from content.check.subject import FACTS, Role, Subject
from content.finding import Finding
from content.model import LANGUAGES, Law, Service
from content.tables import read

FRESH = timedelta(days=90)
TALKING = ("line_150", "line_111")
PARTS = (
    ("S13", "who"),
    ("S13", "hours"),
    ("S13", "languages"),
    ("S13", "cost"),
    ("S13", "learns"),
    ("S16", "write"),
)


def known_sources(subject: Subject) -> Iterator[Finding]:
    """S14: each service and law names its source and a day of checking that is not too long ago."""
    groups: tuple[tuple[str, Iterable[Service | Law]], ...] = (
        (FACTS[0], subject.content.services.values()),
        (FACTS[1], subject.content.laws.values()),
    )
    for name, facts in groups:
        for fact in facts:
            if not fact.source.strip():
                yield _fact(subject, name, fact.id, "has no source: say where it was read")
            yield from _date(subject, name, fact.id, fact.checked)


def complete_cards(subject: Subject) -> Iterator[Finding]:
    """S13, S16: what is known of who answers, when, in which language, who learns what, how to write."""
    for language in LANGUAGES:
        said = "\n".join(text.raw for _, text in subject.screen_texts() if text.language == language)
        for name in TALKING:
            service = subject.content.services.get(name)
            wanted = [(rule, part) for rule, part in PARTS if service and getattr(service, part)[language]]
            wanted.append(("S13", "checked"))
            for rule, part in wanted:
                if service and f"{{{name}_{part}}}" not in said:
                    message = f"{{{name}_{part}}} stands on no screen: add it to the card of {name}"
                    yield _fact(subject, FACTS[0], name, message, rule, language)


def open_hours(subject: Subject) -> Iterator[Finding]:
    """S13: while the hours of 150 are not confirmed, 111 stands wherever they are given."""
    service = subject.content.services.get("line_150")
    for _, text in subject.screen_texts():
        unset = service is not None and not service.hours[text.language]
        if unset and "{line_150_hours}" in text.raw and "{line_111" not in text.raw:
            message = "the hours of 150 are not confirmed: name {line_111} beside it"
            yield text.finding("S13", message, "{line_150_hours}")


def facts_in_every_language(subject: Subject) -> Iterator[Finding]:
    """S13: what is said of a service or cited of a law is said in every language, and in no unknown one."""
    said: dict[tuple[str, str, str], set[str]] = {}
    for text in subject.texts:
        if text.role is Role.FACT and text.raw.strip():
            said.setdefault((text.file, text.screen, text.key), set()).add(text.language)
    for (file, fact, key), languages in said.items():
        wrong = ", ".join(sorted(languages ^ set(LANGUAGES)))
        if wrong:
            message = f"{key!r} is missing in a language or has an unknown one ({wrong}): mend it"
            yield _fact(subject, file.rsplit("/", 1)[-1], fact, message, "S13")


def own_number(subject: Subject) -> Iterator[Finding]:
    """S14: the name of a service holds no other number than its own."""
    for text in subject.texts:
        if text.role is Role.FACT and text.key == "name" and text.screen in subject.content.services:
            number = subject.content.services[text.screen].number
            for found in re.findall(r"\d{3,}", text.raw):
                if found != number:
                    yield text.finding("S14", f"{found} is not the number of this service ({number})", found)


def dated_laws(subject: Subject) -> Iterator[Finding]:
    """S40: a text that cites a law gives the day it was checked; a letter to copy need not."""
    for text in subject.texts:
        if text.role in (Role.FACT, Role.LABEL, Role.COPY):
            continue
        cited = set(re.findall(r"\{(law_\w+?)(?:_checked)?\}", text.raw))
        dated = set(re.findall(r"\{(law_\w+?)_checked\}", text.raw))
        if cited and not dated:
            name = min(cited)
            yield text.finding("S40", f"cites a law without its date: add {{{name}_checked}}", f"{{{name}}}")


def laws_by_name(subject: Subject) -> Iterator[Finding]:
    """S40: articles are cited through laws.toml, where their source and date stand; none lies unused."""
    written = re.compile(subject.data.limits.law_by_hand)
    for text in subject.texts:
        if text.role is not Role.FACT and (found := written.search(text.raw.lower())):
            yield text.finding("S40", f"{found[0]!r}: cite it from laws.toml as {{law_...}}", found[0])
    said = "\n".join(text.raw for text in subject.texts if text.role is not Role.FACT)
    for name in subject.content.laws:
        if f"{{{name}}}" not in said:
            yield _fact(subject, FACTS[1], name, "is cited by no text: remove it", "S40", level="warning")


def _date(subject: Subject, name: str, fact: str, checked: date) -> Iterator[Finding]:
    if checked > subject.today:
        yield _fact(subject, name, fact, f"was checked in the future ({checked}): correct the date")
    elif subject.today - checked > FRESH:
        message = f"was last checked on {checked}, over {FRESH.days} days ago: check it and change the date"
        yield _fact(subject, name, fact, message, level="warning")


def _fact(
    subject: Subject,
    name: str,
    fact: str,
    message: str,
    rule: str = "S14",
    language: str = "",
    level: str = "error",
) -> Finding:
    table, _ = read(subject.root / name, subject.root)
    return Finding(table.file, table.line(fact), fact, language, rule, message, level)
