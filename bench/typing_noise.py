"""Ways in which a message is mistyped, each made from a message the same way every time."""

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from content.understand.alphabet import LETTERS
from content.understand.keyboard_layout import as_latin_keys
from content.understand.normalise import letters

_LONG = 6
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = LETTERS["vowels"] + "aeiouy"
_GIVEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_NEIGHBOURS: tuple[str, ...] = tuple(_GIVEN["neighbours"])


def typos(text: str) -> str:
    """One slip in every word of six letters and more: dropped, doubled, swapped or struck beside."""
    chance = random.Random(text)
    return _WORD.sub(lambda found: _slip(found[0], chance) if len(found[0]) >= _LONG else found[0], text)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    row = next((row for row in _NEIGHBOURS if word[at].lower() in row), "")
    place = row.find(word[at].lower())
    beside = row[place - 1] if place > 0 else row[1:2]
    return word[:at] + beside + word[at + 1 :]


def no_spaces(text: str) -> str:
    return "".join(_WORD.findall(text))


def wrong_keyboard(text: str) -> str:
    if text.isascii():
        russian = letters().layouts[0]
        return text.lower().translate(russian)
    kazakh = {ord(cyrillic): chr(latin) for latin, cyrillic in letters().layouts[1].items()}
    return as_latin_keys(text.lower().translate(kazakh))


def dotted(text: str) -> str:
    return " ".join(".".join(word) for word in text.split())


def starred(text: str) -> str:
    """The first vowel after the first letter of each word of four letters and more as a star."""
    return _WORD.sub(lambda found: _star(found[0]), text)


def _star(word: str) -> str:
    at = next((i for i, letter in enumerate(word) if i and letter.lower() in _VOWELS), 0)
    return word[:at] + "*" + word[at + 1 :] if at and len(word) >= 4 else word


NOISE: dict[str, Callable[[str], str]] = {
    "typos": typos,
    "no spaces": no_spaces,
    "wrong keyboard": wrong_keyboard,
    "dotted": dotted,
    "starred": starred,
}
APOLOGIES: dict[str, tuple[str, ...]] = {key: tuple(words) for key, words in _GIVEN["apologies"].items()}
