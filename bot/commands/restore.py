"""`qoldau restore` and `qoldau move`: counts into another database, while the bot is stopped."""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from bot import values
from bot.counts import transfer
from bot.exit_codes import ExitCode
from bot.process.alive import alive
from bot.settings import Settings, read_settings

RUNS = "the bot runs: stop it first (sudo systemctl stop qoldau), or what it counts meanwhile is lost"
PASSWORD = "do not write a password into the command, where others see it: use - and standard input"  # noqa: S105


def restore(given: argparse.Namespace) -> int:
    """Puts a copy back into DATABASE_URL; an old file stays beside it under another name."""
    settings = read_settings(with_token=False, _env_file=given.env_file)
    if _runs(settings):
        return _refused(RUNS)
    url = settings.database_url.get_secret_value()
    file = values.file_of(url)
    if file is None:
        rows, aside = asyncio.run(transfer.restore(given.file, url)), None
    else:
        rows, aside = asyncio.run(transfer.restore_file(given.file, file))
    print(f"rows put back: {rows}")
    if aside:
        print(f"the old database lies in {aside}")
    return ExitCode.WELL


def move(given: argparse.Namespace) -> int:
    """Copies everything from one database into another, empty one; the first stays as it is."""
    if _runs(read_settings(with_token=False, _env_file=given.env_file)):
        return _refused(RUNS)
    if any(values.has_password(each) for each in (given.source, given.goal)):
        return _refused(PASSWORD)
    source, goal = (sys.stdin.readline().strip() if each == "-" else each for each in _both(given))
    rows = asyncio.run(transfer.move(source, goal))
    print(f"rows moved: {rows}. Now put the new address into DATABASE_URL and start the bot")
    return ExitCode.WELL


def _both(given: argparse.Namespace) -> tuple[str, str]:
    return str(given.source), str(given.goal)


def _runs(settings: Settings) -> bool:
    heartbeat: Path | None = settings.heartbeat()
    return heartbeat is not None and alive(heartbeat, time.time())


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return ExitCode.WRONG_USE
