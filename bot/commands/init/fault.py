"""What can go wrong while setting up; each has a line in `content/texts/setup` that says what to do."""

from bot.exit_codes import ExitCode

FAILED, WRONG, REFUSED = ExitCode.FAULTS_FOUND, ExitCode.WRONG_USE, ExitCode.REFUSED


class Fault(Exception):  # noqa: N818
    """`key` names the line in [faults]; `code` is the exit code: 1 not now, 2 wrong input, 3 refused."""

    def __init__(self, key: str, code: ExitCode = WRONG, /, **parts: object) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.parts = parts


def reason(error: OSError) -> str:
    """The system's word for it, without a path."""
    return error.strerror or type(error).__name__
