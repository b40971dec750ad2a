"""What the learned guess looks at in a message: its words, pairs of words and pieces of words, as numbers."""

from collections.abc import Sequence
from zlib import crc32

from content.understand.normalise import is_latin, latin_key, latin_readings, plain_key

CELLS = 1 << 17
_PIECES = range(2, 6)
"""Letters of a piece."""


def features(words: Sequence[str], english: bool) -> set[int]:
    """Numbers below CELLS. Cyrillic words are put into Latin letters: both ways of typing give the same."""
    found = set()
    before = "^"
    keys = {word: _key(word, english) for word in set(words)}
    for key in map(keys.__getitem__, words):
        found.add(f"w{key}")
        found.add(f"b{before} {key}")
        before = key
        padded = f" {key} "
        for size in _PIECES:
            found.update(padded[start : start + size] for start in range(len(padded) - size + 1))
    found.add(f"b{before} $")
    return {crc32(each.encode()) % CELLS for each in found}


def _key(word: str, english: bool) -> str:
    if not is_latin(word):
        return latin_key(word)
    return plain_key(word) if english else min(latin_readings(word))
