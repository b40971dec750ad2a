"""Rules about what the program puts on every page, shown on pages that lack it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from check_seeds import TODAY

from content.check import lengths, within_reach
from content.check.check import subject_of
from content.check.subject import Subject
from content.model import Special
from content.render import Page

Change = Callable[[Page], Page]


def without(target: str) -> Change:
    def change(page: Page) -> Page:
        return replace(
            page, rows=tuple(tuple(tap for tap in row if tap.target != target) for row in page.rows)
        )

    return change


def upside_down(page: Page) -> Page:
    return replace(page, rows=page.rows[::-1])


def without_languages(page: Page) -> Page:
    return replace(page, rows=tuple(tuple(replace(tap, language="") for tap in row) for row in page.rows))


def twelve_thousand_letters(page: Page) -> Page:
    return replace(page, text="\U0001f600" * 3000)


def changed(subject: Subject, screen: str, change: Change) -> Subject:
    pages = [
        change(page) if (page.screen, page.language) == (screen, "kk") else page for page in subject.pages
    ]
    return replace(subject, pages=tuple(pages))


CASES = [
    (within_reach.help_in_one_tap, "S08", "dv_menu", without("danger")),
    (within_reach.help_in_one_tap, "S08", "dv_menu", without("helplines")),
    (within_reach.language_everywhere, "S01", "dv_menu", without("language")),
    (within_reach.language_everywhere, "S01", "language", without_languages),
    (within_reach.hide_first, "S18", "dv_menu", upside_down),
    (within_reach.hide_first, "S18", "helplines", without(Special.HIDE)),
    (within_reach.danger_first, "S35", "welcome", without("danger")),
    (lengths.one_message, "S27", "dv_menu", twelve_thousand_letters),
]


@pytest.mark.parametrize(("rule", "code", "screen", "change"), CASES)
def test_a_page_that_lacks_it_is_found(rule, code, screen, change, root: Path) -> None:
    whole = subject_of(root, TODAY)
    assert list(rule(whole)) == []

    found = list(rule(changed(whole, screen, change)))

    assert {(each.screen, each.language, each.rule) for each in found} == {(screen, "kk", code)}


def test_S08_every_screen_is_rendered_in_every_language(root: Path) -> None:
    subject = subject_of(root, TODAY)
    shown = {(page.screen, page.language) for page in subject.pages}
    assert shown == {(name, language) for name in subject.content.screens for language in ("kk", "ru", "en")}
