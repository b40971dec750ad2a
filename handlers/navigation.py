"""Tap → step: which screen comes next and what it counts. Pure: no Telegram, no memory, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT, TOPIC_LIST
from content.model import Content, Count, Measure, Screen, Special
from handlers.state import QUIZ_AT, State, bit_of, pending, with_age, with_pending, young

_QUIZ = (Measure.QUIZ_RIGHT, Measure.QUIZ_WRONG)
_WITHOUT_TOPIC = (Measure.TYPED, Measure.NOT_UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Step:
    """The screen to show, the talk as it then stands, and what to count.

    `line`: the key of [common] that is said above the screen's text.
    """

    screen: str
    state: State
    counts: tuple[Count, ...] = ()
    line: str = ""


def step(content: Content, target: str, state: State, today: date) -> Step:
    """The next step when a button that leads to `target` is tapped (or its screen is asked for)."""
    if target == Special.GROWN:
        target, state = TOPIC_LIST, with_age(state, is_young=False)
    if pending(state) and target == state.origin:
        state = with_pending(replace(state, origin=FIRST_TEXT), waiting=False)
    screen = content.screens[_resolved(content, target, state, today)]
    if screen.id == ROOT:
        return Step(ROOT, state)
    return _entered(content, screen, state)


def aim(content: Content, target: str, state: State) -> str:
    """The screen in the place of `target` for whoever said that they are under 18 (S61)."""
    screen = content.screens.get(target)
    return screen.young if screen and screen.young and young(state) else target


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


def voices(state: State) -> tuple[str, ...]:
    """Who is spoken to, most telling first (see content/words.py)."""
    fears = state.origin.startswith("fear_") or state.origin in ("say_threat", "say_afraid_of_self")
    helps = "_friend" in state.origin or "_parent" in state.origin or state.origin == "topics_other"
    found = (("fear", fears), ("someone", helps), ("young", young(state)), (state.topic, bool(state.topic)))
    return tuple(voice for voice, there in found if there)


def guesses(state: State, topics: Sequence[str]) -> State:
    """The state that remembers up to three guessed topics and needs."""
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
    if target == Special.BEFORE:
        target = state.before or FIRST_TEXT
    if target not in content.screens:
        return HELPLINES
    target = aim(content, target, state)
    screen = content.screens[target]
    return day_screen(content, screen, today) if screen.daily else target


def _entered(content: Content, screen: Screen, state: State) -> Step:
    if screen.declares_young:
        state = with_age(state, is_young=True)
    if not screen.overlay:
        waits = pending(state) and screen.id == FIRST_TEXT
        state = state if waits else replace(with_pending(state, waiting=False), origin=screen.id)
        state = replace(state, topic=screen.topic)
    elif screen.stays and not pending(state):
        before = state.before if content.screens[state.origin or FIRST_TEXT].stays else state.origin
        state = replace(state, origin=screen.id, before=before)
    if screen.counts is None:
        return Step(screen.id, state)
    state, counted = count(content, screen.counts, state, screen.cell)
    return Step(screen.id, state, counted)


def is_urgent(screen: str) -> bool:
    """Screens that go before others while Telegram throttles."""
    return screen in (DANGER, HELPLINES)
