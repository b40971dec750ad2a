"""What the tests of counting share: a clock of their own, and two counts."""

import asyncio
from dataclasses import dataclass

from content.model import Count

MONDAY_W48 = 1_795_374_000.0  # 2026-11-23 00:00 in Kazakhstan
OPENED = Count("opened", "bullying", "ru")
DANGER = Count("danger", "", "kk")


@dataclass
class Clock:
    """Time that passes only when told; it begins in the week 2026-W48."""

    seconds: float = MONDAY_W48 + 35 * 3600

    def __call__(self) -> float:
        return self.seconds

    def pass_days(self, days: float) -> None:
        self.seconds += days * 86_400


def only_counted(rows):
    """Rows that count something, by week and count."""
    return {(row.week, Count(row.measure, row.topic, row.language)): row.n for row in rows if row.n}


class Pause:
    """A pause between two tries that lasts until the test says so."""

    def __init__(self):
        self.begun: asyncio.Queue[float] = asyncio.Queue()
        self.over = asyncio.Event()

    async def __call__(self, seconds):
        self.begun.put_nowait(seconds)
        await self.over.wait()
        self.over.clear()


async def written(batcher):
    """Wait until nothing waits any more."""
    while batcher.health().waiting:  # noqa: ASYNC110 (the batcher has no event for a test)
        await asyncio.sleep(0)
