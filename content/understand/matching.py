"""Matching by bit masks: bit i of a mask is the gap before word i, so time grows with length alone.

No pattern can backtrack: every step of a pattern is a shift and an "and" over all positions at once.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from content.understand.pattern import LONGEST_GAP

Found = dict[int, dict[int, int]]
"""Place → length in words → positions after its ends."""
_NEAR_SHIFTS = (1, 2, 4, 5)
"""Parts joined by `&`, and guards, count within the sum of these, 12 words, of each other."""


class Move(NamedTuple):
    place: int
    after_gap: bool
    optional: bool


Track = tuple[Move, ...]
"""The steps of one part of a pattern, places as numbers."""


class Run(NamedTuple):
    """Several places in a row that together fill one more."""

    places: tuple[int, ...]
    fills: tuple[int, ...]


def advance(starts: int, ends: Mapping[int, int]) -> int:
    out = 0
    for length, mask in ends.items():
        out |= (starts << length) & mask
    return out


def track_ends(track: Track, found: Found, everywhere: int) -> int:
    """Positions after each match of the track."""
    mask = everywhere
    for place, after_gap, optional in track:
        starts = mask
        if after_gap:
            for shift in range(1, LONGEST_GAP + 1):
                starts |= mask << shift
        ends = found.get(place)
        mask_after = advance(starts, ends) if ends else 0
        mask = mask_after | mask if optional else mask_after
        if not mask:
            return 0
    return mask


def near(mask: int) -> int:
    """All positions within reach of the given ones, on both sides."""
    for shift in _NEAR_SHIFTS:
        mask |= (mask << shift) | (mask >> shift)
    return mask


def pattern_ends(tracks: Iterable[Track], found: Found, everywhere: int) -> int:
    """Positions after the first part, where every other part is near."""
    ends = -1
    for track in tracks:
        here = track_ends(track, found, everywhere)
        if not here:
            return 0
        ends = here if ends < 0 else ends & near(here)
        if not ends:
            return 0
    return ends


def words_of_track(track: Track, found: Found, everywhere: int, at_most: int) -> int:
    """Bits of the words inside the first matches of a track (bit i: word i)."""
    words = 0
    starts = everywhere
    for _ in range(at_most):
        if not starts:
            break
        start = starts & -starts
        starts ^= start
        if end := track_ends(track, found, start):
            words |= (end & -end) - start
    return words


def fill_runs(found: Found, runs: Mapping[int, list[Run]]) -> None:
    """Add to `found` the places filled by runs whose rarest place is there. Runs of one depth at a time."""
    for place in [place for place in found if place in runs]:
        for places, fills in runs[place]:
            if all(each in found for each in places):
                mask = -1
                lengths: dict[int, int] = {0: mask}
                for each in places:
                    lengths = _extend(lengths, found[each])
                for length, ends in lengths.items():
                    for filled in fills:
                        by_length = found.setdefault(filled, {})
                        by_length[length] = by_length.get(length, 0) | ends


def _extend(lengths: dict[int, int], ends: Mapping[int, int]) -> dict[int, int]:
    longer: dict[int, int] = {}
    for so_far, mask in lengths.items():
        for length, each in ends.items():
            if both := ((mask << length) & each):
                longer[so_far + length] = longer.get(so_far + length, 0) | both
    return longer
