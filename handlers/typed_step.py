"""What is answered to what was typed: typed words → step. Pure, as talk.py is for taps (S41)."""

from datetime import date

from content.flow import DANGER
from content.model import Content
from content.understand import Recognised
from content.understand.rules import AFRAID_OF_SELF
from handlers.navigation import Step, guesses, step
from handlers.state import State

NOT_UNDERSTOOD = ("typed_not_understood", "typed_not_understood_again")
URGENT = {
    "suicidal_thoughts": "typed_urgent_suicide",
    "domestic_violence": "typed_urgent_violence",
    "abuse": "typed_urgent_abuse",
    "bullying": "typed_urgent_bullying",
}
RISK = ("suicidal_thoughts", "typed_guess_risk")
"""The topic that gets a direct question at once instead of a guess (S31), and the screen that asks it."""
OTHER = "other"


def answer(content: Content, state: State, understood: Recognised, before: str, today: date) -> Step:
    """The next step after typed words; `before` is the screen that was open, "" for none."""
    topics = tuple(topic for topic in understood.topics if topic != OTHER)
    if understood.safe_word:
        return step(content, DANGER, state, today)
    if understood.urgent:
        return step(content, _urgent(topics), state, today)
    if topics and topics[0] == RISK[0]:
        return step(content, RISK[1], state, today)
    if understood.small_talk == AFRAID_OF_SELF:
        return step(content, f"say_{AFRAID_OF_SELF}", state, today)
    if topics:
        within = state.topic and before not in NOT_UNDERSTOOD
        screen = "typed_guess_in_topic" if within else "typed_guess"
        return step(content, screen, guesses(state, _with_present(topics, state.topic)), today)
    if understood.small_talk and f"say_{understood.small_talk}" in content.screens:
        return step(content, f"say_{understood.small_talk}", state, today)
    again = before == NOT_UNDERSTOOD[0] and NOT_UNDERSTOOD[1] in content.screens
    return step(content, NOT_UNDERSTOOD[again], state, today)


def _urgent(topics: tuple[str, ...]) -> str:
    """Blows that are spoken of together with a school are answered as to a child there."""
    at_school = topics[:2] == ("domestic_violence", "bullying")
    return URGENT.get(topics[at_school] if topics else "", "typed_urgent")


def _with_present(topics: tuple[str, ...], present: str) -> tuple[str, ...]:
    """In the middle of a topic that is among the guesses, that topic comes first."""
    return (present, *(each for each in topics if each != present)) if present in topics else topics
