"""Help, Hide and the choice of language on every page, as a person sees it (S01, S03, S08, S12, S18, S35)."""

import re
from collections.abc import Iterator

from content.check.subject import Subject, Text
from content.finding import Finding
from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT
from content.model import LANGUAGES, Special
from content.render import Page

EMERGENCY = ("line_112", "line_102", "line_103")
TALKING = ("line_150", "line_111")
_CARD = re.compile(r"\{(line_\w+?)_(?:name|who)\}")
_AT_MOST = 3


def help_in_one_tap(subject: Subject) -> Iterator[Finding]:
    """S08: every page is, or leads at once to, the emergency numbers and the helplines."""
    for page in subject.pages:
        ways = _targets(page) | {page.screen}
        for wanted in (DANGER, HELPLINES):
            if wanted not in ways:
                yield subject.on_page(page, "S08", f"no button leads to {wanted}: add one to every page")
    for screen, services in ((DANGER, EMERGENCY), (HELPLINES, TALKING)):
        yield from _numbers_stand(subject, screen, services, "S08")


def numbers_from_the_start(subject: Subject) -> Iterator[Finding]:
    """S03: the language screen and the first text screen show 112, 102, 103 and 150."""
    for screen in (ROOT, FIRST_TEXT):
        yield from _numbers_stand(subject, screen, (*EMERGENCY, "line_150"), "S03")


def language_everywhere(subject: Subject) -> Iterator[Finding]:
    """S01: the language screen is a tap away from every page, and offers every language."""
    for page in subject.pages:
        offered = {tap.language for row in page.rows for tap in row}
        if page.screen == ROOT and not set(LANGUAGES) <= offered:
            yield subject.on_page(page, "S01", "a language is missing: offer each of them")
        if page.screen != ROOT and ROOT not in _targets(page):
            yield subject.on_page(page, "S01", "no button leads to the choice of language: add one")


def hide_first(subject: Subject) -> Iterator[Finding]:
    """S18: Hide is the first row of every page, alone, and looks the same everywhere."""
    for page in subject.pages:
        first = page.rows[0] if page.rows else ()
        if [tap.target for tap in first] != [Special.HIDE]:
            yield subject.on_page(page, "S18", "Hide is not the first row: put it there, alone")


def danger_first(subject: Subject) -> Iterator[Finding]:
    """S35: from the first text screen danger is one tap away; its screen names 102 and 112 first."""
    for page in subject.pages:
        if page.screen == FIRST_TEXT and DANGER not in _targets(page):
            yield subject.on_page(page, "S35", f"no button leads to {DANGER}: add one")
    for text in _main_texts(subject, DANGER):
        named = list(dict.fromkeys(re.findall(r"\{(line_\d+)", text.raw)))[:2]
        if set(named) != {"line_112", "line_102"}:
            yield text.finding("S35", "name 112 and 102 before other numbers: they come first in danger")


def few_services(subject: Subject) -> Iterator[Finding]:
    """S12: 150 stands first among those to talk to; at most three services are described on a screen."""
    for _, text in subject.screen_texts():
        cards = list(dict.fromkeys(_CARD.findall(text.raw)))
        if len(cards) > _AT_MOST:
            message = f"describes {len(cards)} services: at most {_AT_MOST}, move the others behind a button"
            yield text.finding("S12", message)
        talking = [card for card in cards if card not in EMERGENCY]
        if "line_150" in talking[1:]:
            yield text.finding("S12", "150 stands first: move it before the others", "{line_150_")


def _numbers_stand(subject: Subject, screen: str, services: tuple[str, ...], rule: str) -> Iterator[Finding]:
    for text in _main_texts(subject, screen):
        for service in services:
            known = subject.content.services.get(service)
            if known is None or not re.search(rf"(?<!\d){known.number}(?!\d)", text.filled):
                yield text.finding(rule, f"{{{service}}} is not on this screen: name it")


def _main_texts(subject: Subject, screen: str) -> list[Text]:
    return [text for known, text in subject.screen_texts() if known.id == screen]


def _targets(page: Page) -> set[str]:
    return {tap.target for row in page.rows for tap in row if not tap.copy}
