"""A wheel built from a folder, alone in a fresh environment; its libraries are those of the tests."""

import asyncio
import os
import sys
import venv
import zipfile
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[1]
LIBRARIES = Path(aiohttp.__file__).parents[1]
# Libraries by PYTHONPATH: files that point to the project, as .venv has one, are not read there.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(LIBRARIES),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
}


def installed(source: Path, folder: Path) -> Path:
    """The python of an environment in `folder` whose only package is the wheel of `source`."""
    asyncio.run(run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source))
    venv.create(folder / "venv", symlinks=True)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    return folder / "venv" / "bin" / "python"


async def run(*command: object, cwd: Path) -> str:
    """What it prints; it must end with 0."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command),
        cwd=cwd,
        env=ENVIRONMENT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said
