"""Signs of life for whoever supervises the process: systemd's watchdog, and a file for containers."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

BEAT_SECONDS = 10.0


async def beat(file: Path | None, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """While the event loop turns: touches the empty `file`, which goes at the end, and tells systemd."""
    notify("READY=1")
    try:
        while True:
            notify("WATCHDOG=1")
            _touch(file)
            await sleep(BEAT_SECONDS)
    finally:
        notify("STOPPING=1")
        _remove(file)


def notify(state: str) -> None:
    """sd_notify(3): one datagram to NOTIFY_SOCKET, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in ("/", "@"):
        return
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.connect("\0" + address[1:] if address[0] == "@" else address)
        out.sendall(state.encode())


def _touch(file: Path | None) -> None:
    if file is not None:
        with contextlib.suppress(OSError):
            file.touch(mode=0o600)


def _remove(file: Path | None) -> None:
    if file is not None:
        with contextlib.suppress(OSError):
            file.unlink()
