"""`python -m sandbox`: the Bot API and the chat page on this computer until Ctrl-C."""

import argparse
import asyncio
import contextlib
import signal
import sys
import time
from datetime import date

from sandbox.server import PortError, start_sandbox
from sandbox.set_clock import clock_on

STARTED = """Bot API: {url}  (any bot: this instead of https://api.telegram.org; token {token})
Chat page: {url}/  (Ctrl-C ends it; nothing leaves this computer)"""


def main(arguments: list[str] | None = None) -> int:
    """0 after Ctrl-C, 2 when it cannot start; what to do then stands on stderr."""
    given = _parser().parse_args(arguments)
    try:
        asyncio.run(_serve(given))
    except PortError as problem:
        print(f"{problem.strerror}: name another with --port", file=sys.stderr)
        return 2
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--token", action="append", help="a token to accept; without it, any")
    parser.add_argument("--port", type=int, default=8081, help="port on 127.0.0.1, 0 for a free one (8081)")
    parser.add_argument("--date", type=_day, help="set the clock to another day, such as 2026-11-25")
    return parser


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError("a day such as 2026-11-25 is expected") from None


async def _serve(given: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
    now = clock_on(given.date) if given.date else time.time
    sandbox = await start_sandbox(port=given.port, tokens=given.token, now=now)
    print(STARTED.format(url=sandbox.url, token=sandbox.token), flush=True)
    try:
        await stop.wait()
    finally:
        await sandbox.close()


if __name__ == "__main__":
    sys.exit(main())
