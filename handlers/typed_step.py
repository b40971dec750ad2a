"""What is answered to what was typed: typed words → step. Pure, as navigation.py is for taps (S41)."""

from dataclasses import dataclass
from datetime import date

from content.asides import heard
from content.flow import DANGER
from content.model import Aside, Content
from content.understand import Recognised
from content.understand.mentions import names_another, names_school
from content.understand.rules import AFRAID_OF_SELF
from handlers.keyboards import OF_ANOTHER, way_of
from handlers.navigation import Step, aim, guesses, step
from handlers.state import State, young

NOT_UNDERSTOOD = ("typed_not_understood", "typed_not_understood_again")
URGENT = {
    "suicidal_thoughts": "typed_urgent_suicide",
    "domestic_violence": "typed_urgent_violence",
    "abuse": "typed_urgent_abuse",
    "bullying": "typed_urgent_bullying",
}
URGENT_OF_ANOTHER = {
    "suicidal_thoughts": "suicide_friend_now",
    "domestic_violence": "dv_friend_now",
    "abuse": "abuse_friend",
    "bullying": "bullying_friend",
}
RISK = ("suicidal_thoughts", "typed_guess_risk")
"""The topic that gets a direct question at once instead of a guess (S31), and the screen that asks it."""
OTHER = "other"
UNKNOWN_LINE = "here_unknown"
_OWN_RULES = "ne-own-violence"
"""What begins the name of a rule for it: what was only learned is offered as a guess, never taken as said."""
_SILENT = "silent"
_TAKEN = "forced_marriage"
"""Its page holds what to do at once, and is what was asked for (S66)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A message as it was read; `text` is looked at in memory only (S42)."""

    text: str
    understood: Recognised

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(topic for topic in self.understood.topics if topic != OTHER)

    @property
    def own_violence(self) -> bool:
        """Whether somebody tells of what they did to others, or fear to do (S70)."""
        told = any(rule.startswith(_OWN_RULES) for rule in self.understood.rules)
        return told or self.understood.small_talk == AFRAID_OF_SELF

    @property
    def of_another(self) -> bool:
        """Whether somebody else is named as the one it happens to (S69)."""
        return not self.own_violence and names_another(self.text)


def answer(content: Content, state: State, typed: Typed, before: str, today: date) -> Step:
    """The next step after typed words; `before` is the screen that was open, "" for none."""
    aside = heard(content.asides, typed.text)
    target, found = _wanted(content, state, typed, aside, before)
    here = content.screens.get(before)
    if here and here.stays and not _is_instruction(content, aim(content, target, state)):
        return Step(before, state, line=aside.line if aside and aside.line else UNKNOWN_LINE)
    return step(content, target, guesses(state, found) if found else state, today)


def _is_instruction(content: Content, target: str) -> bool:
    """Whether what is there helps in danger without asking anything first (S67)."""
    return content.screens[target].stays and not content.screens[target].spoken


def _wanted(
    content: Content, state: State, typed: Typed, aside: Aside | None, before: str
) -> tuple[str, tuple[str, ...]]:
    """The screen that the words ask for, and what it offers as guesses."""
    understood, topics = typed.understood, typed.topics
    if understood.safe_word:
        return DANGER, ()
    if aside and aside.screen and not aside.weak:
        return _of_aside(aside, state, typed), ()
    if understood.urgent and _TAKEN in understood.needs:
        return way_of(content, _TAKEN, state, helper=typed.of_another), ()
    if urgent := _urgent(typed):
        return urgent, ()
    if topics and topics[0] == RISK[0]:
        return ("suicide_friend" if typed.of_another else RISK[1]), ()
    if typed.own_violence:
        return f"say_{AFRAID_OF_SELF}", ()
    if not topics and understood.needs and content.needs[understood.needs[0]].direct:
        return way_of(content, understood.needs[0], state, helper=typed.of_another), ()
    if found := (*understood.needs, *_with_present(topics, state.topic)):
        return _guess_screen(state, typed, before), found
    if aside and aside.screen:
        return aside.screen, ()
    if understood.small_talk and f"say_{understood.small_talk}" in content.screens:
        return f"say_{understood.small_talk}", ()
    return NOT_UNDERSTOOD[before == NOT_UNDERSTOOD[0]], ()


def _of_aside(aside: Aside, state: State, typed: Typed) -> str:
    if aside.helper and typed.of_another:
        return aside.helper
    return aside.young if aside.young and young(state) else aside.screen


def _urgent(typed: Typed) -> str:
    """Where danger leads, "" for none. Blows spoken of together with a school are answered as to a child."""
    topics, needs = typed.topics, typed.understood.needs
    if _SILENT in needs and (typed.understood.urgent or not topics or topics[0] in URGENT):
        return "danger_silent"
    if not typed.understood.urgent:
        return ""
    if typed.of_another:
        return URGENT_OF_ANOTHER.get(topics[0] if topics else "", DANGER)
    at_school = "bullying" in topics and names_school(typed.text)
    if at_school and topics[0] in ("domestic_violence", "bullying"):
        return URGENT["bullying"]
    first = next((topic for topic in topics if topic != "bullying"), "")
    return URGENT.get(first, "typed_urgent")


def _guess_screen(state: State, typed: Typed, before: str) -> str:
    if typed.of_another:
        return OF_ANOTHER
    return "typed_guess_in_topic" if state.topic and before not in NOT_UNDERSTOOD else "typed_guess"


def _with_present(topics: tuple[str, ...], present: str) -> tuple[str, ...]:
    """In the middle of a topic that is among the guesses, that topic comes first."""
    return (present, *(each for each in topics if each != present)) if present in topics else topics
