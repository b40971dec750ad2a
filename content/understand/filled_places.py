"""One message laid out: which places of patterns are filled where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.understand.compiled_rules import CompiledRule, CompiledRules
from content.understand.matching import Found, fill_runs, near, pattern_ends, words_of_track
from content.understand.normalise import plain_key
from content.understand.typos import SHORTEST

_TYPOS_AT_MOST = 40
_IDIOMS_AT_MOST = 24


@dataclass(frozen=True, slots=True)
class FilledPlaces:
    found: Found
    everywhere: int
    """All positions: before the first word up to after the last."""


def lay_out(words: Sequence[str], book: CompiledRules, transliterated: bool) -> FilledPlaces:
    """Look every word up, then strike out idioms and look at what remains."""
    return lay_out_both(words, book, transliterated)[1]


def lay_out_both(
    words: Sequence[str], book: CompiledRules, transliterated: bool
) -> tuple[FilledPlaces, FilledPlaces]:
    """A message with its idioms and without them."""
    places = _places(words, book, transliterated)
    ends = _ends(words)
    whole = _filled(places, ends, len(words), book)
    struck = idiom_words(whole, book)
    if not struck:
        return whole, whole
    kept = {word: mask & ~(struck << 1) for word, mask in ends.items()}
    return whole, _filled(places, kept, len(words), book)


def lay_out_whole(words: Sequence[str], book: CompiledRules, transliterated: bool) -> FilledPlaces:
    """Look every word up and strike nothing out."""
    return _filled(_places(words, book, transliterated), _ends(words), len(words), book)


def idiom_words(filled: FilledPlaces, book: CompiledRules) -> int:
    """Bits of the words that belong to idioms (bit i + 1: word i)."""
    struck = 0
    for compiled in filed_under(filled, book):
        if compiled.rule.level == "idiom" and holds(compiled, filled):
            for track in compiled.tracks:
                struck |= words_of_track(track, filled.found, filled.everywhere, _IDIOMS_AT_MOST)
    return struck


def _places(words: Sequence[str], book: CompiledRules, transliterated: bool) -> dict[str, set[int]]:
    known: dict[str, set[int]] = {}
    looks = 0
    for word in words:
        if word in known:
            continue
        found = book.lexicon.places(word, transliterated)
        if not found and len(word) >= SHORTEST and looks < _TYPOS_AT_MOST:
            looks += 1
            for meant in book.typos.meant_by(plain_key(word)):
                found |= book.lexicon.own.find(meant)
        known[word] = found
    return known


def _ends(words: Sequence[str]) -> dict[str, int]:
    """Positions after each occurrence of each word; position 1 is before the first."""
    ends: dict[str, int] = {}
    for i, word in enumerate(words):
        ends[word] = ends.get(word, 0) | (1 << (i + 2))
    return ends


def _filled(
    places: Mapping[str, set[int]], ends: Mapping[str, int], count: int, book: CompiledRules
) -> FilledPlaces:
    masks: dict[int, int] = dict.fromkeys(book.marks.get("^", ()), 0b10)
    for place in book.marks.get("$", ()):
        masks[place] = masks.get(place, 0) | 1 << (count + 2)
    for word, mask in ends.items():
        if mask:
            for place in places[word]:
                masks[place] = masks.get(place, 0) | mask
    found = Found(masks, {})
    for runs in book.runs:
        fill_runs(found, runs)
    return FilledPlaces(found, (1 << (count + 3)) - 1)


def filed_under(filled: FilledPlaces, book: CompiledRules) -> list[CompiledRule]:
    """Rules whose rarest place is filled and whose other places are too."""
    taken = filled.found.one.keys()
    filed = book.filed
    return [
        compiled for place in taken if place in filed for compiled in filed[place] if compiled.needs <= taken
    ]


def ends_of(compiled: CompiledRule, filled: FilledPlaces) -> int:
    """Positions where the rule matches, away from its guards."""
    ends = pattern_ends(compiled.tracks, filled.found, filled.everywhere)
    for guard in compiled.guards:
        if not ends:
            break
        ends &= ~near(pattern_ends(guard, filled.found, filled.everywhere))
    return ends


def holds(compiled: CompiledRule, filled: FilledPlaces) -> bool:
    return ends_of(compiled, filled) != 0
