"""Work beside the answering, each piece started again after an unexpected error, later and later.

Nothing of an error but its kind is kept or logged: its text may hold what somebody wrote (S44).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.process.waiting import BackOff, Sleep

log = logging.getLogger("qoldau.process")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
SOUND_SECONDS = 600.0
"""Work that ran so long before it failed begins with the shortest pause again."""

Work = Callable[[], Awaitable[None]]


class Doing(StrEnum):
    """What a piece of work is about."""

    RUNNING = "running"
    PAUSING = "pausing"
    ENDED = "ended"


@dataclass(slots=True)
class Job:
    """A piece of work as others may see it: `failures` in a row, and the kind of the last error."""

    doing: Doing = Doing.RUNNING
    failures: int = 0
    kind: str = ""
    pauses: BackOff = field(default_factory=lambda: BackOff(FIRST_PAUSE, LONGEST_PAUSE), repr=False)


class Supervisor:
    """Runs named pieces of work until it is stopped. A piece that returns has ended and is left alone."""

    def __init__(self, now: Callable[[], float], sleep: Sleep = asyncio.sleep) -> None:
        self._now = now
        self._sleep = sleep
        self._jobs: dict[str, Job] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, name: str, work: Work) -> None:
        """Begins `work`. Raises ValueError for a name that is taken."""
        if name in self._jobs:
            raise ValueError(f"{name} is supervised already")
        self._jobs[name] = Job()
        self._tasks.append(asyncio.create_task(self._kept_up(name, work), name=name))

    async def stop(self) -> None:
        """Cancels everything and returns when it has ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def jobs(self) -> Mapping[str, Job]:
        """All work by name, for the doctor, the metrics and the tests."""
        return dict(self._jobs)

    def failing(self) -> frozenset[str]:
        """The names of the work that has failed and not run soundly since."""
        return frozenset(name for name, job in self._jobs.items() if job.failures)

    async def _kept_up(self, name: str, work: Work) -> None:
        job = self._jobs[name]
        while job.doing is not Doing.ENDED:
            began = self._now()
            try:
                await work()
                job.doing, job.failures, job.kind = Doing.ENDED, 0, ""
            except Exception as error:
                await self._pause_after(error, job, name, self._now() - began)

    async def _pause_after(self, error: Exception, job: Job, name: str, ran: float) -> None:
        if ran >= SOUND_SECONDS:
            job.failures = 0
            job.pauses.well()
        seconds = job.pauses.pause()
        job.doing, job.failures, job.kind = Doing.PAUSING, job.failures + 1, type(error).__name__
        fields = {"job": name, "kind": job.kind, "attempt": job.failures, "seconds": seconds}
        log.error("work_failed_starting_it_again", extra={"fields": fields})
        await self._sleep(seconds)
        job.doing = Doing.RUNNING
