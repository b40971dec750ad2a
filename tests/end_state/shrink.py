"""The shortest story that still leaves something: acts and faults are taken away while it fails."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from end_state.story import Act, Fault, Story

Part = TypeVar("Part", Act, Fault)
Fails = Callable[[Story], bool]


def shortest(story: Story, fails: Fails) -> Story:
    """Delta debugging until nothing more can go; the same failure each time is up to `fails`."""
    while True:
        before = story
        for smaller in (_alone, _fewer_faults, _fewer_acts, _simpler):
            story = smaller(story, fails)
        if story == before:
            return story


def _alone(story: Story, fails: Fails) -> Story:
    """Without the people who play no part: they do nothing then."""
    for who in range(len(story.ends)):
        quiet = replace(story, acts=tuple(act for act in story.acts if act.who != who))
        if len(quiet.acts) < len(story.acts) and fails(quiet):
            story = quiet
    return story


def _fewer_faults(story: Story, fails: Fails) -> Story:
    return replace(story, faults=_fewer(story.faults, lambda left: fails(replace(story, faults=left))))


def _fewer_acts(story: Story, fails: Fails) -> Story:
    return replace(story, acts=_fewer(story.acts, lambda left: fails(replace(story, acts=left))))


def _fewer(parts: tuple[Part, ...], fails: Callable[[tuple[Part, ...]], bool]) -> tuple[Part, ...]:
    size = max(len(parts) // 2, 1)
    while True:
        at = 0
        while at < len(parts):
            left = parts[:at] + parts[at + size :]
            if fails(left):
                parts = left
            else:
                at += size
        if size == 1:
            return parts
        size //= 2


def _simpler(story: Story, fails: Fails) -> Story:
    """One language, no chance, whole moments, the first of every choice."""
    for simplified in SIMPLER:
        changed = simplified(story)
        if changed != story and fails(changed):
            story = changed
    return story


SIMPLER: tuple[Callable[[Story], Story], ...] = (
    lambda story: replace(story, languages=tuple("ru" for _ in story.languages)),
    lambda story: replace(story, first_message=1),
    lambda story: replace(story, latency=0.3),
    lambda story: replace(story, acts=tuple(replace(act, pick=0.0) for act in story.acts)),
    lambda story: replace(story, acts=tuple(replace(act, device=0) for act in story.acts)),
    lambda story: replace(story, faults=tuple(replace(fault, chance=1.0) for fault in story.faults)),
)
