"""Hide: what the chat shows turns dull at once, then all of it is deleted, and the chat is forgotten."""

from content.model import Measure
from handlers.ports import Arrival, Service
from handlers.state import State
from handlers.talk import count


def hide(service: Service, arrival: Arrival, state: State, message: int = 0, command: int = 0) -> None:
    """S18. `message` is the one whose button was pressed, `command` the message that asked for it."""
    _, counted = count(service.book().content, Measure.HIDDEN, state)
    arrival.note(counted)
    neutral = service.book().neutral(state.language)
    faces = [message] if message else []
    arrival.owes(service.sessions.hide(arrival.chat, neutral, faces, (command, *state.ids)))
