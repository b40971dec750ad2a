"""What the command line does with counts. Each function returns an exit code.

0: done. 2: the question is wrong (period, format, file). 3: the database cannot be read, or is not ours.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bot.counts import backup as copying
from bot.counts.errors import BadDatabaseUrl, BadPeriod, CountsError, SchemaTooNew, StoreUnavailable
from bot.counts.publish import Published
from bot.counts.published_cache import PublishedCache, weeks_asked
from bot.counts.store import SqlStore, open_store

FORMATS = ("table", "csv", "json", "html", "xlsx")
WRONG, UNREADABLE = 2, 3


async def stats(
    database_url: str,
    k: int,
    weeks: str = "all",
    form: str = "table",
    out: Path | None = None,
    language: str = "ru",
    now: Callable[[], float] = time.time,
) -> int:
    """Print the published counts, or write them to the new file `out`; a table is drawn on a terminal."""
    try:
        n = weeks_asked(weeks)
        if form not in FORMATS:
            return _said(f"the format is one of: {', '.join(FORMATS)}", WRONG)
        everything = await _published(database_url, k, now)
        if out is None and form == "table" and sys.stdout.isatty():
            from bot.reports.terminal import show

            show(everything, language, n)
        else:
            _write(document(everything, form, language, n), out)
    except CountsError as error:
        return _said(str(error), _code(error))
    except FileExistsError:
        return _said("the file exists already: choose another name", WRONG)
    except OSError:
        return _said("the file cannot be written", WRONG)
    return 0


async def backup(database_url: str, file: Path, now: Callable[[], float] = time.time) -> int:
    """Copy the closed weeks into a new file."""
    try:
        rows = await open_store(database_url, now).rows()
        count = await copying.backup(rows, file, now())
    except CountsError as error:
        return _said(str(error), _code(error))
    return _said(f"rows copied: {count}", 0)


async def keep(database_url: str, k: int, keep_years: int, now: Callable[[], float] = time.time) -> int:
    """Merge what is older than `KEEP_YEARS`; what has been published stays as it is."""
    store: SqlStore | None = None
    try:
        store = open_store(database_url, now)
        await store.rows()
        await store.open()
        count = await store.merge(k, keep_years)
    except CountsError as error:
        return _said(str(error), _code(error))
    finally:
        if store is not None:
            await store.close()
    return _said(f"rows merged: {count}", 0)


def document(everything: Published, form: str, language: str, weeks: int | None) -> bytes:
    """The report in one of `FORMATS`; the same bytes wherever it is asked for."""
    if form == "json":
        from bot.reports.tables import json_bytes

        return json_bytes(everything, weeks)
    if form == "csv":
        from bot.reports.tables import csv_bytes

        return csv_bytes(everything, language, weeks)
    if form == "xlsx":
        from bot.reports.excel import xlsx_bytes

        return xlsx_bytes(everything, language, weeks)
    if form == "html":
        from bot.reports.html import html_bytes

        return html_bytes(everything, language, weeks)
    from bot.reports.terminal import table_bytes

    return table_bytes(everything, language, weeks)


async def _published(database_url: str, k: int, now: Callable[[], float]) -> Published:
    return await PublishedCache(open_store(database_url, now), k, now).get()


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        file: BinaryIO = sys.stdout.buffer
        file.write(content)
        file.flush()
    else:
        with out.open("xb") as file:
            file.write(content)


def _said(line: str, code: int) -> int:
    sys.stderr.write(f"qoldau: {line}\n")
    return code


def _code(error: CountsError) -> int:
    readable = not isinstance(error, (StoreUnavailable, SchemaTooNew, BadDatabaseUrl))
    return WRONG if readable or isinstance(error, BadPeriod) else UNREADABLE
