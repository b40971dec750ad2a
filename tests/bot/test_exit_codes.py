"""One map from errors to exit codes; no traceback for what an operator can do something about."""

import asyncio
import os
import pty
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main
from bot.counts.errors import BadDatabaseUrl, SchemaTooNew, StoreUnavailable
from bot.exit_codes import ExitCode
from bot.settings import SettingsError
from content.finding import ContentError

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "bot")
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nowhere"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("MIN_COUNT: too small"), ExitCode.WRONG_USE),
        (ContentError("flow.toml:1: error"), ExitCode.FAULTS_FOUND),
        (SchemaTooNew(), ExitCode.DATABASE_IS_NEWER),
        (StoreUnavailable("locked"), ExitCode.REFUSED),
        (BadDatabaseUrl("DATABASE_URL must look like"), ExitCode.WRONG_USE),
        (EOFError(), ExitCode.WRONG_USE),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
    ],
)
def test_an_error_that_is_known_ends_the_program_with_its_code_and_a_line(
    error: BaseException,
    code: ExitCode,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(_: object) -> int:
        raise error

    monkeypatch.setitem(COMMANDS, "understand", fails)
    assert main(["understand"]) == code
    assert bool(capsys.readouterr().err) == (code is not ExitCode.INTERRUPTED)


def test_each_wrong_setting_has_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> int:
        raise SettingsError("A: is wrong\nB: too")

    monkeypatch.setitem(COMMANDS, "understand", fails)
    assert main(["understand"]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == ["  A: is wrong", "  B: too"]


def test_an_error_that_nobody_foresaw_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, "understand", fails)
    with pytest.raises(ZeroDivisionError):
        main(["understand"])


async def ended(*arguments: str, **given: object) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, *arguments),
        env=ENVIRONMENT,
        stderr=asyncio.subprocess.PIPE,
        **given,  # type: ignore[arg-type]
    )
    async with asyncio.timeout(60):
        _, error = await process.communicate()
    return process.returncode or 0, error.decode()


async def test_a_reader_who_leaves_early_is_no_error() -> None:
    """As `qoldau flow | head -1` does."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert await ended("flow", "--format", "json", stdout=writer) == (141, "")
    finally:
        os.close(writer)


async def test_ctrl_d_at_the_first_question_is_a_sentence(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"\x04")
    try:
        code, error = await ended("init", stdin=theirs, stdout=asyncio.subprocess.DEVNULL, cwd=tmp_path)
    finally:
        os.close(ours)
        os.close(theirs)
    assert (code, "Traceback" in error) == (2, False)
    assert "nothing was done" in error
    assert os.listdir(tmp_path) == []
