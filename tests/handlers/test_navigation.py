from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.flow import FIRST_TEXT, HELPLINES, ROOT
from content.load import load
from content.model import LANGUAGES, TOPICS, Content, Count, Measure, Special
from content.understand.rules import SMALL
from handlers.keyboards import GUESS_SCREENS
from handlers.navigation import count, guesses, questions, step, toggled
from handlers.state import State, bit_of, language_of_phone, with_age, with_pending, young
from handlers.typed_step import NOT_UNDERSTOOD, RISK, URGENT

CONTENT = load()
SCREENS = sorted(CONTENT.screens)
QUIET = date(2026, 10, 1)
FIRST_DAY = date(2026, 11, 25)
TOLD = State("ru")


def entered(target: str, state: State = TOLD, today: date = QUIET) -> tuple[str, State]:
    following = step(CONTENT, target, state, today)
    return following.screen, following.state


@given(st.sampled_from((*SCREENS, "gone", "", Special.ORIGIN)), st.sampled_from(LANGUAGES), st.booleans())
def test_S11_every_target_leads_to_a_screen_in_the_same_language(
    target: str, language: str, child: bool
) -> None:
    state = with_age(State(language), is_young=child)
    following = step(CONTENT, target, state, QUIET)
    assert following.screen in CONTENT.screens
    assert not CONTENT.screens[following.screen].daily
    assert following.state.language == language


def test_S11_a_target_that_is_gone_leads_to_the_helplines() -> None:
    assert entered("gone")[0] == HELPLINES


@pytest.mark.parametrize("name", [name for name in SCREENS if CONTENT.screens[name].counts == "opened"])
def test_a_topic_is_counted_once_a_talk(name: str) -> None:
    first = step(CONTENT, name, TOLD, QUIET)
    again = step(CONTENT, name, first.state, QUIET)
    assert first.counts == (Count("opened", CONTENT.screens[name].topic, "ru"),)
    assert again.counts == ()


def test_each_topic_is_counted_for_itself() -> None:
    state, counted = TOLD, []
    for topic in TOPICS:
        following = step(CONTENT, CONTENT.entries[topic], state, QUIET)
        state = following.state
        counted += [each.topic for each in following.counts if each.measure == "opened"]
    assert counted == list(TOPICS)


def test_the_helpline_is_counted_for_the_topic_it_was_reached_from() -> None:
    _, within = entered("bullying_start")
    assert step(CONTENT, "call_150", within, QUIET).counts == (Count("helpline", "bullying", "ru"),)
    assert step(CONTENT, "call_150", TOLD, QUIET).counts == (Count("helpline", "other", "ru"),)


def test_helped_yes_and_no_share_one_answer_a_talk() -> None:
    state, first = count(CONTENT, Measure.HELPED_YES, TOLD)
    _, second = count(CONTENT, Measure.HELPED_NO, state)
    assert len(first) == 1
    assert second == ()


@given(st.sampled_from(sorted(Measure)), st.sampled_from(TOPICS))
def test_nothing_is_counted_twice_in_a_talk(measure: Measure, topic: str) -> None:
    quiz = measure in (Measure.QUIZ_RIGHT, Measure.QUIZ_WRONG)
    cell = questions(CONTENT)[0] if quiz else topic
    state, first = count(CONTENT, measure, TOLD, cell)
    if quiz or bit_of(measure, topic):
        assert count(CONTENT, measure, state, cell)[1] == ()
    assert len(first) == 1


def test_S61_whoever_said_so_stays_under_18_until_they_say_they_are_of_age() -> None:
    _, state = entered("topics_young")
    assert young(state)
    assert entered("topics", state)[0] == "topics_young"
    assert entered(CONTENT.entries["domestic_violence"], state)[0] == "dv_child"
    screen, state = entered(Special.GROWN, state)
    assert (screen, young(state)) == ("topics", False)


@given(st.sampled_from([name for name in SCREENS if CONTENT.screens[name].overlay]))
def test_S63_back_from_any_overlay_leads_where_the_person_came_from(name: str) -> None:
    _, within = entered("topics")
    _, over = entered(name, within)
    way = Special.BEFORE if CONTENT.screens[name].stays else Special.ORIGIN
    assert entered(way, over)[0] == "topics"


@given(st.sampled_from([name for name in SCREENS if CONTENT.screens[name].stays]))
def test_S63_calm_leads_back_to_the_screen_of_danger_it_was_opened_from(name: str) -> None:
    screen, over = entered(name)
    _, calm = entered("breathing", over)
    assert entered(Special.ORIGIN, calm)[0] == screen


def test_the_topic_is_the_one_of_the_screen_last_entered() -> None:
    _, state = entered("bullying_start")
    assert entered("helplines", state)[1].topic == "bullying"
    assert entered("topics", state)[1].topic == ""


@pytest.mark.parametrize("code", [name for name, each in CONTENT.campaigns.items() if each.target])
def test_a_campaign_opens_its_screen_after_the_welcome_not_before(code: str) -> None:
    target = CONTENT.campaigns[code].target
    state = with_pending(State("kk", origin=target), waiting=True)
    screen, state = entered(Special.ORIGIN, state)
    assert screen == FIRST_TEXT
    screen, state = entered(target, state)
    assert screen in (target, *CONTENT.screens[target].daily)
    assert entered(Special.ORIGIN, state)[0] in (FIRST_TEXT, target)


def _daily(content: Content) -> str:
    return next(name for name in SCREENS if content.screens[name].daily)


def test_the_card_of_the_day_goes_by_the_date() -> None:
    cards = CONTENT.screens[_daily(CONTENT)].daily
    shown = [entered(_daily(CONTENT), today=FIRST_DAY + timedelta(days=n))[0] for n in range(16)]
    assert len(cards) == 16
    assert shown == list(cards)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_there_is_a_card_on_any_day(today: date) -> None:
    screen, _ = entered(_daily(CONTENT), today=today)
    assert screen in CONTENT.screens[_daily(CONTENT)].daily
    if not (11, 25) <= (today.month, today.day) <= (12, 10):
        assert screen == CONTENT.screens[_daily(CONTENT)].daily[0]


def test_a_question_of_the_quiz_is_counted_at_its_first_answer_only() -> None:
    cell = questions(CONTENT)[0]
    answers = [screen for screen in CONTENT.screens.values() if screen.cell == cell]
    assert {screen.counts for screen in answers} == {Measure.QUIZ_RIGHT, Measure.QUIZ_WRONG}
    wrong = next(screen for screen in answers if screen.counts is Measure.QUIZ_WRONG)
    right = next(screen for screen in answers if screen.counts is Measure.QUIZ_RIGHT)
    first = step(CONTENT, wrong.id, TOLD, QUIET)
    assert first.counts == (Count("quiz_wrong", cell, "ru"),)
    assert step(CONTENT, right.id, first.state, QUIET).counts == ()


def test_questions_and_ticks_have_room_for_all() -> None:
    bits = [screen.first_bit + len(screen.items) for screen in CONTENT.screens.values()]
    assert max(bits) <= 28
    assert 28 + len(questions(CONTENT)) <= 48


def test_the_language_screen_keeps_the_talk_as_it_is() -> None:
    _, state = entered("bullying_start")
    following = step(CONTENT, ROOT, state, QUIET)
    assert (following.screen, following.state, following.counts) == (ROOT, state, ())


@given(st.integers(0, 27))
def test_a_tick_is_taken_back_by_a_second_tap(bit: int) -> None:
    assert toggled(toggled(TOLD, bit), bit) == TOLD


def test_S09_every_screen_that_words_open_is_one_that_some_words_open() -> None:
    said = {f"say_{kind}" for kind in SMALL} | set(NOT_UNDERSTOOD) | set(URGENT.values()) | set(GUESS_SCREENS)
    by_words = {each.screen for each in CONTENT.asides} | {ways.adult for ways in CONTENT.needs.values()}
    opened = {*said, *by_words, "typed_urgent", RISK[1], "sent_media", "sent_command"}
    assert {name for name in SCREENS if CONTENT.screens[name].spoken} - opened == set()


def test_S41_three_guesses_at_most() -> None:
    assert guesses(TOLD, TOPICS).guesses == TOPICS[:3]


@pytest.mark.parametrize(
    ("code", "language"),
    [("kk", "kk"), ("en-GB", "en"), ("RU", "ru"), ("de", "ru"), (None, "ru"), ("", "ru")],
)
def test_a_phone_in_another_language_is_spoken_to_in_russian(code: str | None, language: str) -> None:
    assert language_of_phone(code) == language
