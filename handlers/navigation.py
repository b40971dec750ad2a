"""Tap → step: which screen comes next and what it counts. Pure: no Telegram, no memory, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from content.flow import DANGER, FIRST_TEXT, HELPLINES, HIDE_INFO, ROOT
from content.model import Content, Count, Measure, Screen, Special
from handlers.state import QUIZ_AT, State, bit_of, briefed, pending, with_briefing, with_pending

GATE = "before_you_read"
DOORS = "doors"
_QUIZ = (Measure.QUIZ_RIGHT, Measure.QUIZ_WRONG)
_WITHOUT_TOPIC = (Measure.TYPED, Measure.NOT_UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Step:
    """The screen to show, the talk as it then stands, and what to count."""

    screen: str
    state: State
    counts: tuple[Count, ...] = ()


def step(content: Content, target: str, state: State, today: date) -> Step:
    """The next step when a button that leads to `target` is tapped (or its screen is asked for)."""
    screen = content.screens[_resolved(content, target, state, today)]
    if screen.id == ROOT:
        return Step(ROOT, state)
    if screen.id == DOORS and pending(state) and state.origin in content.screens:
        return step(content, state.origin, with_pending(state, waiting=False), today)
    if screen.sensitive and not briefed(state):
        return Step(GATE, with_briefing(replace(state, origin=screen.id)))
    return _entered(content, screen, state)


def count(
    content: Content, measure: Measure, state: State, cell: str = ""
) -> tuple[State, tuple[Count, ...]]:
    """Counts `measure` at most once a talk: the state that remembers it, and the event if it is new."""
    if measure in _QUIZ:
        bit = 1 << QUIZ_AT + questions(content).index(cell)
        known, remembered = state.ticks & bit, replace(state, ticks=state.ticks | bit)
    else:
        cell = cell or ("" if measure in _WITHOUT_TOPIC else state.topic or "other")
        bit = bit_of(measure, cell)
        known, remembered = state.counted & bit, replace(state, counted=state.counted | bit)
    return (state, ()) if known else (remembered, (Count(str(measure), cell, state.language),))


def questions(content: Content) -> list[str]:
    """The cells of the quiz, in the order of the flow."""
    return list(dict.fromkeys(each.cell for each in content.screens.values() if each.counts in _QUIZ))


def toggled(state: State, bit: int) -> State:
    """The line at `bit` ticked, or no longer ticked."""
    return replace(state, ticks=state.ticks ^ 1 << bit)


def guesses(state: State, topics: Sequence[str]) -> State:
    """The state that remembers up to three guessed topics."""
    return replace(state, guesses=tuple(topics[:3]))


def periods_on(content: Content, today: date) -> frozenset[str]:
    """Names of the periods of the year that `today` falls into."""
    day = (today.month, today.day)
    return frozenset(each.id for each in content.periods.values() if each.first <= day <= each.last)


def day_screen(content: Content, screen: Screen, today: date) -> str:
    """The screen that stands in for `screen` today: its first one outside of its period."""
    if screen.period not in periods_on(content, today):
        return screen.daily[0]
    first = date(today.year, *content.periods[screen.period].first)
    return screen.daily[min((today - first).days, len(screen.daily) - 1)]


def _resolved(content: Content, target: str, state: State, today: date) -> str:
    if target == Special.ORIGIN:
        waiting = pending(state) and FIRST_TEXT
        target = waiting or state.origin or FIRST_TEXT
    if target not in content.screens:
        return HELPLINES
    screen = content.screens[target]
    return day_screen(content, screen, today) if screen.daily else target


def _entered(content: Content, screen: Screen, state: State) -> Step:
    if screen.id == HIDE_INFO:
        state = with_briefing(state)
    if not screen.overlay:
        origin = state.origin if pending(state) else screen.id
        state = replace(state, origin=origin, topic=screen.topic)
    if screen.counts is None:
        return Step(screen.id, state)
    state, counted = count(content, screen.counts, state, screen.cell)
    return Step(screen.id, state, counted)


def is_urgent(screen: str) -> bool:
    """Screens that go before others while Telegram throttles."""
    return screen in (DANGER, HELPLINES)
