"""Reads the phrase tables in a process of its own: parsing takes three times the memory of what stays."""

import os
import pickle
import subprocess
import sys

from content.understand.compiled_rules import CompiledRules, adopt, compile_rules
from content.understand.tables import PHRASES

# The bot's own environment holds the token, which is no business of a table.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")
_SECONDS_AT_MOST = 60.0
"""Ordinarily one or two; who takes longer is given up."""


def load_in_subprocess() -> None:
    """Makes `compiled_rules()` ready, once; blocks about a second. Where no process can start, reads here."""
    adopt(_from_process)


def _from_process() -> CompiledRules:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "content.understand.load_in_subprocess"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=True,
            timeout=_SECONDS_AT_MOST,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        # Written a moment ago by our own code from our own tables.
        book: CompiledRules = pickle.loads(done.stdout)  # noqa: S301
    except (OSError, subprocess.SubprocessError):
        return compile_rules(PHRASES)
    return book


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(compile_rules(PHRASES), pickle.HIGHEST_PROTOCOL))
