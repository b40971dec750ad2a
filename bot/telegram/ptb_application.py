"""The library's Application without its memory for a persistence that this bot does not have (S46)."""

from typing import Any

from telegram.ext import Application


class PtbApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The library notes the id of every chat and user, for ever, even where there is nothing to persist."""

    def _mark_for_persistence_update(self, **_: object) -> None:
        return
