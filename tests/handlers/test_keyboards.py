import json
from datetime import date
from itertools import product
from typing import Any

import pytest

from content.flow import DANGER, HELPLINES, ROOT
from content.load import load
from content.model import LANGUAGES, TOPICS, Special
from content.render import label, page
from handlers.callback_data import LIMIT, pressed
from handlers.keyboards import GUESS_SCREENS, OF_ANOTHER, Book, way_of
from handlers.navigation import guesses
from handlers.state import State

BOOK = Book(load())
QUIET, CAMPAIGN = date(2026, 10, 1), date(2026, 11, 30)
SHOWN = sorted(name for name, screen in BOOK.content.screens.items() if not screen.daily)
PAGES = list(product(SHOWN, LANGUAGES))


def rows(screen: str, state: State, today: date = QUIET) -> list[list[dict[str, Any]]]:
    keyboard = BOOK.sheet(screen, state, today).keyboard
    found: list[list[dict[str, Any]]] = json.loads(keyboard)["inline_keyboard"]
    return found


def without_second_hide(shown: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The rows but for Hide at the end of a long page (S64)."""
    long = len(shown) > 1 and target(shown[-1][0]) == Special.HIDE
    return shown[:-1] if long else shown


def target(button: dict[str, Any]) -> str:
    found = pressed(BOOK.codes, button["callback_data"])
    assert found is not None
    return found.target


def test_S18_hide_is_the_first_row_alone_on_every_page() -> None:
    for screen, language in PAGES:
        first = rows(screen, State(language))[0]
        assert [target(button) for button in first] == [Special.HIDE], screen


def test_S08_danger_and_helplines_end_every_page() -> None:
    for screen, language in PAGES:
        shown = without_second_hide(rows(screen, State(language)))
        last = shown[-1] if screen != ROOT else [button for row in shown[1:] for button in row]
        expected = [name for name in (DANGER, HELPLINES) if name != screen]
        assert [target(button) for button in last if target(button) != Special.ORIGIN] == expected, screen


def test_S01_the_language_screen_is_a_tap_away_from_every_page() -> None:
    for screen, language in PAGES:
        if screen != ROOT:
            assert ROOT in [
                target(button) for button in without_second_hide(rows(screen, State(language)))[-2]
            ]


def test_S09_every_page_but_the_first_has_a_way_back() -> None:
    for screen, language in PAGES:
        if screen != ROOT:
            back = without_second_hide(rows(screen, State(language)))[-2][0]
            assert back["text"] == label(BOOK.content, language, "back")
            assert target(back) != screen


def test_every_button_carries_the_talk_and_fits() -> None:
    state = State("kk", "other", HELPLINES, "topics", 5, 9, ("abuse",), (1, 2, 3, 4, 5))
    for screen in SHOWN:
        for button in (each for row in rows(screen, state) for each in row if "callback_data" in each):
            found = pressed(BOOK.codes, button["callback_data"])
            assert len(button["callback_data"].encode()) <= LIMIT
            assert found is not None
            assert found.state.counted == state.counted


def test_text_and_buttons_are_those_of_the_rendered_page() -> None:
    for screen, language in PAGES:
        if BOOK.content.screens[screen].items:
            continue
        expected = page(BOOK.content, screen, language)
        assert json.loads(BOOK.sheet(screen, State(language), QUIET).text) == expected.text
        assert [button["text"] for row in rows(screen, State(language)) for button in row] == [
            tap.label for row in expected.rows for tap in row
        ]


def test_a_button_of_a_period_stands_only_in_it() -> None:
    screen = next(name for name in SHOWN if any(button.when for button in BOOK.content.screens[name].buttons))
    outside, inside = rows(screen, State("ru")), rows(screen, State("ru"), CAMPAIGN)
    second_hide = len(without_second_hide(inside)) < len(inside) and len(without_second_hide(outside)) == len(
        outside
    )
    assert len(inside) == len(outside) + 1 + second_hide


@pytest.mark.parametrize("screen", GUESS_SCREENS)
def test_S41_guesses_are_buttons_with_the_labels_of_the_topic_list(screen: str) -> None:
    shown = rows(screen, guesses(State("kk"), TOPICS[:2]))
    labels = BOOK.content.words["kk"].screens["topics"]
    entries = [way_of(BOOK.content, each, State("kk"), helper=screen == OF_ANOTHER) for each in TOPICS[:2]]
    assert [target(row[0]) for row in shown[1:3]] == entries
    assert [row[0]["text"] for row in shown[1:3]] == [labels[topic] for topic in TOPICS[:2]]


def test_S18_the_neutral_text_has_no_button_and_no_number() -> None:
    for language in LANGUAGES:
        sheet = BOOK.neutral(language)
        assert sheet.keyboard == ""
        assert BOOK.is_neutral(json.loads(sheet.text))
        assert not any(letter.isdigit() for letter in sheet.text)


def test_S20_the_resting_text_has_one_button_that_leads_to_the_language() -> None:
    for language in LANGUAGES:
        sheet = BOOK.resume(language)
        ((button,),) = json.loads(sheet.keyboard)["inline_keyboard"]
        assert target(button) == ROOT
        assert BOOK.is_resume(json.loads(sheet.text))


def test_a_checklist_shows_what_was_ticked() -> None:
    lists = [name for name in SHOWN if BOOK.content.screens[name].items]
    for name in lists:
        screen = BOOK.content.screens[name]
        before = rows(name, State("ru"))
        marked = pressed(BOOK.codes, before[1][0]["callback_data"])
        assert marked is not None
        after = rows(name, marked.state)
        assert before[1][0]["text"] != after[1][0]["text"]
        assert marked.state.ticks == 1 << screen.first_bit


def test_an_offer_to_switch_language_is_in_that_language() -> None:
    sheet = BOOK.with_switch(HELPLINES, State("ru"), QUIET, "kk")
    buttons = [button for row in json.loads(sheet.keyboard)["inline_keyboard"] for button in row]
    offer = next(b for b in buttons if b["text"] == label(BOOK.content, "kk", "switch_language"))
    found = pressed(BOOK.codes, offer["callback_data"])
    assert found is not None
    assert (found.target, found.state.language) == (HELPLINES, "kk")
