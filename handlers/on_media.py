"""Photos, voices, files, places, contacts: neither looked at nor kept."""

from telegram import Message

from handlers.navigation import step
from handlers.on_text import answer_message
from handlers.protocols import Arrival, Deps
from handlers.state import State, language_of_phone

MEDIA = "sent_media"


def media(deps: Deps, arrival: Arrival, message: Message) -> None:
    """A photo, voice, file, place or contact is answered by saying that it is not looked at (S10)."""
    talk = deps.sessions.get(arrival.chat)
    user = message.from_user
    state = talk.state if talk else State(language_of_phone(user.language_code if user else None))
    following = step(deps.book().content, MEDIA, state, deps.today())
    arrival.note(following.counts)
    answer_message(deps, arrival, message, following)
