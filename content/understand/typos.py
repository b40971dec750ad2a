"""One slip of the finger in a long word, only towards words that rules use."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from content.understand.letters import plain_key
from content.understand.lexicon import Lexicon
from content.understand.tables import PHRASES, rows

SHORTEST = 6
"""Letters; shorter words are too often other words."""
_LONGEST_STEM = 10


@dataclass(frozen=True, slots=True)
class Typos:
    meant: dict[str, list[tuple[str, bool]]]
    """A key with at most one letter left out → the keys it may stand for, and whether each is a beginning."""
    real: frozenset[str]
    """Keys of words that are no slip although they look like one."""

    def meant_by(self, key: str) -> set[str]:
        """Keys of rule words that this key misses by one likely slip."""
        if len(key) < SHORTEST or key in self.real or not key.isalpha():
            return set()
        found = set()
        for size in range(SHORTEST, min(len(key), _LONGEST_STEM) + 1):
            whole = size == len(key)
            part = key[:size]
            for near in (part, *_one_left_out(part)):
                for meant, is_stem in self.meant.get(near, ()):
                    if (whole or is_stem) and is_slip(part, meant):
                        found.add(meant)
        if len(key) > _LONGEST_STEM:
            for near in (key, *_one_left_out(key)):
                found.update(m for m, _ in self.meant.get(near, ()) if is_slip(key, m))
        return found


def typos(lexicon: Lexicon, never: set[int]) -> Typos:
    """`never`: places of idioms; no slip leads to a word that only fills those."""
    index = lexicon.own
    meant: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for key, is_stem in index.entries():
        filled = set().union(*index.stems[key].values()) if is_stem else index.whole[key]
        if len(key) >= SHORTEST and not filled <= never:
            target = (key, is_stem)
            for near in (key, *_one_left_out(key)):
                meant[near].append(target)
    real = frozenset(plain_key(row["word"]) for row in rows(PHRASES / "real_words.csv"))
    return Typos(dict(meant), real)


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
