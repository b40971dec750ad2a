"""Hide: what the chat shows turns dull at once, then all of it is deleted, and the chat is forgotten."""

from content.model import Measure
from handlers.navigation import count
from handlers.protocols import Arrival, Deps
from handlers.state import State


def hide(deps: Deps, arrival: Arrival, state: State, message: int = 0, command: int = 0) -> None:
    """S18. `message` is the one whose button was pressed, `command` the message that asked for it."""
    _, counted = count(deps.book().content, Measure.HIDDEN, state)
    arrival.note(counted)
    neutral = deps.book().neutral(state.language)
    faces = [message] if message else []
    arrival.owes(deps.sessions.hide(arrival.chat, neutral, faces, (command, *state.ids)))
