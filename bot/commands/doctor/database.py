"""Can counts be written, and is the database of this version. Nothing is made, upgraded or set aside."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.commands.doctor.model import Line, error, ok, warning
from bot.counts.errors import CountsError, SchemaTooNew, StoreCorrupt, StoreUnavailable
from bot.counts.migrations import STEPS
from bot.counts.store import open_store
from bot.values import file_of

SECONDS = 10.0
NAMED = ("locked", "read_only", "full", "cannot_open")


async def database(url: str) -> Line:
    """One line about the database of DATABASE_URL."""
    file = file_of(url)
    if file is not None and not file.exists():
        folder = file.parent
        writable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
        return ok("database", "new") if writable else error("database", "no_folder")
    try:
        done = await _version(url)
    except SchemaTooNew:
        in_order = file is None or await asyncio.to_thread(_in_order, file)
        return error("database", "too_new" if in_order else "strange")
    except StoreCorrupt:
        return error("database", "corrupt")
    except StoreUnavailable as fault:
        if file is not None and fault.kind in NAMED:
            return error("database", fault.kind)
        return error("database", "unavailable", kind=fault.kind)
    except (CountsError, TimeoutError) as fault:
        return error("database", "unavailable", kind=type(fault).__name__)
    if file is not None and not await asyncio.to_thread(_sound, file):
        return error("database", "damaged")
    if not done:
        return ok("database", "new")
    if done < len(STEPS):
        return warning("database", "old", version=done, latest=len(STEPS))
    return ok("database", version=done)


async def _version(url: str) -> int:
    store = open_store(url)
    try:
        async with asyncio.timeout(SECONDS):
            return await store.probe()
    finally:
        await store.close()


def _sound(file: Path) -> bool:
    """Whether every page can be read (https://www.sqlite.org/pragma.html#pragma_quick_check)."""
    try:
        with closing(_reading(file)) as sql:
            return bool(sql.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _in_order(file: Path) -> bool:
    """Whether the versions are counted without gaps, as every program of ours does."""
    try:
        with closing(_reading(file)) as sql:
            count, highest = sql.execute("SELECT count(*), max(number) FROM migrations").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(count == highest)


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=SECONDS)
