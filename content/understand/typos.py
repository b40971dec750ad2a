"""One slip of the finger in a long word, only towards words that rules use."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from content.understand.lexicon import Lexicon
from content.understand.normalise import plain_key
from content.understand.tables import PHRASES, rows

SHORTEST = 6
"""Letters; shorter words are too often other words."""
_LONGEST_STEM = 10
_NUMBER = 20
"""Bits for the number of a word."""
_LARGEST = (1 << _NUMBER) - 1
_CELLS = 1 << 20
"""Cells of the first, coarse look: a tenth of them is taken."""


@dataclass(frozen=True, slots=True)
class Typos:
    """Every rule word with at most one letter left out, filed by hash: 2 MB where strings would take 25."""

    cells: bytearray
    """1 in the cell of every hash."""
    filed: "array[int]"
    """In order: the upper bits a hash, the lower bits the number of a word."""
    words: tuple[str, ...]
    stems: frozenset[str]
    """Those of the words that are beginnings."""
    real: frozenset[str]
    """Keys of words that are no slip although they look like one."""

    def meant_by(self, key: str) -> set[str]:
        """Keys of rule words that this key misses by one likely slip."""
        if len(key) < SHORTEST or key in self.real or not key.isalpha():
            return set()
        found = set()
        for size in range(SHORTEST, min(len(key), _LONGEST_STEM) + 1):
            part = key[:size]
            for meant in self._near(part):
                if (size == len(key) or meant in self.stems) and is_slip(part, meant):
                    found.add(meant)
        if len(key) > _LONGEST_STEM:
            found.update(meant for meant in self._near(key) if is_slip(key, meant))
        return found

    def _near(self, part: str) -> Iterator[str]:
        cells, filed = self.cells, self.filed
        for near in (part, *_one_left_out(part)):
            upper = crc32(near.encode())
            if cells[upper % _CELLS]:
                at = bisect_left(filed, upper << _NUMBER)
                while at < len(filed) and filed[at] >> _NUMBER == upper:
                    yield self.words[filed[at] & _LARGEST]
                    at += 1


def typos(lexicon: Lexicon, never: set[int]) -> Typos:
    """`never`: places of idioms; no slip leads to a word that only fills those."""
    index = lexicon.own
    stems = {
        key for key, hit in index.stems.items() if not all(never.issuperset(places) for _, places in hit)
    }
    whole = {key for key, places in index.whole.items() if not never.issuperset(places)}
    words = sorted(key for key in stems | whole if len(key) >= SHORTEST)
    cells = bytearray(_CELLS)
    filed = array(
        "q",
        sorted(
            crc32(near.encode()) << _NUMBER | number
            for number, key in enumerate(words)
            for near in {key, *_one_left_out(key)}
        ),
    )
    for each in filed:
        cells[(each >> _NUMBER) % _CELLS] = 1
    return Typos(
        cells,
        filed,
        tuple(words),
        frozenset(stems.intersection(words)),
        frozenset(plain_key(row["word"]) for row in rows(PHRASES / "real_words.csv")),
    )


def _one_left_out(key: str) -> Iterator[str]:
    return (key[:cut] + key[cut + 1 :] for cut in range(1, len(key)))


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, doubled, swapped with the next or struck beside; the first is right."""
    if typed == meant or typed[0] != meant[0]:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    if len(typed) == len(meant):
        if typed[start + 1 :] == meant[start + 1 :]:
            return frozenset((typed[start], meant[start])) in _likely()
        swapped = typed[start + 1 : start + 2] + typed[start]
        return swapped == meant[start : start + 2] and typed[start + 2 :] == meant[start + 2 :]
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return len(longer) == len(shorter) + 1 and longer[start + 1 :] == shorter[start:]


@cache
def _likely() -> frozenset[frozenset[str]]:
    pairs: set[frozenset[str]] = set()
    for row in rows(PHRASES / "slips.csv"):
        pairs.update(frozenset((row["letter"], other)) for other in row["instead"])
    return frozenset(pairs)
