"""ISO weeks (`2026-W48`), Monday to Sunday, at the fixed offset UTC+5 that Kazakhstan keeps since 2024."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from bot.counts.errors import BadPeriod

KAZAKHSTAN = timezone(timedelta(hours=5))
WEEK = timedelta(weeks=1)
DAY_SECONDS = 86_400
_FORM = re.compile(r"([0-9]{4})-W([0-9]{2})")


def week_of(unix_seconds: float) -> str:
    """The week in which a moment lies."""
    return named(datetime.fromtimestamp(unix_seconds, KAZAKHSTAN).date())


@lru_cache(8_192)
def named(day: date) -> str:
    """The week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


@lru_cache(8_192)
def monday(week: str) -> date:
    """The first day of a week; raises `BadPeriod` when there is no such week."""
    form = _FORM.fullmatch(week)
    try:
        return date.fromisocalendar(int(form[1]), int(form[2]), 1) if form else _refuse()
    except ValueError:
        return _refuse()


def plus(week: str, n: int) -> str:
    """The week `n` weeks later; earlier when `n` is negative."""
    return named(monday(week) + n * WEEK)


@lru_cache(8_192)
def ordinal(week: str) -> int:
    """A number that is one more for each week."""
    return monday(week).toordinal() // 7


def last_closed(unix_seconds: float) -> str:
    """The last week that is over."""
    return plus(week_of(unix_seconds), -1)


def between(first: str, last: str) -> Iterator[str]:
    """All weeks from `first` to `last`, both included."""
    day, end = monday(first), monday(last)
    while day <= end:
        yield named(day)
        day += WEEK


def count(first: str, last: str) -> int:
    """How many weeks `first` to `last` are, both included."""
    return (monday(last) - monday(first)).days // 7 + 1


def day_number(unix_seconds: float) -> int:
    """Days since 1970 in Kazakhstan's time."""
    return int(unix_seconds + 5 * 3600) // DAY_SECONDS


def _refuse() -> date:
    raise BadPeriod("a week is written like 2026-W48")
