"""Where a talk stands, small enough to ride in every button."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.model import LANGUAGES, TOPICS, Measure
from content.understand.rules import NEEDS

_PER_TOPIC = {Measure.OPENED: 0, Measure.HELPLINE: 7, Measure.WILL_CALL: 14, Measure.HELPED_YES: 21}
_PER_TALK = {
    Measure.DANGER: 28,
    Measure.TYPED: 29,
    Measure.NOT_UNDERSTOOD: 30,
    Measure.HIDDEN: 31,
    Measure.LINE_111: 32,
    Measure.NO_ANSWER: 35,
}
_PENDING = 1 << 33
_YOUNG = 1 << 34
GUESSES_AT = 36
COUNTED_BITS = 48
GUESSABLE = (*TOPICS, *NEEDS)
"""What a guess can be, in the order in which buttons number it: new ones go to the end."""
GUESS_BITS = 6
TICK_BITS = 42
QUIZ_AT = 28
IDS = 5


@dataclass(frozen=True, slots=True)
class State:
    """What the next step needs to know; nothing in it says who the person is.

    `origin` is the screen that overlays lead back to, `before` where one was before a screen of danger that
    stands in `origin`, `counted` what this talk has counted,
    `ticks` the ticked lines of checklists and answered questions, `ids` the messages that Hide
    must delete besides the live one.
    """

    language: str
    topic: str = ""
    origin: str = ""
    before: str = ""
    counted: int = 0
    ticks: int = 0
    guesses: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()

    def with_id(self, message: int) -> "State":
        """Also delete `message` on Hide; the oldest is dropped when there is no room."""
        return replace(self, ids=(*(each for each in self.ids if each != message), message)[-IDS:])

    def with_ids(self, messages: Sequence[int]) -> "State":
        """Delete just these on Hide, besides the live one; the newest, where there is no room for all."""
        return replace(self, ids=tuple(messages)[-IDS:])


def bit_of(measure: Measure, topic: str) -> int:
    """The bit that remembers that this talk has counted `measure` for `topic`, or 0 for none."""
    if measure is Measure.HELPED_NO:
        measure = Measure.HELPED_YES
    if measure in _PER_TOPIC and topic in TOPICS:
        return 1 << _PER_TOPIC[measure] + TOPICS.index(topic)
    return 1 << _PER_TALK[measure] if measure in _PER_TALK else 0


def pending(state: State) -> bool:
    """Whether a campaign's screen waits in `origin` until the person has been welcomed."""
    return bool(state.counted & _PENDING)


def with_pending(state: State, waiting: bool) -> State:
    return replace(state, counted=state.counted | _PENDING if waiting else state.counted & ~_PENDING)


def young(state: State) -> bool:
    """Whether the person said that they are under 18 (S61)."""
    return bool(state.counted & _YOUNG)


def with_age(state: State, *, is_young: bool) -> State:
    return replace(state, counted=state.counted | _YOUNG if is_young else state.counted & ~_YOUNG)


def language_of_phone(code: str | None) -> str:
    """The language to speak before one was chosen; Russian when the phone speaks another."""
    short = (code or "").split("-")[0].lower()
    return short if short in LANGUAGES else "ru"
