"""A clock set to another day, so that a bot and its sandbox can live through that day together."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo


def clock_on(day: date, zone: tzinfo = UTC, now: Callable[[], float] = time.time) -> Callable[[], float]:
    """Unix seconds that tick as `now` does, at the same time of day, but on that `day` in the zone."""
    today = datetime.fromtimestamp(now(), zone).date()
    seconds = (day - today).days * 86_400
    return lambda: now() + seconds
