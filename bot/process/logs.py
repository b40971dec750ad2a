"""Logging that cannot say anything about anybody: time, level, logger, event, and a few named fields.

Messages and arguments of libraries, tracebacks and addresses never get through: python-telegram-bot
prints whole updates, and tokens in exceptions (S44).
"""

import asyncio
import logging
import re
import sys
import threading
from datetime import datetime
from types import TracebackType
from typing import Any

OURS = "qoldau"
FIELDS = frozenset(
    (
        "kind",
        "job",
        "n",
        "code",
        "seconds",
        "attempt",
        "waiting",
        "count",
        "version",
        "screens",
        "mode",
        "port",
        "rows",
        "method",
    )
)
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,63}")
_VALUE = re.compile(r"[A-Za-z0-9_.\-]{1,40}")
_TOKEN_LIKE = re.compile(r"\d{6,}")


class EventFormatter(logging.Formatter):
    """A line is `time level logger event key=value …`; anything that is not ours is only named."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")
        ours = record.name == OURS or record.name.startswith(OURS + ".")
        event = (
            record.msg if ours and isinstance(record.msg, str) and _EVENT.fullmatch(record.msg) else "message"
        )
        name = record.name if re.fullmatch(r"[A-Za-z0-9_.]{1,60}", record.name) else "other"
        fields = getattr(record, "fields", {}) if ours else {}
        shown = [f"{key}={value}" for key, value in fields.items() if key in FIELDS and _harmless(value)]
        if record.exc_info and record.exc_info[0]:
            shown.append(f"kind={record.exc_info[0].__name__}")
        return " ".join([stamp, record.levelname, name, event, *shown])

    def formatException(self, _: Any) -> str:  # noqa: N802
        return ""


def _harmless(value: object) -> bool:
    text = str(value)
    return bool(_VALUE.fullmatch(text)) and (isinstance(value, int | float) or not _TOKEN_LIKE.search(text))


def set_up(level: str) -> None:
    """Sends every logger through the formatter, and every uncaught exception to one nameless line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EventFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Uncaught exceptions of tasks become one nameless line as well."""

    def report(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        _crashed(type(fault) if fault else None)

    loop.set_exception_handler(report)


def _crashed(kind: type[BaseException] | None) -> None:
    logging.getLogger(OURS).error(
        "uncaught", extra={"fields": {"kind": getattr(kind, "__name__", "unknown")}}
    )


def _uncaught(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    _crashed(kind)


def _uncaught_in_thread(hook: threading.ExceptHookArgs) -> None:
    _crashed(hook.exc_type)


def _unraisable(hook: "sys.UnraisableHookArgs") -> None:
    _crashed(hook.exc_type or Exception)
