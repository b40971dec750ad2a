"""Work beside the answering comes back after an error, later and later, and is never silently gone."""

import asyncio
import logging

import pytest
from talking import Clock

from bot.process.supervise import LONGEST_PAUSE, SOUND_SECONDS, Doing, Supervisor

CANARY = "canary-words-of-somebody"


class Trial:
    """Supervised work that fails as its script says: seconds it runs, then the error; then it waits."""

    def __init__(self, *script: tuple[float, Exception]) -> None:
        self.clock = Clock()
        self.pauses: list[float] = []
        self.script = list(script)
        self.runs = 0
        self.settled = asyncio.Event()
        self.supervisor = Supervisor(self.clock, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.pass_by(seconds)
        await asyncio.sleep(0)

    async def work(self) -> None:
        self.runs += 1
        if not self.script:
            self.settled.set()
            await asyncio.Event().wait()
        seconds, error = self.script.pop(0)
        self.clock.pass_by(seconds)
        raise error

    async def run(self) -> None:
        self.supervisor.start("digest", self.work)
        async with asyncio.timeout(20):
            await self.settled.wait()


async def test_work_that_fails_once_is_started_again_and_logged_by_kind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    trial = Trial((5.0, RuntimeError(CANARY)))
    await trial.run()
    assert (trial.runs, trial.pauses) == (2, [1.0])
    fields = caplog.records[0].fields  # type: ignore[attr-defined]
    assert fields == {"job": "digest", "kind": "RuntimeError", "attempt": 1, "seconds": 1.0}
    assert CANARY not in caplog.text
    assert caplog.records[0].exc_info is None
    await trial.supervisor.stop()


async def test_pauses_double_up_to_five_minutes() -> None:
    trial = Trial(*[(0.0, ValueError())] * 12)
    await trial.run()
    assert trial.pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert trial.pauses == sorted(trial.pauses)
    assert set(trial.pauses[-3:]) == {LONGEST_PAUSE}
    await trial.supervisor.stop()


async def test_work_that_ran_soundly_begins_with_the_shortest_pause_again() -> None:
    trial = Trial((0.0, ValueError()), (0.0, ValueError()), (SOUND_SECONDS, OSError()), (0.0, OSError()))
    await trial.run()
    assert trial.pauses == [1.0, 2.0, 1.0, 2.0]
    assert trial.supervisor.jobs()["digest"].failures == 2
    await trial.supervisor.stop()


async def test_what_fails_is_seen_while_it_pauses() -> None:
    trial = Trial((0.0, KeyError(CANARY)))
    pausing, go_on = asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        pausing.set()
        await go_on.wait()

    trial.supervisor = Supervisor(trial.clock, sleep)
    trial.supervisor.start("digest", trial.work)
    async with asyncio.timeout(20):
        await pausing.wait()
        job = trial.supervisor.jobs()["digest"]
        assert (job.doing, job.kind, trial.supervisor.failing()) == (Doing.PAUSING, "KeyError", {"digest"})
        assert CANARY not in repr(job)
        go_on.set()
        await trial.settled.wait()
    assert job.doing is Doing.RUNNING
    await trial.supervisor.stop()


async def test_one_that_fails_disturbs_no_other() -> None:
    trial = Trial(*[(0.0, ValueError())] * 3)
    ticks = 0

    async def other() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    trial.supervisor.start("retention", other)
    await trial.run()
    assert ticks > 3
    assert trial.supervisor.failing() == {"digest"}
    await trial.supervisor.stop()


async def test_work_that_returns_has_ended_well() -> None:
    supervisor = Supervisor(Clock(), asyncio.sleep)

    async def nothing_to_do() -> None:
        return

    supervisor.start("campaign", nothing_to_do)
    await asyncio.sleep(0)
    assert supervisor.jobs()["campaign"].doing is Doing.ENDED
    assert supervisor.failing() == frozenset()
    await supervisor.stop()


async def test_stopping_ends_everything_also_what_pauses() -> None:
    cancelled = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append("work")

    async def fails() -> None:
        raise ValueError

    async def sleep(_: float) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append("pause")

    supervisor = Supervisor(Clock(), sleep)
    supervisor.start("a", work)
    supervisor.start("b", fails)
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await supervisor.stop()
    assert sorted(cancelled) == ["pause", "work"]


async def test_a_name_is_given_once() -> None:
    async def waits() -> None:
        await asyncio.Event().wait()

    supervisor = Supervisor(Clock(), asyncio.sleep)
    supervisor.start("a", waits)
    with pytest.raises(ValueError, match="already"):
        supervisor.start("a", waits)
    await supervisor.stop()
