"""`qoldau stats`: the published counts in one of the forms of `bot/reports/documents.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.commands.answers import WRONG, failed, said
from bot.counts.errors import CountsError
from bot.counts.publish import Published
from bot.counts.published_cache import PublishedCache, weeks_asked
from bot.counts.store import open_store
from bot.reports.documents import FORMATS, document


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: a period (`13`, `all`), a form, a new file or standard output, a language."""

    weeks: str = "all"
    form: str = "table"
    out: Path | None = None
    language: str = "ru"


async def stats(database_url: str, k: int, question: Question, now: Callable[[], float] = time.time) -> int:
    """Print the published counts, or write them to a new file; the exit code of `answers`."""
    try:
        n = weeks_asked(question.weeks)
        if question.form not in FORMATS:
            return said(f"the format is one of: {', '.join(FORMATS)}", WRONG)
        everything = await _published(database_url, k, now)
        _write(document(everything, question.form, question.language, n), question.out)
    except CountsError as error:
        return failed(error)
    except FileExistsError:
        return said("the file exists already: choose another name", WRONG)
    except OSError:
        return said("the file cannot be written", WRONG)
    return 0


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
