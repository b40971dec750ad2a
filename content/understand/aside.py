"""Reads the phrase tables in a process of its own: parsing takes three times the memory of what stays."""

import os
import pickle
import subprocess
import sys

from content.understand.phrasebook import Phrasebook, adopt, laid_out
from content.understand.tables import PHRASES

# The bot's own environment holds the token, which is no business of a table.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")


def read_aside() -> None:
    """Makes `phrasebook()` ready, once; blocks about a second. Where no process can start, reads here."""
    adopt(_from_process)


def _from_process() -> Phrasebook:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "content.understand.aside"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        # Written a moment ago by our own code from our own tables.
        book: Phrasebook = pickle.loads(done.stdout)  # noqa: S301
    except (OSError, subprocess.CalledProcessError):
        return laid_out(PHRASES)
    return book


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(laid_out(PHRASES), pickle.HIGHEST_PROTOCOL))
