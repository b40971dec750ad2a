"""Where the time of one update goes: `python -m bench.profiling PICTURE [TITLE]`, by parts."""

import asyncio
import cProfile
import os
import pstats
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

SECONDS = 6.0
PEOPLE = 100
PARTS = {
    "the library's objects (telegram/)": ("/telegram/_", "/telegram/constants"),
    "the library's dispatch (telegram.ext)": ("/telegram/ext/",),
    "HTTP (aiohttp, yarl, multidict)": ("/aiohttp/", "/yarl/", "/multidict/", "/propcache/"),
    "hand-over to threads": (
        "/concurrent/futures/",
        "/threading.py",
        "/asyncio/futures.py",
        "/asyncio/threads.py",
    ),
    "counting (bot.counts, sqlite)": ("/bot/counts/", "/aiosqlite/", "/sqlite3/"),
    "our handlers": ("/handlers/", "/content/"),
    "our intake and sender": ("/bot/",),
    "asyncio": ("/asyncio/",),
}


def part_of(file: str, function: str) -> str:
    """Which part a function belongs to, by its file; built-in functions by name."""
    for part, marks in PARTS.items():
        if any(mark in file for mark in marks):
            return part
    return "JSON (orjson)" if "orjson" in function else "built-in functions and the rest"


async def profiled() -> tuple[cProfile.Profile, int]:
    """The bot of the environment under load, profiled for some seconds; and how many updates that were."""
    from bot.application import assemble
    from bot.process import logs
    from bot.running import serve
    from bot.settings import read_settings

    logs.set_up("ERROR")
    profile, stop = cProfile.Profile(time.thread_time), asyncio.Event()
    parts = assemble(read_settings(with_token=True))
    seen: list[int] = []

    async def watch() -> None:
        await asyncio.sleep(2)
        before = len(parts.processor._known)
        profile.enable()
        await asyncio.sleep(SECONDS)
        profile.disable()
        seen.append(len(parts.processor._known) - before)
        os.kill(os.getpid(), signal.SIGALRM)

    asyncio.get_running_loop().add_signal_handler(signal.SIGALRM, stop.set)
    watching = asyncio.create_task(watch())
    await serve(parts, stop)
    await watching
    return profile, seen[0]


def draw(picture: Path, title: str, spent: Counter[str], updates: int) -> None:
    import matplotlib as mpl

    mpl.use("svg" if picture.suffix == ".svg" else "agg")
    from matplotlib import pyplot as plt

    named = [(part, seconds / updates * 1e6) for part, seconds in reversed(spent.most_common())]
    figure, axes = plt.subplots(figsize=(9, 4.2), layout="constrained")
    bars = axes.barh([part for part, _ in named], [value for _, value in named], color="#2f6f8f")
    axes.bar_label(bars, [f"{value:.0f}" for _, value in named], padding=3)
    axes.set_xlabel(
        "CPU microseconds an update, under cProfile (two to three times of what it takes without)"
    )
    total = sum(value for _, value in named)
    axes.set_title(f"{title}: {total:.0f} µs an update, {updates} updates", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, dpi=110)


def main() -> None:
    picture, title = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "Where the time goes"
    from bench.screens import write_screens

    with tempfile.TemporaryDirectory() as folder:
        screens = Path(folder) / "screens.json"
        write_screens(screens)
        command = [sys.executable, "-m", "bench.api", str(screens), str(PEOPLE)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as api:
            assert api.stdout
            os.environ["BOT_API_URL"] = f"http://127.0.0.1:{int(api.stdout.readline())}"
            os.environ["BOT_TOKEN"] = "1:bench"
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/counts.db"
            import uvloop

            profile, updates = uvloop.run(profiled())
            api.kill()
    spent: Counter[str] = Counter()
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profile).stats.items():
        spent[part_of(file, function)] += own
    draw(picture, title, spent, updates)
    print(*(f"{part}: {seconds / updates * 1e6:.0f} µs" for part, seconds in spent.most_common()), sep="\n")


if __name__ == "__main__":
    main()
