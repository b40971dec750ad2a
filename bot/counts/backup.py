"""A copy of the closed weeks in a new SQLite file, consistent while the bot goes on counting."""

from __future__ import annotations

import os
from pathlib import Path

from bot.counts import weeks
from bot.counts.counts_table import insert
from bot.counts.errors import CountsError
from bot.counts.migrations import migrate
from bot.counts.model import Row
from bot.counts.sqlite import SqliteEngine


class FileExists(CountsError):  # noqa: N818
    """There is a file of that name already; nothing is overwritten."""


async def backup(rows: list[Row], file: Path, now: float) -> int:
    """Write the rows of closed weeks to `file`, readable by its owner only; returns how many.

    It can be used as `DATABASE_URL` afterwards. Ids of updates are not in it. Raises `FileExists`,
    and `StoreUnavailable` when the file cannot be written; a file begun is removed.
    """
    closed = [row for row in rows if row.week <= weeks.last_closed(now)]
    _new_file(file)
    engine = SqliteEngine(file)
    try:
        async with engine.transaction() as sql:
            await migrate(sql, engine.dialect)
            await insert(sql, closed)
    except BaseException:
        await engine.close()
        _remove(file)
        raise
    await engine.close()
    _remove(file.with_name(f"{file.name}-journal"))
    return len(closed)


def _new_file(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise FileExists("the file exists already: choose another name") from None
    except OSError:
        raise CountsError("the file cannot be made there") from None


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)


def newest_copy(folder: Path) -> float | None:
    """When the newest `*.db` in the folder was written (unix time); None when there is none."""
    try:
        return max((file.stat().st_mtime for file in folder.glob("*.db")), default=None)
    except OSError:
        return None
