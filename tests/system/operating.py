"""Runs `qoldau` as whoever sets it up would: in a folder of its own, with a clean environment."""

import asyncio
import os
import sys
from pathlib import Path

TOKEN = "1:demo"
SECONDS = 60.0
CLEAN = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
CLEAN["PYTHONPATH"] = str(Path(__file__).parents[2])
PROGRAM = (sys.executable, "-m", "bot")


async def qoldau(folder: Path, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error; the token is in neither."""
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, *arguments),
        cwd=folder,
        env=CLEAN,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(SECONDS):
        out, error = await process.communicate(stdin.encode())
    assert process.returncode is not None
    assert TOKEN not in out.decode() + error.decode()
    return process.returncode, out.decode(), error.decode()
