"""From a word of a message to the places of patterns it can fill, in one look-up per beginning."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from content.understand.letters import is_latin, latin_keys, latin_readings, plain_key
from content.understand.pattern import Word

_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Endings:
    whole: frozenset[str]
    open: tuple[str, ...]

    def fit(self, rest: str) -> bool:
        return rest in self.whole or rest.startswith(self.open)


ANY = Endings(frozenset(), ("",))


@dataclass(frozen=True, slots=True)
class Index:
    """Words and beginnings in one spelling."""

    whole: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    stems: dict[str, dict[Endings, set[int]]] = field(default_factory=lambda: defaultdict(dict))

    def find(self, key: str) -> set[int]:
        found = set(self.whole.get(key, ()))
        stems = self.stems
        for cut in range(_SHORTEST_STEM, len(key) + 1):
            hit = stems.get(key[:cut])
            if hit is not None:
                for endings, places in hit.items():
                    if endings is ANY or endings.fit(key[cut:]):
                        found |= places
        return found

    def entries(self) -> Iterable[tuple[str, bool]]:
        """Every word and beginning, with whether it is a beginning."""
        yield from ((key, False) for key in self.whole)
        yield from ((key, True) for key in self.stems)


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


def lexicon(words: Mapping[Word, set[int]], groups: Mapping[str, list[str]]) -> Lexicon:
    book = Lexicon(Index(), Index())
    endings_own: dict[str, Endings] = {"": ANY}
    endings_latin: dict[str, Endings] = {"": ANY}
    for word, places in words.items():
        name = word.endings
        if name not in endings_own:
            entries = [entry.removeprefix("-") for entry in groups[name]]
            endings_own[name] = _endings(entries, lambda ending: {plain_key(ending)})
            endings_latin[name] = _endings(entries, latin_keys)
        _add(book.own, plain_key(word.text), word, endings_own[name], places)
        if not word.text.isascii():
            for key in latin_keys(word.text):
                _add(book.latin, key, word, endings_latin[name], places)
    return book


def _endings(entries: list[str], keys: Callable[[str], set[str]]) -> Endings:
    whole: set[str] = set()
    begun: set[str] = set()
    for entry in entries:
        (begun if entry.endswith("*") else whole).update(keys(entry.removesuffix("*")))
    return Endings(frozenset(whole), tuple(sorted(begun)))


def _add(index: Index, key: str, word: Word, endings: Endings, places: set[int]) -> None:
    if word.any or word.endings:
        index.stems[key].setdefault(endings, set()).update(places)
    else:
        index.whole[key] |= places
