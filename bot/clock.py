"""Time as the bot sees it: seconds for pauses, days of Kazakhstan (UTC+5 all year) for what is said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

KAZAKHSTAN = timezone(timedelta(hours=5))


def today(now: Callable[[], float]) -> date:
    """The day in Kazakhstan."""
    return datetime.fromtimestamp(now(), KAZAKHSTAN).date()
