"""An open talk in memory: only what the buttons of its live message say as well, its age, and its chat."""

import asyncio
from dataclasses import dataclass

from bot.sessions.outgoing import Outgoing
from handlers.state import State


@dataclass(slots=True, eq=False)
class Session:
    """Forgetting a chat is dropping its session (S46)."""

    out: Outgoing
    screen: str
    state: State
    typed_in_row: int = 0
    needs: frozenset[str] = frozenset()
    touched: float = 0.0
    stays: bool = False
    exercise: "asyncio.Task[None] | None" = None

    @property
    def message(self) -> int:
        """The live message, 0 while none has been sent yet."""
        return self.out.live

    def stop_exercise(self) -> None:
        """What it asks for next is not wanted any more."""
        if self.exercise is not None:
            self.exercise.cancel()
            self.exercise = None
