"""What an attack on 0.1.0 found, each as the shortest story of it; the chat is looked at in the end."""

import pytest

from end_state.machine import play
from end_state.story import Act, Fault, Story

INTO_TOPIC = (
    Act(0.0, 0, "/start"),
    Act(3.0, 0, "tap", "topic", 0.5),
    Act(6.0, 0, "tap", "topic", 0.5),
    Act(9.0, 0, "tap", "topic", 0.5),
)
SEEDS = range(1, 6)
SLOW = 0.3


def left(seed: int, acts: tuple[Act, ...], *faults: Fault, end: str = "hide") -> list[str]:
    return play(Story(seed, "row", ("ru",), SLOW, (*INTO_TOPIC, *acts), faults, (end,))).left


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["type", "/start", "send"])
def test_S18_hide_a_moment_after_something_else(kind: str, seed: int) -> None:
    want = {"type": "unknown", "send": "photo"}.get(kind, "")
    acts = (
        Act(12.0, 0, "type", "unknown"),
        Act(15.0, 0, kind, want),
        Act(15.1 + seed * 0.04, 0, "hide", last=True),
    )
    assert left(seed, acts) == []


@pytest.mark.parametrize("seconds", [6.0, 8.0, 15.0, 60.0])
@pytest.mark.parametrize("kind", ["error", "reset", "silent"])
def test_S18_hide_in_an_outage(kind: str, seconds: float) -> None:
    acts = (Act(12.0, 0, "hide", last=True),)
    assert left(1, acts, Fault(12.0, seconds, kind)) == []


@pytest.mark.parametrize("kind", ["error", "reset", "silent"])
def test_S20_left_alone_in_an_outage(kind: str) -> None:
    acts = (Act(9.5, 0, "tap", "topic", 0.5),)
    assert left(1, acts, Fault(900.0, 40.0, kind), end="idle") == []


@pytest.mark.parametrize("want", ["danger", "helplines"])
@pytest.mark.parametrize("seconds", [8.0, 30.0])
def test_S35_danger_and_help_tapped_in_an_outage_are_shown_after_it(want: str, seconds: float) -> None:
    acts = (Act(12.0, 0, "tap", want, last=True),)
    assert left(1, acts, Fault(12.0, seconds, "error"), end=want) == []


@pytest.mark.parametrize("seconds", [8.0, 12.0, 40.0])
def test_S17_what_was_typed_in_an_outage_is_deleted_after_it(seconds: float) -> None:
    acts = (Act(12.0, 0, "type", "crisis"), Act(14.0, 0, "hide", last=True))
    assert left(1, acts, Fault(12.0, seconds, "error")) == []


def test_S18_hide_on_the_first_of_two_copies() -> None:
    acts = (
        Act(12.0, 0, "type", "unknown"),
        Act(15.0, 0, "type", "unknown"),
        Act(20.0, 0, "hide_old", last=True),
    )
    assert left(1, acts, Fault(14.9, 3.0, "lost_after", "sendMessage", most=1)) == []


def test_S18_hide_on_an_old_copy_over_two_days() -> None:
    later = 49 * 3_600.0
    acts = (
        Act(later, 0, "type", "unknown"),
        Act(later + 3, 0, "type", "unknown"),
        Act(later + 6, 0, "hide_old", last=True),
    )
    assert left(1, acts) == []


def test_S18_the_card_whose_screen_met_a_429() -> None:
    acts = tuple(Act(12.0 + 3 * n, 0, "tap", "contact") for n in range(4))
    hide = Act(26.0, 0, "hide", last=True)
    assert left(1, (*acts, hide), Fault(20.0, 5.0, "flood", "editMessageText", most=1)) == []


@pytest.mark.parametrize("kind", ["slow", "silent", "silent_after"])
def test_S18_hide_does_not_wait_for_a_call_that_hangs(kind: str) -> None:
    acts = (Act(12.0, 0, "tap", "topic"), Act(13.0, 0, "hide", last=True))
    assert left(1, acts, Fault(11.9, 0.5, kind, "editMessageText", most=1, amount=30.0)) == []


@pytest.mark.parametrize("seconds", [700.0, 3_600.0])
def test_S18_a_429_of_an_hour_does_not_end_the_wish_to_hide(seconds: float) -> None:
    acts = (Act(12.0, 0, "hide", last=True),)
    assert left(1, acts, Fault(11.0, seconds, "flood", who=0)) == []


def test_a_chat_cleared_behind_a_tap_gets_the_dull_line_and_not_the_topic() -> None:
    acts = (Act(12.0, 0, "tap", "topic"), Act(12.03, 0, "wipe", last=True))
    assert left(1, acts, end="wipe") == []


def test_S20_a_stop_with_a_hanging_frame_of_an_exercise() -> None:
    acts = tuple(Act(12.0 + 2 * n, 0, "tap", "exercise") for n in range(6))
    hung = Fault(25.0, 6.0, "silent", "editMessageText", most=1)
    other = (Act(20.0, 1, "/start"), Act(24.0, 1, "tap", "topic"))
    story = Story(1, "row", ("ru", "kk"), 0.1, (*INTO_TOPIC, *acts, *other), (hung,), ("stop", "stop"), 32.0)
    assert [line for line in play(story).left if line.startswith("person1")] == []
