"""A seed becomes a story."""

import random

from content.model import LANGUAGES
from end_state.script import Script
from end_state.story import STOP, Fault, Story
from end_state.themes import BESIDE, THEMES, Theme, exercise, stays

LEANINGS = tuple(theme for theme, often in THEMES.items() for _ in range(often))
LATENCIES = (0.03, 0.1, 0.3, 0.3, 0.6)
"""Seconds a call."""


def story(seed: int) -> Story:
    """One to three people, a theme for the first, anything for the others. The same seed, the same story."""
    chance = random.Random(seed)
    theme = LEANINGS[seed % len(LEANINGS)]
    scripts, ends, wrong = [], [], []
    for who in range(chance.choice((2, 3) if theme is exercise else (1, 1, 1, 2, 2, 3))):
        script = Script(chance, who)
        part = theme if not who else stays if STOP in ends else _drawn(chance, BESIDE)
        end, faults = part(script)
        scripts.append(script)
        ends.append(end)
        wrong += faults
    acts = sorted((act for each in scripts for act in each.acts), key=lambda act: act.at)
    stop_at = 0.0
    if ends[0] == STOP:
        ends = [STOP for _ in ends]
        stop_at = round(scripts[0].now + chance.uniform(0.1, 12.0 if theme is exercise else 3.0), 3)
        acts = [act for act in acts if act.at <= stop_at]
        wrong = _around_the_stop(chance, theme, wrong, stop_at)
    return Story(
        seed,
        theme.__name__,
        tuple(chance.choice(LANGUAGES) for _ in ends),
        chance.choice(LATENCIES),
        tuple(acts),
        tuple(sorted(wrong, key=lambda fault: fault.at)),
        tuple(ends),
        stop_at,
        chance.choice((1, 5_000, 60_000_000)),
    )


def _drawn(chance: random.Random, themes: dict[Theme, int]) -> Theme:
    return chance.choices(list(themes), list(themes.values()))[0]


def _around_the_stop(chance: random.Random, theme: Theme, wrong: list[Fault], stop_at: float) -> list[Fault]:
    if theme is not exercise:
        return wrong
    return [Fault(stop_at - chance.uniform(0.0, 6.0), 6.0, "silent", "editMessageText", 0, most=1)]
