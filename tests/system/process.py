"""`qoldau run` as a real process, for tests of the whole program."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOKEN = "1:sandbox-token"
PATIENCE = 30.0


@dataclass(slots=True)
class Process:
    """A running program; `lines` is what it has said so far (on its error output, or on both)."""

    child: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    _said: asyncio.Condition = field(default_factory=asyncio.Condition)
    _reader: "asyncio.Task[None] | None" = None

    async def read(self) -> None:
        said = self.child.stderr or self.child.stdout
        assert said
        async for line in said:
            async with self._said:
                self.lines.append(line.decode().rstrip())
                self._said.notify_all()
        async with self._said:
            self._said.notify_all()

    async def says(self, wanted: Callable[[list[str]], object]) -> None:
        """Waits until what it has said satisfies `wanted`."""
        async with asyncio.timeout(PATIENCE), self._said:
            await self._said.wait_for(lambda: wanted(self.lines) or self.child.returncode is not None)
        assert wanted(self.lines), "\n".join(self.lines)

    async def answering(self) -> None:
        await self.says(lambda lines: any(" answering " in line for line in lines))

    async def kill(self) -> None:
        """`kill -9`, at once."""
        self.child.send_signal(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.child.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(PATIENCE):
            code = await self.child.wait()
            assert self._reader
            await self._reader
        return code


@asynccontextmanager
async def running(
    folder: Path,
    *arguments: str,
    said_on_stdout: bool = False,
    program: Sequence[str] = ("-m", "bot"),
    **environment: str,
) -> AsyncIterator[Process]:
    """`python -m bot` in `folder` with these settings and no others; killed at the end if it still runs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *program,
        *(arguments or ("run",)),
        cwd=folder,
        env=kept | environment,
        stdout=asyncio.subprocess.PIPE if said_on_stdout else asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.STDOUT if said_on_stdout else asyncio.subprocess.PIPE,
    )
    process = Process(child)
    process._reader = asyncio.create_task(process.read())
    try:
        yield process
    finally:
        if child.returncode is None:
            await process.kill()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def settings(url: str, **more: str) -> dict[str, str]:
    return {"BOT_TOKEN": TOKEN, "BOT_API_URL": url, "MONITOR_LISTEN": "127.0.0.1:0", **more}
