"""What runs by itself or is ticked: paced exercises, checklists, cards of the day."""

from collections.abc import Iterator
from datetime import date

from content.check.subject import Subject
from content.finding import Finding

LONGEST = 120
BITS = 36


def paced_exercises(subject: Subject) -> Iterator[Finding]:
    """S34: a paced exercise lasts at most two minutes (seconds of its frames, all rounds)."""
    for screen in subject.content.screens.values():
        lasts = sum(frame.seconds for frame in screen.frames) * screen.rounds
        if screen.frames and not 0 < lasts <= LONGEST:
            yield subject.at(screen.id, "S34", f"lasts {lasts} seconds, at most {LONGEST}: fewer rounds")


def checklists_apart(subject: Subject) -> Iterator[Finding]:
    """S11: ticks ride in the buttons, one bit each; no two checklists share a bit, and 36 there are."""
    taken: dict[int, str] = {}
    for screen in subject.content.screens.values():
        for bit in range(screen.first_bit, screen.first_bit + len(screen.items)):
            other = taken.setdefault(bit, screen.id)
            if other != screen.id or not 0 <= bit < BITS:
                place = f"is that of {other}" if other != screen.id else f"is not within 0 to {BITS - 1}"
                yield subject.at(screen.id, "S11", f"bit {bit} {place}: choose another first_bit")
                break


def card_for_each_day(subject: Subject) -> Iterator[Finding]:
    """A screen with cards of the day has as many as its period has days."""
    for screen in subject.content.screens.values():
        period = subject.content.periods.get(screen.period)
        if screen.daily and period:
            days = (date(2001, *period.last) - date(2001, *period.first)).days % 365 + 1
            if len(screen.daily) != days:
                message = f"{len(screen.daily)} cards for {days} days of {period.id}: one for each day"
                yield subject.at(screen.id, "daily", message)
