"""Runs the bot and, at SIGUSR1, writes what in its memory refers to anybody. A process of its own."""

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from bot.application import assemble
from bot.process import logs
from bot.running import serve
from bot.settings import read_settings

RARE = 5_123_456_789_000
MANY = 1_000_000
HALVES = ("Canar", "zqxj")


def everything() -> Iterator[object]:
    """All objects that can be reached from any that the garbage collector knows."""
    gc.collect()
    waiting = gc.get_objects()
    ours = {id(waiting)}
    known = ours | {id(each) for each in waiting}
    ours.add(id(known))
    while waiting:
        yield (found := waiting.pop())
        for each in gc.get_referents(found):
            if id(each) not in known:
                known.add(id(each))
                waiting.append(each)


def refers(found: object) -> str:
    """What of a person this is, "" for nothing; needles are doubled here, so as not to find themselves."""
    if isinstance(found, int):
        return "id" if RARE < found < RARE + MANY else ""
    if not isinstance(found, str | bytes | bytearray):
        return ""
    text = found if isinstance(found, str) else found.decode("utf-8", "replace")
    needles = {"id": str(RARE)[:9], "name": HALVES[0] * 2, "words": HALVES[1] * 2}
    return next((what for what, needle in needles.items() if needle in text), "")


def holders(found: object, deep: int = 3) -> str:
    """Who holds it, and who holds them."""
    said = []
    for each in gc.get_referrers(found):
        if isinstance(each, FrameType) or getattr(each, "__name__", "") in ("everything", "report"):
            continue
        name = getattr(each, "__qualname__", type(each).__name__)
        if isinstance(each, dict):
            name = f"dict of {list(map(str, each))[:4]}"
        if isinstance(each, list | set) and len(each) > 1_000:
            continue
        said.append(f"{name[:80]} < {holders(each, deep - 1)}" if deep else name[:80])
    return f"({'; '.join(said[:4])})"


def report() -> list[str]:
    """A line for each object that refers to somebody. The settings' token is no person."""
    token = os.environ["BOT_TOKEN"]
    found = [(each, what) for each in everything() if (what := refers(each)) and token not in str(each)]
    return [f"{what}: {type(each).__name__} {str(each)[:60]!r} {holders(each)}" for each, what in found]


async def main(out: Path) -> int:
    logs.set_up("INFO")
    stop, numbers = asyncio.Event(), iter(range(1_000))

    def tell() -> None:
        number = next(numbers)
        made = out / f"making-{number}"
        made.write_text(json.dumps(report()))
        made.rename(out / f"report-{number}")

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, tell)
    return await serve(assemble(read_settings(with_token=True)), stop)


if __name__ == "__main__":
    import uvloop

    sys.exit(uvloop.run(main(Path(sys.argv[1]))))
