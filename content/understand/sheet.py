"""One message laid out: which places of patterns are filled where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.understand.letters import plain_key
from content.understand.matching import Found, fill_runs, near, pattern_ends, words_of_track
from content.understand.phrasebook import Laid, Phrasebook
from content.understand.typos import SHORTEST

_TYPOS_AT_MOST = 40
_IDIOMS_AT_MOST = 24


@dataclass(frozen=True, slots=True)
class Sheet:
    found: Found
    everywhere: int
    """All positions: before the first word up to after the last."""


def lay_out(words: Sequence[str], book: Phrasebook, transliterated: bool) -> Sheet:
    """Look every word up, then strike out idioms and look at what remains."""
    places = _places(words, book, transliterated)
    ends = _ends(words)
    sheet = _sheet(places, ends, len(words), book)
    struck = idiom_words(sheet, book)
    if not struck:
        return sheet
    kept = {word: mask & ~(struck << 1) for word, mask in ends.items()}
    return _sheet(places, kept, len(words), book)


def lay_out_whole(words: Sequence[str], book: Phrasebook, transliterated: bool) -> Sheet:
    """Look every word up and strike nothing out."""
    return _sheet(_places(words, book, transliterated), _ends(words), len(words), book)


def idiom_words(sheet: Sheet, book: Phrasebook) -> int:
    """Bits of the words that belong to idioms (bit i + 1: word i)."""
    struck = 0
    for laid in filed_under(sheet, book):
        if laid.rule.level == "idiom" and holds(laid, sheet):
            for track in laid.tracks:
                struck |= words_of_track(track, sheet.found, sheet.everywhere, _IDIOMS_AT_MOST)
    return struck


def _places(words: Sequence[str], book: Phrasebook, transliterated: bool) -> dict[str, set[int]]:
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


def _sheet(places: Mapping[str, set[int]], ends: Mapping[str, int], count: int, book: Phrasebook) -> Sheet:
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
    return Sheet(found, (1 << (count + 3)) - 1)


def filed_under(sheet: Sheet, book: Phrasebook) -> list[Laid]:
    """Rules whose rarest place is filled and whose other places are too."""
    filled = sheet.found.one.keys()
    filed = book.filed
    return [laid for place in filled if place in filed for laid in filed[place] if laid.needs <= filled]


def ends_of(laid: Laid, sheet: Sheet) -> int:
    """Positions where the rule matches, away from its guards."""
    ends = pattern_ends(laid.tracks, sheet.found, sheet.everywhere)
    for guard in laid.guards:
        if not ends:
            break
        ends &= ~near(pattern_ends(guard, sheet.found, sheet.everywhere))
    return ends


def holds(laid: Laid, sheet: Sheet) -> bool:
    return ends_of(laid, sheet) != 0
