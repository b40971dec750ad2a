"""`python -m bot.process.alive`: exit 0 while the bot's event loop turns; the health check of containers."""

import os
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 60.0


def alive(file: Path, now: float) -> bool:
    """Whether the file of ALIVE_FILE was touched within a minute."""
    try:
        return now - file.stat().st_mtime < PATIENCE_SECONDS
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not alive(Path(os.environ.get("ALIVE_FILE", "/dev/shm/qoldau-alive")), time.time()))  # noqa: S108
