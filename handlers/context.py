"""The library's context with the update in hand."""

from typing import Any

from telegram.ext import CallbackContext, ExtBot

from handlers.protocols import Arrival

_Any = dict[Any, Any]


class Context(CallbackContext[ExtBot[None], _Any, _Any, _Any]):
    """What every handler gets besides the update."""

    arrival: Arrival

    @classmethod
    def from_update(cls, update: object, application: Any) -> "Context":
        """`update` was made by the intake, which hands its arrival along."""
        made = cls(application)
        made.arrival = arrival_of(update)
        return made


def arrival_of(update: object) -> Arrival:
    """The intake's own object for this update."""
    arrival: Arrival = update.arrival  # type: ignore[attr-defined]
    return arrival
