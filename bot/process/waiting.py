"""Waiting: for an event or a time, whichever comes first, and longer after each failure in a row."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Sleep = Callable[[float], Awaitable[None]]


async def event_or_time(event: asyncio.Event, seconds: float, sleep: Sleep = asyncio.sleep) -> bool:
    """Returns when `event` is set or the seconds are over; whether it is set."""
    waits = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(sleep(seconds))]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    return event.is_set()


@dataclass(slots=True)
class BackOff:
    """Pauses in seconds that double from `first` to `longest`, until things go well again."""

    first: float
    longest: float
    _next: float = field(default=0.0, init=False)

    def pause(self, at_least: float = 0.0) -> float:
        """How long to wait now; `at_least` when the other side asked for more."""
        now = max(self._next or self.first, at_least)
        self._next = min(max(self._next, self.first) * 2, self.longest)
        return now

    def well(self) -> None:
        self._next = 0.0
