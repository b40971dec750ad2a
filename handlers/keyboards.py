"""Pages made ready for Telegram once at start: JSON of text and keyboard, with a gap for the state."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations

from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT, TOPIC_LIST
from content.model import LANGUAGES, TOPICS, Content
from content.render import Page, Tap, has_voices, label, page, spoken, ticked
from content.words import NEEDS_TABLE
from handlers.callback_data import Codes, codes, head, tail
from handlers.navigation import aim, periods_on, toggled, voices
from handlers.state import State, pending, young

_GAP = "\x00"
STYLES = {DANGER: "danger", HELPLINES: "primary", "bridge": "primary", "call_150": "primary"}
"""Colours of Telegram's own, which older apps leave out (S64)."""
OTHERS = "topics_other"
OF_ANOTHER = "typed_guess_other"
GUESS_SCREENS = ("typed_guess", "typed_guess_in_topic", OF_ANOTHER)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What Telegram is sent: `text` is a JSON string, `keyboard` a JSON object, "" for no keyboard."""

    text: str
    keyboard: str


@dataclass(frozen=True, slots=True)
class _Ready:
    text: str
    keyboard: tuple[str, ...]


class Book:
    """All screens in all languages, ready to send. Raises ValueError when two names share a code."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.codes: Codes = codes(content.screens, content.moved)
        once: dict[str, str] = {}
        self._ready = {
            (name, language, periods): _shared(
                self._compiled(page(content, name, language, periods=periods)), once
            )
            for periods in _subsets(content.periods)
            for name, screen in content.screens.items()
            if not screen.daily and not screen.items
            for language in LANGUAGES
        }
        self._voiced = {
            name
            for name in content.screens
            if any(has_voices(content.words[each].screens.get(name, {})) for each in LANGUAGES)
        }
        self._dull = {label(content, language, "neutral") for language in LANGUAGES}
        self._resume = {label(content, language, "resume") for language in LANGUAGES}

    def sheet(self, screen: str, state: State, today: date) -> Sheet:
        """The screen in the language of the talk, with the state in each of its buttons."""
        if self._is_composed(screen, state):
            return self._composed(screen, state, today)
        ready = self._ready[screen, state.language, periods_on(self.content, today)]
        return Sheet(ready.text, tail(self.codes, state).join(ready.keyboard))

    def with_line(self, screen: str, state: State, today: date, line: str) -> Sheet:
        """The screen with a line of [common] above its text (S67)."""
        shown = self.sheet(screen, state, today)
        said = label(self.content, state.language, line)
        return Sheet(_json(f"{said}\n\n{json.loads(shown.text)}"), shown.keyboard)

    def _is_composed(self, screen: str, state: State) -> bool:
        guesses = screen in GUESS_SCREENS and bool(state.guesses)
        voiced = screen in self._voiced and bool(voices(state))
        waits = screen == FIRST_TEXT and pending(state)
        return bool(self.content.screens[screen].items) or guesses or voiced or waits

    def frame(self, screen: str, key: str, state: State, today: date) -> Sheet:
        """The screen with the text of `key` instead of its own, for paced exercises."""
        text = spoken(self.content.words[state.language].screens[screen], voices(state))[key]
        return Sheet(_json(text), self.sheet(screen, state, today).keyboard)

    def with_switch(self, screen: str, state: State, today: date, language: str) -> Sheet:
        """The screen with an offer to go on in `language`."""
        return self._composed(screen, state, today, switch=language)

    def neutral(self, language: str) -> Sheet:
        """What a message turns into after Hide: dull, without a button."""
        return Sheet(_json(label(self.content, language, "neutral")), "")

    def resume(self, language: str) -> Sheet:
        """What a message turns into when it was left alone: dull, with one button to the start."""
        tap = Tap(label(self.content, language, "continue"), ROOT)
        dull = Page(ROOT, language, label(self.content, language, "resume"), ((tap,),))
        ready = self._compiled(dull)
        return Sheet(ready.text, tail(self.codes, State(language)).join(ready.keyboard))

    def plain(self, language: str, key: str) -> Sheet:
        """A fixed line of [common] without buttons."""
        return Sheet(_json(label(self.content, language, key)), "")

    def is_neutral(self, text: str | None) -> bool:
        """Whether this is the text that Hide leaves behind, in any language (S19)."""
        return text in self._dull

    def is_resume(self, text: str | None) -> bool:
        """Whether this is the text of a message that turned neutral by itself, in any language (S20)."""
        return text in self._resume

    def _composed(self, screen: str, state: State, today: date, switch: str = "") -> Sheet:
        content, language = self.content, state.language
        extra = guessed(content, screen, state)
        if screen == FIRST_TEXT and pending(state):
            extra.append(Tap(label(content, language, "continue"), state.origin))
        if switch:
            extra.append(Tap(label(content, switch, "switch_language"), screen, language=switch))
        periods = periods_on(content, today)
        shown = page(content, screen, language, periods=periods, extra=extra, voices=voices(state))
        if content.screens[screen].items:
            marks = label(content, language, "tick"), label(content, language, "untick")
            shown = ticked(shown, state.ticks, *marks)
        ready = self._compiled(shown, state)
        return Sheet(ready.text, tail(self.codes, state).join(ready.keyboard))

    def _compiled(self, shown: Page, state: State | None = None) -> _Ready:
        rows = [[self._button(tap, shown.language, state) for tap in row] for row in shown.rows]
        keyboard = json.dumps({"inline_keyboard": rows}, ensure_ascii=False, separators=(",", ":"))
        return _Ready(_json(shown.text), tuple(keyboard.split(json.dumps(_GAP)[1:-1])))

    def _button(self, tap: Tap, language: str, state: State | None) -> dict[str, object]:
        style = {"style": STYLES[tap.target]} if tap.target in STYLES else {}
        if tap.copy:
            return {"text": tap.label, "copy_text": {"text": tap.copy}}
        data = head(self.codes, tap.target, tap.language or language)
        gap = tail(self.codes, toggled(state, tap.bit)) if tap.bit >= 0 and state else _GAP
        return {"text": tap.label, "callback_data": data + gap, **style}


def guessed(content: Content, screen: str, state: State) -> list[Tap]:
    """What the person's words may mean, on the screens that offer it: a button for each screen (S66)."""
    taps: dict[str, Tap] = {}
    for guess in state.guesses if screen in GUESS_SCREENS else ():
        table = TOPIC_LIST if guess in TOPICS else NEEDS_TABLE
        target = way_of(content, guess, state, helper=screen == OF_ANOTHER)
        taps.setdefault(target, Tap(content.words[state.language].screens[table][guess], target))
    return list(taps.values())


def way_of(content: Content, guess: str, state: State, *, helper: bool) -> str:
    """The screen that answers a topic or a need: by age, or for whoever asks for another (S66, S69)."""
    if guess in TOPICS:
        friends = (button for button in content.screens[OTHERS].buttons if button.label == guess)
        return next(friends).target if helper else aim(content, content.entries[guess], state)
    ways = content.needs[guess]
    if helper:
        return ways.helper
    return ways.child if young(state) else ways.adult


def _shared(ready: _Ready, once: dict[str, str]) -> _Ready:
    """The same, with equal parts of all screens kept `once`: most buttons stand on many of them."""
    parts = [once.setdefault(part, part) for part in (ready.text, *ready.keyboard)]
    return _Ready(parts[0], tuple(parts[1:]))


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _subsets(names: Collection[str]) -> list[frozenset[str]]:
    sizes = range(len(names) + 1)
    return [frozenset(some) for some in chain.from_iterable(combinations(names, size) for size in sizes)]
