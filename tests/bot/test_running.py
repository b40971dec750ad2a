"""What goes on beside the answering is started again where it fails, and the organisers hear of it."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from talking import staged

JOBS = {
    "idle": "bot.running.neutralise_idle",
    "digest": "bot.running.every_monday",
    "retention": "bot.running.every_hour",
    "campaign": "bot.running.every_morning",
    "guard": "bot.jobs.guard.Guard.run",
    "replicas": "bot.sessions.replicas.Replicas.run",
}


@pytest.mark.parametrize("job", JOBS)
async def test_each_job_goes_on_after_an_error(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, again = 0, asyncio.Event()

    async def failing_once(*_: Any) -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise ZeroDivisionError("Canaryname")
        again.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.process.supervise.FIRST_PAUSE", 0.0)
    monkeypatch.setattr(JOBS[job], failing_once)
    caplog.set_level(logging.ERROR)
    async with staged(tmp_path) as stage:
        async with asyncio.timeout(30):
            await again.wait()
        assert stage.parts.supervisor.failing() == {job}
        assert (await stage.somebody("ru")).id
    (told,) = [each for each in caplog.records if each.getMessage() == "work_failed_starting_it_again"]
    assert told.fields["job"] == job  # type: ignore[attr-defined]
    assert told.fields["kind"] == "ZeroDivisionError"  # type: ignore[attr-defined]
    assert "Canaryname" not in caplog.text


async def test_work_that_keeps_failing_is_an_alarm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = asyncio.Event()

    async def failing(*_: Any) -> None:
        failed.set()
        raise ZeroDivisionError

    monkeypatch.setattr("bot.running.every_monday", failing)
    async with staged(tmp_path) as stage:
        async with asyncio.timeout(30):
            await failed.wait()
        assert await stage.parts.guard.look()
        assert stage.parts.guard.seen.alarms >= 1
