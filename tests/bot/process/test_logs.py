import asyncio
import io
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import bot
from bot.process import logs

CANARY = "canary-7001234567-меня бьют"
TOKEN = "4242424242:AAveryverysecretlettersandmore_12345"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that is logged, at the most talkative level; everything is put back afterwards."""
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    before = root.handlers[:], root.level, ours.level, logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    output = io.StringIO()
    monkeypatch.setattr(sys, "stderr", output)
    logs.set_up("DEBUG")
    yield output
    logging.captureWarnings(capture=False)
    root.handlers[:], logging.raiseExceptions = before[0], before[3]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


@pytest.mark.parametrize(
    "name", ["telegram.ext.Application", "aiohttp.client", "asyncio", "qoldau.intake", "qoldau"]
)
def test_S44_no_message_argument_or_traceback_gets_through(said: io.StringIO, name: str) -> None:
    log = logging.getLogger(name)
    log.error("update %s", CANARY)
    log.critical(CANARY, extra={"fields": {"kind": CANARY, "secret": CANARY}})
    try:
        _fail()
    except RuntimeError:
        log.exception("failed for %s", CANARY)
    lines = said.getvalue().splitlines()
    assert len(lines) == 3
    assert all(name in line for line in lines)
    assert "canary" not in said.getvalue()
    assert "4242" not in said.getvalue()


def test_S44_an_event_of_ours_shows_its_fields_and_no_others(said: io.StringIO) -> None:
    logging.getLogger("qoldau").info(
        "telegram_fails", extra={"fields": {"kind": "TimeoutError", "seconds": 1.5, "chat": 7001234567}}
    )
    assert said.getvalue().split(" ", 1)[1] == "INFO qoldau telegram_fails kind=TimeoutError seconds=1.5\n"


def test_a_line_begins_with_a_time_and_its_zone(said: io.StringIO) -> None:
    logging.getLogger("qoldau").info("answering")
    assert datetime.fromisoformat(said.getvalue().split(" ", 1)[0]).tzinfo is not None


def test_no_field_that_the_program_gives_is_dropped() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in Path(bot.__file__).parent.rglob("*.py"))
    given = re.findall(r'(?:"fields": |fields = )\{([^{}]+)\}', source)
    names = {name for each in given for name in re.findall(r'"(\w+)":', each)}
    assert len(names) > 8
    assert names - logs.FIELDS == set()


@pytest.mark.parametrize("value", [CANARY, TOKEN, "7001234567", "two words", "http://host/bot1:x"])
def test_S44_a_field_that_could_name_somebody_is_left_out(said: io.StringIO, value: str) -> None:
    logging.getLogger("qoldau").warning("event", extra={"fields": {"kind": value}})
    assert "kind" not in said.getvalue()


def test_S44_a_message_that_is_broken_says_nothing(said: io.StringIO) -> None:
    logging.getLogger("qoldau").error("%d", CANARY)
    logging.getLogger("telegram").error("%d %d", CANARY)
    assert "canary" not in said.getvalue()


def test_S44_uncaught_exceptions_are_one_nameless_line_each(said: io.StringIO) -> None:
    sys.excepthook(RuntimeError, RuntimeError(CANARY), None)
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, UserWarning, stacklevel=1)
    assert said.getvalue().count("ERROR qoldau uncaught kind=RuntimeError") == 2
    assert "canary" not in said.getvalue()


async def test_S44_an_uncaught_exception_of_a_task_is_one_nameless_line(said: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    logs.watch_loop(loop)
    loop.call_exception_handler({"message": CANARY, "exception": RuntimeError(CANARY)})
    assert said.getvalue().endswith("ERROR qoldau uncaught kind=RuntimeError\n")
    assert "canary" not in said.getvalue()


def _fail() -> None:
    raise RuntimeError(CANARY, TOKEN)
