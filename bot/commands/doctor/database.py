"""Can counts be written, and is the database of this version. Nothing is made, upgraded or set aside."""

import asyncio
import os

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
        return error("database", "too_new")
    except StoreCorrupt:
        return error("database", "corrupt")
    except StoreUnavailable as fault:
        if file is not None and fault.kind in NAMED:
            return error("database", fault.kind)
        return error("database", "unavailable", kind=fault.kind)
    except (CountsError, TimeoutError) as fault:
        return error("database", "unavailable", kind=type(fault).__name__)
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
