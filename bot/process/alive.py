"""`python -m bot.process.alive`: exit 0 while the bot's event loop turns; the health check of containers."""

import os
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 60.0


def age(file: Path, now: float) -> float | None:
    """Seconds since the bot touched the file of ALIVE_FILE; None when there is none."""
    try:
        return max(now - file.stat().st_mtime, 0.0)
    except OSError:
        return None


def alive(file: Path, now: float) -> bool:
    """Whether the file was touched within a minute."""
    seconds = age(file, now)
    return seconds is not None and seconds < PATIENCE_SECONDS


if __name__ == "__main__":
    sys.exit(not alive(Path(os.environ.get("ALIVE_FILE", "/dev/shm/qoldau-alive")), time.time()))  # noqa: S108
