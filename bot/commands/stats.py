"""`qoldau stats`: the published counts in one of the forms of `bot/reports/documents.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.commands.answers import WRONG, failed, said
from bot.counts.errors import BadPeriod, CountsError
from bot.counts.publish import Published
from bot.counts.published_cache import PublishedCache, weeks_asked
from bot.counts.store import open_store
from bot.reports.documents import FORMATS, document, raw_document
from bot.reports.period import Span, chosen_weeks
from bot.reports.summary import summary


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: a period (`13`, `all`, or from a week to a week), a form, a new file, a language.

    `summary`: the figures as JSON, in the place of the published numbers.
    """

    weeks: str = "all"
    form: str = "table"
    out: Path | None = None
    language: str = "ru"
    first: str = ""
    last: str = ""
    summary: bool = False


async def stats(database_url: str, k: int, question: Question, now: Callable[[], float] = time.time) -> int:
    """Print the published counts, or write them to a new file; the exit code of `answers`."""
    try:
        weeks_asked(question.weeks)
        if question.form not in FORMATS:
            return said(f"the format is one of: {', '.join(FORMATS)}", WRONG)
        if question.summary and question.form != "json":
            return said("--summary is given as --format json", WRONG)
        _write(_answer(await _published(database_url, k, now), question), question.out)
    except CountsError as error:
        return failed(error)
    except FileExistsError:
        return said("the file exists already: choose another name", WRONG)
    except OSError:
        return said("the file cannot be written", WRONG)
    return 0


def _answer(everything: Published, question: Question) -> bytes:
    if question.form == "json" and not question.summary:
        if question.first or question.last:
            raise BadPeriod("--from and --to are for --summary and for the other formats")
        return raw_document(everything, weeks_asked(question.weeks))
    told = summary(everything, _span(everything, question))
    return told.as_json().encode() if question.summary else document(told, question.form, question.language)


def _span(everything: Published, question: Question) -> Span | int | None:
    if question.last and not question.first:
        raise BadPeriod("--to needs --from")
    if question.first:
        return chosen_weeks(everything, question.first, question.last or everything.until)
    return weeks_asked(question.weeks)


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
