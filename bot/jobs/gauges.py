"""The figures of /metrics: of the program, its copies and its texts, never of anybody who writes (S55).

What waits at Telegram is a class, and how late the last fetch is counts from two minutes on: a finer figure
would tell from outside when somebody writes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.clock import today
from bot.counts.backup import newest_copy
from bot.process.memory import resident
from bot.web.monitors import Gauge
from content.model import Content

MEGABYTE = 1 << 20
A_DAY = 86_400.0
QUIET_MINUTES = 2


class Intake(Protocol):
    """What takes updates in, as seen from beside it."""

    def ready(self) -> bool: ...

    def silent_seconds(self) -> float: ...


@dataclass(slots=True)
class Seen:
    """What the guard saw at its last look."""

    telegram_ok: bool = True
    waiting: int | None = None
    alarms: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom the figures are asked of."""

    intake: Intake
    seen: Seen
    counting_ok: Callable[[], bool]
    content: Callable[[], Content]
    backup_folder: Path | None
    now: Callable[[], float]


def gauges(of: Sources) -> Sequence[Gauge]:
    """In the order in which they are shown; deploy/alerts.yaml and deploy/dashboard.json name them."""
    started = int(of.now())
    return (
        Gauge("qoldau_ready", "1 while updates are taken", lambda: int(of.intake.ready())),
        Gauge(
            "qoldau_counting_ok",
            "1 while counts reach the database, 0 while they wait in memory",
            lambda: int(of.counting_ok()),
        ),
        Gauge("qoldau_telegram_ok", "1 while Telegram answers", lambda: int(of.seen.telegram_ok)),
        Gauge(
            "qoldau_waiting_class",
            "updates that wait at Telegram: 0 none, 1 up to 9, 2 up to 99, 3 more, -1 not known",
            lambda: waiting_class(of.seen.waiting),
        ),
        Gauge(
            "qoldau_fetch_late_minutes",
            "minutes since Telegram last answered a fetch, 0 below two",
            lambda: late_minutes(of.intake.silent_seconds()),
        ),
        Gauge("qoldau_alarms", "kinds of trouble that the organisers hear of", lambda: of.seen.alarms),
        Gauge(
            "qoldau_backup_age_days",
            "days since the newest copy in BACKUP_FOLDER, -1 for none",
            lambda: _backup_days(of.backup_folder, of.now()),
        ),
        Gauge(
            "qoldau_numbers_age_days",
            "days since the oldest check of a service's number, -1 for none",
            lambda: numbers_days(of.content(), today(of.now)),
        ),
        Gauge("qoldau_start_time_seconds", "unix time of the start", lambda: started),
        Gauge(
            "qoldau_resident_memory_megabytes",
            "resident memory, in whole megabytes",
            lambda: resident() // MEGABYTE,
        ),
    )


def waiting_class(count: int | None) -> int:
    """How many digits the number has; 3 for all from 100 on, -1 when it is not known."""
    if count is None:
        return -1
    return min(len(str(count)), 3) if count else 0


def late_minutes(seconds: float) -> int:
    """Whole minutes, from `QUIET_MINUTES` on."""
    minutes = int(seconds // 60)
    return minutes if minutes >= QUIET_MINUTES else 0


def numbers_days(content: Content, today: date) -> int:
    """Days since the oldest check of a number in helplines.toml."""
    oldest = min((each.checked for each in content.services.values()), default=None)
    return (today - oldest).days if oldest else -1


def _backup_days(folder: Path | None, now: float) -> int:
    made = newest_copy(folder) if folder else None
    return int((now - made) // A_DAY) if made is not None else -1
