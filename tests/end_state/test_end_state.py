import logging
import os
from collections import Counter
from collections.abc import Iterator

import pytest

from end_state.blunders import BLUNDERS, Blunder
from end_state.chance import story
from end_state.faults import METHODS
from end_state.machine import play
from end_state.script import COMMANDS, DEEDS
from end_state.shrink import shortest
from end_state.story import HIDES
from end_state.telling import KINDS, told
from end_state.themes import THEMES

SEED = int(os.environ.get("QOLDAU_SEED", "1"))
IN_CI, IN_SOAK = 60, 2_000


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_S18_S19_S20_nothing_stays_whatever_happens() -> None:
    _hold(range(SEED, SEED + IN_CI))


@pytest.mark.soak
def test_S18_S19_S20_nothing_stays_in_two_thousand_interleavings() -> None:
    first = SEED * 1_000_000
    _hold(range(first, first + IN_SOAK))


def test_the_same_seed_tells_the_same_story() -> None:
    for seed in range(SEED, SEED + 20):
        assert story(seed) == story(seed)
        assert play(story(seed)) == play(story(seed))


def _hold(seeds: range) -> None:
    acts, seconds, failed = 0, 0.0, list[int]()
    for seed in seeds:
        outcome = play(story(seed))
        acts += outcome.acts.total()
        seconds += outcome.seconds
        failed += [seed] if outcome.left else []
    print(f"{len(seeds)} stories, {acts} acts, {seconds:.0f} s of virtual time, left {len(failed)}")
    assert not failed, (
        f"{len(failed)} of {len(seeds)} stories leave something; the shortest:\n{_first(failed)}"
    )


def _first(failed: list[int]) -> str:
    """The first that failed, made as short as can be."""
    made = story(failed[0])
    kinds = play(made).kinds
    small = shortest(made, lambda each: bool(kinds & play(each).kinds))
    return told(small, play(small))


def test_every_act_and_every_fault_occurs() -> None:
    stories = [story(seed) for seed in range(200)]
    assert {theme.__name__ for theme in THEMES} == {each.theme for each in stories[:IN_CI]}
    assert set(KINDS) == {fault.kind for each in stories for fault in each.faults}
    acts = {act.kind for each in stories for act in each.acts}
    assert {*DEEDS, *HIDES, *COMMANDS, "near", "wipe"} - {"command", "long"} <= acts
    calls = Counter[str]()
    for each in stories[:IN_CI]:
        calls.update(play(each).calls)
    assert set(METHODS) <= set(calls)


@pytest.mark.parametrize("blunder", BLUNDERS, ids=lambda each: each.__name__)
def test_a_bot_that_is_wrong_in_one_thing_is_found(blunder: Blunder) -> None:
    assert any(play(story(seed), blunder).left for seed in range(SEED, SEED + IN_CI))
