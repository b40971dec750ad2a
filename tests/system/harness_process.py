"""A bot as its own process against a sandbox in this one: start it, kill it, read all that it wrote."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:CanarytokenQx7Zk2"
ROOT = Path(__file__).parents[2]
OURS = (sys.executable, "-m", "bot", "run")
PLAIN = (sys.executable, str(ROOT / "bench/peers/plain_ptb.py"))
PATIENCE = 30.0


@dataclass(slots=True)
class Process:
    """One bot; its folder holds all that it may write: database, journal, log, temporary files."""

    sandbox: Sandbox
    folder: Path
    command: Sequence[str] = OURS
    settings: dict[str, str] = field(default_factory=dict)
    starts: int = 0
    _running: asyncio.subprocess.Process | None = None

    @property
    def database(self) -> Path:
        return self.folder / "data" / "counts.db"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    @property
    def log(self) -> str:
        """Everything on stdout and stderr, of all starts."""
        return (self.folder / "log").read_text()

    async def start(self) -> None:
        """Returns when it answers somebody."""
        await self.launch()
        somebody = await self.sandbox.person("A", "ru")
        await somebody.start()
        await somebody.wait_for(lambda chat: chat.last, patience=PATIENCE)

    async def launch(self) -> None:
        """Returns at once."""
        (self.folder / "data").mkdir(exist_ok=True)
        (self.folder / "tmp").mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *self.command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )
        self.starts += 1

    async def kill(self) -> None:
        """kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """A clean stop; the exit code."""
        return await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Waits until it ends by itself; the exit code."""
        assert self._running is not None
        return await asyncio.wait_for(self._running.wait(), PATIENCE)

    def written(self) -> dict[str, bytes]:
        """Every file it wrote, by its path in the folder."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}

    async def _end(self, sign: signal.Signals) -> int:
        running, self._running = self._running, None
        if running is None:
            return 0
        if running.returncode is None:
            running.send_signal(sign)
        return await asyncio.wait_for(running.wait(), PATIENCE)

    def _environment(self) -> dict[str, str]:
        given = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.sandbox.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "LOG_LEVEL": "DEBUG",
        }
        return given | self.settings


@asynccontextmanager
async def process(folder: Path, command: Sequence[str] = OURS, **settings: str) -> AsyncIterator[Process]:
    """A bot that is not started yet, and its sandbox; killed at the end if it still runs."""
    sandbox = await start_sandbox(tokens=[TOKEN], recorder_limit=100_000)
    made = Process(sandbox, folder, command, settings)
    try:
        yield made
    finally:
        await made.kill()
        await sandbox.close()
