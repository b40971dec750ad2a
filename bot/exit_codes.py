"""How the program may end, and which error ends it how: the one place that knows both."""

import os
import sys
from enum import IntEnum


class ExitCode(IntEnum):
    """Scripts, the unit for systemd and docs/operators.md rely on these numbers."""

    WELL = 0
    FAULTS_FOUND = 1
    WRONG_USE = 2
    REFUSED = 3
    TOKEN_SHARED = 4
    NO_ADDRESS = 5
    DATABASE_IS_NEWER = 6
    INTERRUPTED = 130
    READER_LEFT = 141


def ended_by(error: BaseException) -> ExitCode | None:
    """Says on standard error what to do; the code. None for what the program does not know."""
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    if isinstance(error, BrokenPipeError):
        return _reader_left()
    code = _code_of(error)
    if code is not None:
        print(_line(error), file=sys.stderr)
    return code


def _code_of(error: BaseException) -> ExitCode | None:
    from bot.counts.errors import CountsError, SchemaTooNew, StoreUnavailable
    from bot.settings import SettingsError
    from content.finding import ContentError

    codes: dict[type[BaseException], ExitCode] = {
        SettingsError: ExitCode.WRONG_USE,
        ContentError: ExitCode.FAULTS_FOUND,
        SchemaTooNew: ExitCode.DATABASE_IS_NEWER,
        StoreUnavailable: ExitCode.REFUSED,
        CountsError: ExitCode.WRONG_USE,
        EOFError: ExitCode.WRONG_USE,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), None)


def _line(error: BaseException) -> str:
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        return "\n  ".join(["The settings cannot be used:", *str(error).splitlines()])
    if isinstance(error, EOFError):
        return "The input ended before everything was answered: nothing was done."
    return str(error)


def _reader_left() -> ExitCode:
    """As `yes | head` ends. What is still to be written goes nowhere, or Python complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.READER_LEFT
