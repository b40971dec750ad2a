"""Starts a contender against a local Bot API of its own and measures it."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

SECRET = "bench"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot to measure. `replicas` 0: it polls; otherwise that many processes in webhook mode."""

    name: str
    command: tuple[str, ...]
    replicas: int = 0
    postgres: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: updates a second, seconds, CPU µs an update, bytes, share of a core that the API took."""

    rate: float
    median: float
    p99: float
    cpu: float
    memory: int
    api_cpu: float
    first_answer: float


@dataclass(frozen=True, slots=True)
class Bench:
    """What every run needs."""

    folder: Path
    screens: Path
    postgres: str = ""


async def measure(bench: Bench, contender: Contender, people: int, warm: float, seconds: float) -> Measured:
    """Starts everything anew, lets everybody get an answer, measures, ends it."""
    async with _api(bench, people) as (url, session):
        began = time.perf_counter()
        processes = await _start(bench, contender, url)
        try:
            if contender.replicas:
                await _webhooks_set(session, contender.replicas)
            await _answered(session, 1)
            first = time.perf_counter() - began
            await _answered(session, people)
            await _measured(session, warm)
            watched = [psutil.Process(each.pid) for each in processes]
            before = sum(_cpu(each) for each in watched)
            found = await _measured(session, seconds)
            spent = sum(_cpu(each) for each in watched) - before
            memory = max(each.memory_info().rss for each in watched)
        finally:
            await _end(processes)
    rate = found["updates"] / found["seconds"]
    cpu = spent / max(found["updates"], 1) * 1e6
    return Measured(rate, found["median"], found["p99"], cpu, memory, found["api_cpu"], first)


@asynccontextmanager
async def _api(bench: Bench, people: int) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    api = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.api", str(bench.screens), str(people), stdout=asyncio.subprocess.PIPE
    )
    try:
        url = f"http://127.0.0.1:{int(await api.stdout.readline())}"
        async with aiohttp.ClientSession(url, timeout=aiohttp.ClientTimeout()) as session:
            yield url, session
    finally:
        await _end([api])


async def _start(bench: Bench, contender: Contender, url: str) -> list[asyncio.subprocess.Process]:
    database = bench.postgres if contender.postgres else f"sqlite:///{bench.folder / 'counts.db'}"
    for each in bench.folder.glob("counts.db*"):
        each.unlink()
    given = {
        **os.environ,
        "BOT_TOKEN": "1:bench",
        "BOT_API_URL": url,
        "DATABASE_URL": database,
        "SCREENS": str(bench.screens),
        "LOG_LEVEL": "ERROR",
    }
    started = []
    for _ in range(contender.replicas or 1):
        if contender.replicas:
            listen = f"127.0.0.1:{_free_port()}"
            given |= {"WEBHOOK_URL": f"http://{listen}/hook", "WEBHOOK_SECRET": SECRET, "LISTEN": listen}
        started.append(await asyncio.create_subprocess_exec(*contender.command, env=given))
    return started


async def _webhooks_set(session: aiohttp.ClientSession, replicas: int) -> None:
    """Every replica names its own address here, and the API posts to each in turn."""
    async with session.post("/bench/targets", params={"count": replicas}) as response:
        await response.read()


async def _answered(session: aiohttp.ClientSession, people: int) -> None:
    async with session.post("/bench/answered", params={"people": people}) as response:
        assert response.status == 200, f"{people} people were not answered within two minutes"


async def _measured(session: aiohttp.ClientSession, seconds: float) -> dict:
    async with session.post("/bench/measure", params={"seconds": seconds}) as response:
        return await response.json()


async def _end(processes: list[asyncio.subprocess.Process]) -> None:
    for each in processes:
        if each.returncode is None:
            each.send_signal(signal.SIGKILL)
        await each.wait()


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
