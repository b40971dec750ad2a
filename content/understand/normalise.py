"""Letters: how a word becomes a key that survives spelling habits, scripts and keyboards."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from content.understand.tables import PHRASES, rows

_RUN = re.compile(r"(\D)\1+")
_LATIN = re.compile(r"[a-z]")
_VOWELS = "aeiou"
_Y_BESIDE_VOWEL = re.compile(rf"(?<=[{_VOWELS}])y|y(?=[{_VOWELS}])")
_LONGEST_WORD = 32
_DOUBTFUL_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Letters:
    fold: dict[int, str]
    """Cyrillic letter → the one it is often written as."""
    alike: dict[int, str]
    """Latin letter or digit → the Cyrillic letter it looks like."""
    accents: dict[int, str]
    """Latin letter with a mark → plain Latin letters."""
    drop: dict[int, None]
    manners: tuple[dict[int, str], ...]
    """Cyrillic letter → Latin letters, once for each usual manner of transliteration."""
    latin: tuple[tuple[str, str], ...]
    """Replacements that bring Latin spelling of Cyrillic words to one manner."""
    choices: dict[str, tuple[str, ...]]
    """Latin letter → what it may stand for."""
    endings: tuple[tuple[str, str], ...]
    layouts: tuple[dict[int, str], ...]
    """Latin key → Cyrillic letter on the same key: Russian, then Kazakh keyboard."""
    own: frozenset[str]
    """Letters that only Kazakh has."""


@cache
def letters() -> Letters:
    kinds: dict[str, dict[str, str]] = {}
    for row in rows(PHRASES / "letters.csv"):
        kinds.setdefault(row["kind"], {})[row["from"]] = row["to"]
    russian = _table(kinds["layout"])
    return Letters(
        fold=_table(kinds["fold"]),
        alike=_table(kinds["alike"]),
        accents=_table(kinds["accent"]),
        drop={int(code, 16): None for code in kinds["drop"]},
        manners=tuple(_table(_manner(kinds["latin"], n)) for n in range(3)),
        latin=tuple(kinds["spelling"].items()),
        choices={letter: tuple(to.split("|")) for letter, to in kinds["choice"].items()},
        endings=tuple(kinds["ending"].items()),
        layouts=(russian, russian | _table(kinds["layout_kk"])),
        own=frozenset(kinds["own"]),
    )


def _table(pairs: dict[str, str]) -> dict[int, str]:
    return {ord(letter): to for letter, to in pairs.items()}


def _manner(pairs: dict[str, str], n: int) -> dict[str, str]:
    manners = {letter: to.split("|") for letter, to in pairs.items()}
    return {letter: to[min(n, len(to) - 1)] for letter, to in manners.items()}


def is_latin(word: str) -> bool:
    return bool(_LATIN.search(word))


def plain_key(word: str) -> str:
    """The key of a lower-case word in its own script."""
    word = word[:_LONGEST_WORD]
    if word.isascii():
        return _single(word)
    table = letters()
    word = word.translate(table.fold)
    for ending, usual in table.endings:
        word = word.replace(ending, usual)
    return _single(word)


def _single(word: str) -> str:
    """The word with doubled letters made one; most have none, and looking is cheaper than replacing."""
    return _RUN.sub(r"\1", word) if _RUN.search(word) else word


def latin_keys(word: str) -> set[str]:
    """The keys under which a Cyrillic word of a rule may be met in Latin letters."""
    spelt = {word.translate(manner) for manner in letters().manners}
    return {_one_manner(latin) for latin in spelt}


def latin_key(word: str) -> str:
    """The key of a Cyrillic word in Latin letters, in the first of the manners."""
    return _one_manner(word[:_LONGEST_WORD].translate(letters().manners[0]))


def latin_readings(word: str) -> set[str]:
    """The keys of a Latin word of a message, should it stand for a Cyrillic one."""
    table = letters()
    word = word[:_LONGEST_WORD].replace("ch", "4")
    doubtful = [letter for letter in table.choices if letter in word][:_DOUBTFUL_AT_MOST]
    readings = set()
    for choice in product(*(table.choices[letter] for letter in doubtful)):
        reading = word
        for letter, stands_for in zip(doubtful, choice, strict=True):
            reading = reading.replace(letter, stands_for)
        readings.add(_one_manner(reading))
    return readings


def _one_manner(latin: str) -> str:
    latin = _Y_BESIDE_VOWEL.sub("i", latin)
    for spelling, usual in letters().latin:
        if spelling in latin:
            latin = latin.replace(spelling, usual)
    return _single(latin)
