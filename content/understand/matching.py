"""Matching by bit masks: bit i of a mask is the gap before word i, so time grows with length alone.

No pattern can backtrack: every step of a pattern is a shift and an "and" over all positions at once.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from content.understand.pattern import LONGEST_GAP

_NEAR_SHIFTS = (1, 2, 4, 5)
"""Parts joined by `&`, and guards, count within the sum of these, 12 words, of each other."""


class Move(NamedTuple):
    place: int
    after_gap: bool
    optional: bool


Track = tuple[Move, ...]
"""The steps of one part of a pattern, places as numbers."""


class Found(NamedTuple):
    """Where places are filled, as positions after their ends."""

    one: dict[int, int]
    """By one word; a place that only runs fill stands here with no position."""
    more: dict[int, dict[int, int]]
    """By runs of words: place → length → positions."""


class Run(NamedTuple):
    """Several places in a row that together fill one more."""

    places: tuple[int, ...]
    fills: tuple[int, ...]


def advance(starts: int, place: int, found: Found) -> int:
    """Positions after the place where it begins at one of the given ones."""
    ends = (starts << 1) & found.one.get(place, 0)
    if runs := found.more.get(place):
        for length, mask in runs.items():
            ends |= (starts << length) & mask
    return ends


def track_ends(track: Track, found: Found, everywhere: int) -> int:
    """Positions after each match of the track."""
    mask = everywhere
    for place, after_gap, optional in track:
        starts = mask
        if after_gap:
            for shift in range(1, LONGEST_GAP + 1):
                starts |= mask << shift
        mask_after = advance(starts, place, found)
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
    one = found.one
    for place in [place for place in one if place in runs]:
        for places, fills in runs[place]:
            if all(each in one for each in places):
                _fill_run(found, places, fills)


def _fill_run(found: Found, places: tuple[int, ...], fills: tuple[int, ...]) -> None:
    lengths = {0: -1}
    for place in places:
        lengths = _longer(lengths, place, found)
    for length, ends in lengths.items():
        for filled in fills:
            found.one.setdefault(filled, 0)
            by_length = found.more.setdefault(filled, {})
            by_length[length] = by_length.get(length, 0) | ends


def _longer(lengths: Mapping[int, int], place: int, found: Found) -> dict[int, int]:
    longer: dict[int, int] = {}
    by_length = {1: found.one[place], **found.more.get(place, {})}
    for so_far, mask in lengths.items():
        for length, each in by_length.items():
            if both := (mask << length) & each:
                longer[so_far + length] = longer.get(so_far + length, 0) | both
    return longer
