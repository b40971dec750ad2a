"""States of which the log says only the changes: a line an event would tell when somebody wrote (S55)."""

import logging

WELL = ""


class State:
    """Something that is well, or not well in a way that a word names."""

    def __init__(self, log: logging.Logger, fails: str, well_again: str) -> None:
        self._log = log
        self._fails = fails
        self._well_again = well_again
        self._kind = WELL

    @property
    def kind(self) -> str:
        """How it fails now; empty while it is well."""
        return self._kind

    def now(self, kind: str = WELL) -> None:
        """How it is; a warning when that is news and not well, a line when it is well again."""
        if kind == self._kind:
            return
        self._kind = kind
        if kind:
            self._log.warning(self._fails, extra={"fields": {"kind": kind}})
        else:
            self._log.info(self._well_again)
