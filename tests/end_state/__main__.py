"""`python -m end_state [--seed N] [--stories N] [--shrink N]`: plays stories and tells what they leave."""

import argparse
import logging
import sys
import time
from collections import Counter

from end_state.chance import story
from end_state.machine import Outcome, play
from end_state.shrink import shortest
from end_state.story import Story
from end_state.telling import told


def main() -> int:
    given = _arguments()
    logging.disable(logging.CRITICAL)
    failed: list[tuple[Story, Outcome]] = []
    kinds: Counter[tuple[str, str]] = Counter()
    themes: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    seconds, began = 0.0, time.monotonic()
    for seed in range(given.seed, given.seed + given.stories):
        made = story(seed)
        if given.theme not in ("", made.theme):
            continue
        outcome = play(made)
        seconds += outcome.seconds
        themes[made.theme] += 1
        acts.update({kind: n for (kind, _), n in outcome.acts.items()})
        faults.update(outcome.faults)
        calls.update(outcome.calls)
        if outcome.left:
            failed.append((made, outcome))
            kinds.update((made.theme, kind) for kind in outcome.kinds)
    print(f"{themes.total()} stories, {sum(acts.values())} acts, {seconds:.0f} s of virtual time, ", end="")
    print(f"{len(failed)} left something, {time.monotonic() - began:.1f} s")
    print("acts", dict(acts), "faults", dict(faults), "themes", dict(themes), sep="\n  ")
    print("calls", dict(calls), sep="\n  ")
    for (theme, kind), n in sorted(kinds.items()):
        print(f"  {theme}: {kind} in {n}")
    for made, outcome in _shortest_first(failed, given.shrink):
        print(told(made, outcome), end="\n\n")
    return bool(failed)


def _shortest_first(failed: list[tuple[Story, Outcome]], most: int) -> list[tuple[Story, Outcome]]:
    """One for each theme and kind, made as short as can be."""
    shown: dict[tuple[str, str], tuple[Story, Outcome]] = {}
    for made, outcome in failed:
        for kind in outcome.kinds:
            if (made.theme, kind) not in shown and len(shown) < most:
                small = shortest(made, lambda each, kind=kind: kind in play(each).kinds)  # type: ignore[misc]
                shown[made.theme, kind] = small, play(small)
    return sorted(shown.values(), key=lambda each: len(each[0].acts) + len(each[0].faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="end_state")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--shrink", type=int, default=0)
    parser.add_argument("--theme", default="", help="only stories of this theme")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
