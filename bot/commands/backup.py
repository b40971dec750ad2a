"""`qoldau backup`: the closed weeks in a new file."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.commands.answers import failed, said
from bot.counts import backup as copying
from bot.counts.errors import CountsError
from bot.counts.store import open_store


async def backup(database_url: str, file: Path, now: Callable[[], float] = time.time) -> int:
    """Copy the closed weeks into a new file; the exit code of `answers`."""
    try:
        rows = await open_store(database_url, now).rows()
        count = await copying.backup(rows, file, now())
    except CountsError as error:
        return failed(error)
    return said(f"rows copied: {count}", 0)
