"""The content: what `qoldau check` finds, in a process of its own, and how old the checks of numbers are."""

import asyncio
import json
import os
import sys
from datetime import date
from pathlib import Path

from bot.commands.doctor.model import Line, error, ok, warning
from bot.reports.chart_process import KEPT
from content.model import Content

SECONDS = 60.0
FRESH_DAYS = 90


async def checked(root: Path, screens: int) -> Line:
    """The totals of the content check. Nobody waits for it, and the token is no business of it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", "--format", "json", "--content", str(root)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in (*KEPT, "PYTHONPATH") if name in os.environ},
    )
    try:
        async with asyncio.timeout(SECONDS):
            written, _ = await process.communicate()
        totals = json.loads(written)["totals"]
    except (TimeoutError, ValueError, KeyError):
        return error("content", "failed")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if totals["error"]:
        return error("content", "wrong", errors=totals["error"])
    notes = sum(totals.values())
    return ok("content", screens=screens, notes=notes)


def dates(content: Content, today: date) -> Line:
    """The oldest day on which a number in helplines.toml was checked (S14)."""
    oldest = min((each.checked for each in content.services.values()), default=None)
    if oldest is None:
        return error("dates", "unknown")
    days = (today - oldest).days
    if days > FRESH_DAYS:
        return warning("dates", "old", days=days, date=f"{oldest:%d.%m.%Y}")
    return ok("dates", date=f"{oldest:%d.%m.%Y}")
