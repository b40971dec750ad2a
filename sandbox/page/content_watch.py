"""Notices changed files of a directory by modification time and calls back, so that content reloads."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

PAUSE = 0.5

Prints = dict[str, tuple[int, int]]
Reload = Callable[[], Awaitable[list[str]]]


def fingerprint(directory: Path) -> Prints:
    """Modification time (ns) and size of each data file below the directory."""
    found = {}
    for path in directory.rglob("*"):
        if path.suffix in (".toml", ".csv", ".json") and path.is_file():
            facts = path.stat()
            found[str(path)] = (facts.st_mtime_ns, facts.st_size)
    return found


async def _errors(reload: Reload) -> list[str]:
    try:
        return await reload()
    except Exception as problem:
        return [f"{type(problem).__name__}: {problem}"]


async def watch(directory: Path, known: Prints, reload: Reload, tell: Callable[[list[str]], None]) -> None:
    """Runs until cancelled: when files differ from the `known` ones, reloads and tells its error lines.

    No lines mean that all is well again.
    """
    while True:
        await asyncio.sleep(PAUSE)
        try:
            now = await asyncio.to_thread(fingerprint, directory)
        except OSError:
            continue
        if now != known:
            known = now
            tell(await _errors(reload))
