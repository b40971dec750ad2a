"""Drawing in a process of its own: nobody in distress waits for a chart, and its memory goes with it."""

from __future__ import annotations

import asyncio
import os
import sys

from bot.counts.errors import CountsError
from bot.reports.chart_data import Chart
from bot.reports.chart_png import as_text

SECONDS = 60.0
# The program's own environment holds the token, which is no business of a chart.
KEPT = ("PATH", "HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


class DrawingFailed(CountsError):  # noqa: N818
    """The chart could not be drawn; the numbers can still be given as text."""


async def draw_in_process(figure: Chart, scale: int = 1) -> bytes:
    """The picture of a chart. Raises `DrawingFailed`."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.reports.chart_png",
        str(scale),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    try:
        async with asyncio.timeout(SECONDS):
            picture, _ = await process.communicate(as_text(figure).encode())
    except TimeoutError:
        raise DrawingFailed("drawing took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not picture:
        raise DrawingFailed("drawing failed")
    return picture
