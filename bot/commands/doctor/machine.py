"""The machine: its clock against Telegram's, the zone, free disk, versions."""

import platform
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path

import aiohttp

from bot.clock import KAZAKHSTAN
from bot.commands.doctor.model import Line, error, ok, warning

# Over ten minutes off, messages would be taken for old ones and not answered (S22).
OFF_WARNING, OFF_ERROR = 60.0, 300.0
LITTLE_MB, FULL_MB = 500, 50
SECONDS = 10.0
MEGABYTE = 1 << 20


async def clock(address: str, now: Callable[[], float] = time.time) -> Line:
    """This machine's time against the Date header of the Bot API; weeks are of UTC+5 in any zone."""
    here = f"{datetime.fromtimestamp(now(), KAZAKHSTAN):%d.%m.%Y %H:%M}"
    there = await _time_of(address)
    if there is None:
        return warning("clock", "unknown", time=here)
    off = round(abs(now() - there))
    if off > OFF_WARNING:
        return (error if off > OFF_ERROR else warning)("clock", "off", seconds=off)
    return ok("clock", time=here)


def disk(folder: Path, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free) -> Line:
    """Room for the database in its folder."""
    try:
        room = free(folder) // MEGABYTE
    except OSError:
        return warning("disk", "unknown")
    if room < LITTLE_MB:
        return error("disk", "full", free=room) if room < FULL_MB else warning("disk", "little", free=room)
    return ok("disk", free=room)


def versions() -> Line:
    """Of the program and of Python."""
    return ok("version", version=version("qoldau"), python=platform.python_version())


async def _time_of(address: str) -> float | None:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(address + "/", allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None
