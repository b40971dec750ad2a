"""How commands about counts end: a line on standard error, and an exit code.

0: done. 2: the question is wrong (period, format, file). 3: the database cannot be read, or is not ours.
"""

from __future__ import annotations

import sys

from bot.counts.errors import BadDatabaseUrl, BadPeriod, CountsError, SchemaTooNew, StoreUnavailable

WRONG, UNREADABLE = 2, 3


def said(line: str, code: int) -> int:
    """Prints the line; returns the code."""
    sys.stderr.write(f"qoldau: {line}\n")
    return code


def failed(error: CountsError) -> int:
    """Says what is wrong with the question or the database."""
    unreadable = isinstance(error, (StoreUnavailable, SchemaTooNew, BadDatabaseUrl))
    return said(str(error), WRONG if not unreadable or isinstance(error, BadPeriod) else UNREADABLE)
