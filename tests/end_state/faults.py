"""Faults out of chance, each around a second of the story."""

import math
import random
from collections.abc import Sequence

from end_state.story import Fault

SCREENS = ("sendMessage", "editMessageText", "deleteMessages", "sendContact")
METHODS = (*SCREENS, "answerCallbackQuery", "getUpdates")
OUTAGES = ("reset", "error", "silent", "error_after", "lost_after", "silent_after")
SINGLE = (*OUTAGES, "slow", "slow_answer")
LONGEST_OUTAGE = 60.0


def some(chance: random.Random, low: float, high: float) -> float:
    """Seconds, as likely to be tenths as tens."""
    return round(math.exp(chance.uniform(math.log(low), math.log(high))), 3)


def outage(chance: random.Random, at: float, who: int = -1, methods: Sequence[str] = ("",)) -> Fault:
    """Everything, or what is named, fails for milliseconds to a minute."""
    long = some(chance, 1.0, LONGEST_OUTAGE) if chance.random() < 0.7 else some(chance, 0.01, 1.0)
    kind = chance.choice(OUTAGES[:3] if chance.random() < 0.7 else OUTAGES)
    often = 1.0 if chance.random() < 0.7 else round(chance.uniform(0.2, 0.8), 2)
    return Fault(before(chance, at), long, kind, chance.choice(methods), who, chance=often)


def single(chance: random.Random, at: float, who: int = -1, methods: Sequence[str] = ("", *METHODS)) -> Fault:
    """One to three calls go wrong, late or not at all."""
    kind, long = chance.choice(SINGLE), round(chance.uniform(0.2, 3.0), 3)
    late = some(chance, 0.01, 60.0)
    method = chance.choice(methods)
    return Fault(before(chance, at), long, kind, method, who, most=chance.randint(1, 3), amount=late)


def flood(chance: random.Random, at: float, who: int = -1) -> Fault:
    """429 for one second to an hour; getting updates is throttled for half a minute at most."""
    method = chance.choice(("", "", *SCREENS))
    most = 30.0 if who < 0 and not method else 3_600.0
    return Fault(before(chance, at), math.ceil(some(chance, 1.0, most)), "flood", method, who)


def any_of(chance: random.Random, at: float, who: int) -> Fault:
    kind = chance.choices((outage, single, flood), (3, 5, 2))[0]
    return kind(chance, at, who if chance.random() < 0.4 else -1)


def before(chance: random.Random, at: float) -> float:
    """A moment at or a little before `at`."""
    return round(max(0.0, at - chance.choice((0.0, 0.05, chance.uniform(0.0, 1.5)))), 3)
