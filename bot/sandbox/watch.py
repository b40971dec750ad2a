"""Notices changed files of a directory by modification time and calls back, so that content reloads."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

PAUSE = 0.5

Reload = Callable[[], Awaitable[list[str]]]


def fingerprint(directory: Path) -> dict[str, tuple[int, int]]:
    """Modification time (ns) and size of each data file below the directory."""
    found = {}
    for path in directory.rglob("*"):
        if path.suffix in (".toml", ".csv", ".json") and path.is_file():
            facts = path.stat()
            found[str(path)] = (facts.st_mtime_ns, facts.st_size)
    return found


async def watch(directory: Path, reload: Reload, tell: Callable[[list[str]], None]) -> None:
    """Runs until cancelled: on each change awaits `reload` and tells its error lines (none: all is well)."""
    before = await asyncio.to_thread(fingerprint, directory)
    while True:
        await asyncio.sleep(PAUSE)
        try:
            after = await asyncio.to_thread(fingerprint, directory)
        except OSError:
            continue
        if after != before:
            before = after
            tell(await reload())
