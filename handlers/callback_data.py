"""Callback data in and out: language, target and state in at most 64 bytes.

Layout: version, language, target (4), topic, origin (4), before (4), counted (8), ticks (8), message ids (6
each). Buttons of version 1 have no `before`, and their guesses are left out.
Screens go by a short code made from their name, so that a button survives any change of order and
any process can read it. A button of a screen that is gone still carries its language (S11), and one of a
screen that has moved opens the screen in its place.

Up to three guesses ride in the bits above what is counted (two) and above the ticks (the third).
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from content.model import LANGUAGES, TOPICS, Special
from handlers.state import COUNTED_BITS, GUESS_BITS, GUESSABLE, GUESSES_AT, IDS, TICK_BITS, State

VERSION = "2"
_BEFORE = "1"
_OLD_COUNTED = (1 << 34) - 1
LIMIT = 64
NOWHERE = "----"
_SPECIAL = {
    Special.HIDE: "*hid",
    Special.ORIGIN: "*org",
    Special.CONTACT: "*con",
    Special.GROWN: "*grn",
    Special.BEFORE: "*bef",
}
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_LETTERS = {language: language[0] for language in LANGUAGES}
_LANGUAGES = {letter: language for language, letter in _LETTERS.items()}
_TAIL_AT = 6
_FIXED = 27
"""The least length, of version 1."""
_BESIDE_COUNTED = (COUNTED_BITS - GUESSES_AT) // GUESS_BITS


@dataclass(frozen=True, slots=True)
class Codes:
    """Screen names and their codes, both ways."""

    of: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button meant; `target` is empty when its screen is no longer known."""

    target: str
    state: State


def codes(screens: Iterable[str], moved: Mapping[str, str]) -> Codes:
    """Raises ValueError when two names give the same code: rename one of them."""
    of = {name: code(name) for name in screens} | {str(name): value for name, value in _SPECIAL.items()}
    names = {value: name for name, value in of.items()}
    if len(names) < len(of):
        twins = sorted(name for name in of if names[of[name]] != name)
        raise ValueError(f"the screen {twins[0]} has the code of {names[of[twins[0]]]}: rename one")
    return Codes(of, {code(old): new for old, new in moved.items()} | names)


def code(screen: str) -> str:
    """Four characters for a screen's name, the same in every process and version."""
    return urlsafe_b64encode(hashlib.sha256(screen.encode()).digest())[:4].decode()


def pattern_to(target: str) -> str:
    """A pattern for the data of all buttons that lead to `target`, in any language."""
    special = {str(name): value for name, value in _SPECIAL.items()}
    return f"^{VERSION}[{''.join(_LANGUAGES)}]{re.escape(special.get(target) or code(target))}"


def head(table: Codes, target: str, language: str) -> str:
    """The part of callback data that does not depend on the talk."""
    return VERSION + _LETTERS[language] + table.of[target]


def tail(table: Codes, state: State) -> str:
    """The part of callback data that is the same in all buttons of a message."""
    topic = str(TOPICS.index(state.topic) + 1) if state.topic else "0"
    origin = _screen(table, state.origin) + _screen(table, state.before)
    counted = state.counted | _packed(state.guesses[:_BESIDE_COUNTED]) << GUESSES_AT
    ticks = state.ticks | _packed(state.guesses[_BESIDE_COUNTED:]) << TICK_BITS
    ids = "".join(_number(each, 6) for each in state.ids[-IDS:])
    return f"{topic}{origin}{_number(counted, 8)}{_number(ticks, 8)}{ids}"


def pressed(table: Codes, data: str | None) -> Pressed | None:
    """What `data` says, or None when it is none of ours."""
    if not data or len(data) < _FIXED or data[0] not in (VERSION, _BEFORE) or data[1] not in _LANGUAGES:
        return None
    try:
        state = _state(table, _LANGUAGES[data[1]], data[_TAIL_AT:], old=data[0] == _BEFORE)
    except (KeyError, IndexError, ValueError):
        return None
    return Pressed(table.names.get(data[2:_TAIL_AT], ""), state)


def _state(table: Codes, language: str, rest: str, *, old: bool) -> State:
    before = NOWHERE if old else rest[5:9]
    rest = rest if old else rest[:5] + rest[9:]
    counted, ticks = _value(rest[5:13]), _value(rest[13:21])
    counted &= _OLD_COUNTED if old else (1 << COUNTED_BITS) - 1
    ids = rest[21:]
    return State(
        language=language,
        topic=TOPICS[int(rest[0]) - 1] if int(rest[0]) else "",
        origin=table.names.get(rest[1:5], ""),
        before=table.names.get(before, ""),
        counted=counted & (1 << GUESSES_AT) - 1,
        ticks=ticks & (1 << TICK_BITS) - 1,
        guesses=() if old else (*_unpacked(counted >> GUESSES_AT), *_unpacked(ticks >> TICK_BITS)),
        ids=tuple(_value(ids[at : at + 6]) for at in range(0, len(ids), 6)),
    )


def _screen(table: Codes, name: str) -> str:
    return table.of[name] if name else NOWHERE


def _packed(guesses: Iterable[str]) -> int:
    numbers = (GUESSABLE.index(guess) + 1 for guess in guesses)
    return sum(number << GUESS_BITS * place for place, number in enumerate(numbers))


def _unpacked(bits: int) -> tuple[str, ...]:
    numbers = [bits >> GUESS_BITS * place & (1 << GUESS_BITS) - 1 for place in range(_BESIDE_COUNTED)]
    return tuple(GUESSABLE[number - 1] for number in numbers if number)


def _number(value: int, width: int) -> str:
    digits = []
    for _ in range(width):
        digits.append(_DIGITS[value & 63])
        value >>= 6
    return "".join(digits)


def _value(digits: str) -> int:
    value = 0
    for digit in reversed(digits):
        value = value << 6 | _VALUES[digit]
    return value
