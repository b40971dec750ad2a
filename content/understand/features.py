"""What the classifiers look at in a message: its words, their beginnings, pairs and pieces, as numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from content.understand.normalise import is_latin, latin_key, latin_readings, plain_key
from content.understand.tables import PHRASES, rows

_PIECES = range(3, 6)
"""Letters of a piece."""
_BEGINNING = 5
"""Letters of a beginning, which most forms of a word share."""


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers of 32 bits. `words` … `pairs` tell how much of a message is known, `all` what it is about."""

    all: frozenset[int]
    words: tuple[int, ...]
    long_words: tuple[int, ...]
    beginnings: tuple[int, ...]
    """Of the long words."""
    pairs: tuple[int, ...]


def keys_of(words: Sequence[str], english: bool) -> list[str]:
    """Cyrillic words are put into Latin letters: both ways of typing give the same."""
    of = {word: _key(word, english) for word in set(words)}
    return [of[word] for word in words]


def features(keys: Sequence[str]) -> Features:
    begun = [key[:_BEGINNING] for key in keys]
    pairs = [_number(f"b{first} {second}") for first, second in zip(("^", *keys), (*keys, "$"), strict=True)]
    found = {_number(f"q{first} {second}") for first, second in zip(("^", *begun), begun, strict=False)}
    found.update(pairs)
    for key in set(keys):
        found.add(_number(f"w{key}"))
        found.add(_number(f"p{key[:_BEGINNING]}"))
        padded = f" {key} "
        for size in _PIECES:
            found.update(_number(padded[start : start + size]) for start in range(len(padded) - size + 1))
    long = [key for key in keys if len(key) > _PIECES.start]
    return Features(
        frozenset(found),
        tuple(_number(f"w{key}") for key in keys),
        tuple(_number(f"w{key}") for key in long),
        tuple(_number(f"p{key[:_BEGINNING]}") for key in long),
        tuple(pairs[1:-1]),
    )


def is_known_to(place: Callable[[int], int], word: str, english: bool) -> bool:
    """Whether a word was learned from. `place`: a feature's number → where it stands, -1 for nowhere."""
    return place(_number(f"w{_key(word, english)}")) >= 0


def begins_known(place: Callable[[int], int], word: str) -> bool:
    """Whether a word begins as one that was learned from."""
    return place(_number(f"p{_key(word, False)[:_BEGINNING]}")) >= 0


def _number(feature: str) -> int:
    return crc32(feature.encode())


def _key(word: str, english: bool) -> str:
    if not is_latin(word):
        return latin_key(word)
    return plain_key(word) if english else min(latin_readings(word))


@dataclass(frozen=True, slots=True)
class FirstPerson:
    words: frozenset[str]
    endings: tuple[str, ...]


@cache
def first_person() -> FirstPerson:
    """Words and endings of somebody who speaks of themselves, as Latin keys."""
    kinds: dict[str, set[str]] = {"word": set(), "ending": set()}
    for row in rows(PHRASES / "first_person.csv"):
        kinds[row["kind"]].update(_key(value, english=True) for value in row["values"].split())
    return FirstPerson(frozenset(kinds["word"]), tuple(sorted(kinds["ending"])))


def speaks_of_self(keys: Sequence[str]) -> tuple[bool, bool]:
    """Whether a word and whether an ending says so."""
    marks = first_person()
    return not marks.words.isdisjoint(keys), any(key.endswith(marks.endings) for key in keys)
