"""From a word of a message to the places of patterns it can fill, in one look-up per beginning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from content.understand.normalise import is_latin, latin_keys, latin_readings, plain_key
from content.understand.pattern import Word

_SHORTEST_STEM = 2

Places = tuple[int, ...]
"""Numbers of places of patterns, in order."""


@dataclass(frozen=True, slots=True)
class Endings:
    whole: frozenset[str]
    open: tuple[str, ...]

    def fit(self, rest: str) -> bool:
        return rest in self.whole or rest.startswith(self.open)


@dataclass(frozen=True, slots=True)
class Index:
    """Words and beginnings in one spelling."""

    whole: dict[str, Places]
    stems: dict[str, tuple[tuple[Endings | None, Places], ...]]
    """A beginning → endings that may follow, None for any, and the places filled then."""

    def find(self, key: str) -> set[int]:
        found = set(self.whole.get(key, ()))
        stems = self.stems
        for cut in range(_SHORTEST_STEM, len(key) + 1):
            hit = stems.get(key[:cut])
            if hit is not None:
                for endings, places in hit:
                    if endings is None or endings.fit(key[cut:]):
                        found.update(places)
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`own` holds words in their own script, `latin` Cyrillic words as met in Latin letters."""

    own: Index
    latin: Index

    def places(self, word: str, transliterated: bool) -> set[int]:
        """Numbers of the places that this word fills."""
        found = self.own.find(plain_key(word))
        if transliterated and is_latin(word):
            for key in latin_readings(word):
                found |= self.latin.find(key)
        return found


def lexicon(words: Mapping[Word, list[int]], groups: Mapping[str, list[str]]) -> Lexicon:
    """`words`: each word → the places it fills; `groups`: a group of endings → its entries."""
    once: dict[Places, Places] = {}
    return Lexicon(
        _index(words, groups, once, lambda word: {plain_key(word)}),
        _index(words, groups, once, lambda word: set() if word.isascii() else latin_keys(word)),
    )


def _index(
    words: Mapping[Word, list[int]],
    groups: Mapping[str, list[str]],
    once: dict[Places, Places],
    keys: Callable[[str], set[str]],
) -> Index:
    """Words under the keys of one spelling; equal sets of places are kept `once`."""
    index = Index({}, {})
    endings: dict[str, Endings | None] = {"": None}
    for word, places in words.items():
        if word.endings not in endings:
            entries = [entry.removeprefix("-") for entry in groups[word.endings]]
            endings[word.endings] = _endings(entries, keys)
        for key in keys(word.text):
            if word.any or word.endings:
                hit = dict(index.stems.get(key, ()))
                hit[endings[word.endings]] = _with(hit.get(endings[word.endings], ()), places, once)
                index.stems[key] = tuple(hit.items())
            else:
                index.whole[key] = _with(index.whole.get(key, ()), places, once)
    return index


def _with(known: Places, more: list[int], once: dict[Places, Places]) -> Places:
    places = tuple(sorted({*known, *more}))
    return once.setdefault(places, places)


def _endings(entries: list[str], keys: Callable[[str], set[str]]) -> Endings:
    whole: set[str] = set()
    begun: set[str] = set()
    for entry in entries:
        (begun if entry.endswith("*") else whole).update(keys(entry.removesuffix("*")))
    return Endings(frozenset(whole), tuple(sorted(begun)))
