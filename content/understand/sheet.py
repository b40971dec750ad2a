"""One message laid out: which places of patterns are filled where."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.understand.letters import plain_key
from content.understand.matching import Found, fill_runs, near, pattern_ends, words_of_track
from content.understand.phrasebook import Laid, Phrasebook

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
    sheet = _sheet(places, book)
    struck = _idiom_words(sheet, book)
    if not struck:
        return sheet
    kept = [set() if struck >> (i + 1) & 1 else each for i, each in enumerate(places)]
    return _sheet(kept, book)


def lay_out_whole(words: Sequence[str], book: Phrasebook, transliterated: bool) -> Sheet:
    """Look every word up and strike nothing out."""
    return _sheet(_places(words, book, transliterated), book)


def _idiom_words(sheet: Sheet, book: Phrasebook) -> int:
    struck = 0
    for laid in filed_under(sheet, book):
        if laid.rule.level == "idiom" and holds(laid, sheet):
            for track in laid.tracks:
                struck |= words_of_track(track, sheet.found, sheet.everywhere, _IDIOMS_AT_MOST)
    return struck


def _places(words: Sequence[str], book: Phrasebook, transliterated: bool) -> list[set[int]]:
    places = []
    looks = 0
    for word in words:
        found = book.lexicon.places(word, transliterated)
        if not found and len(word) > 5 and looks < _TYPOS_AT_MOST:
            looks += 1
            for meant in book.typos.meant_by(plain_key(word)):
                found |= book.lexicon.own.find(meant)
        places.append(found)
    return places


def _sheet(places: Sequence[set[int]], book: Phrasebook) -> Sheet:
    found: Found = {}
    _fill(found, book.marks.get("^", frozenset()), 0)
    for i, filled in enumerate(places):
        _fill(found, filled, i + 1)
    _fill(found, book.marks.get("$", frozenset()), len(places) + 1)
    for runs in book.runs:
        fill_runs(found, runs)
    return Sheet(found, (1 << (len(places) + 3)) - 1)


def _fill(found: Found, places: frozenset[int] | set[int], index: int) -> None:
    bit = 1 << (index + 1)
    for place in places:
        if (by_length := found.get(place)) is None:
            found[place] = {1: bit}
        else:
            by_length[1] = by_length.get(1, 0) | bit


def filed_under(sheet: Sheet, book: Phrasebook) -> list[Laid]:
    """Rules whose rarest place is filled and whose other places are too."""
    filled = sheet.found.keys()
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
