"""The typed, frozen shapes of what the bot says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LANGUAGES = ("kk", "ru", "en")
TOPICS = (
    "family_conflict",
    "relationship",
    "domestic_violence",
    "abuse",
    "bullying",
    "suicidal_thoughts",
    "other",
)


# What somebody asks for, besides the topic; each names the screen that answers it.
NEEDS = (
    "human",
    "call",
    "no_answer",
    "silent",
    "write",
    "shelter",
    "police",
    "lawyer",
    "doctor",
    "photos",
    "forced_marriage",
    "in_laws",
    "addiction",
    "self_harm",
    "panic",
    "grief",
    "lonely",
    "study",
    "pregnancy",
    "outing",
    "money",
    "work",
    "own_violence",
    "professional",
    "old_or_ill",
    "runaway",
    "rights",
    "sixteen",
    "after",
)
# Why somebody does not call now, in the place of the topic of `not_now`.
FEARS = ("not_serious", "too_much", "no_help", "somebody_knows", "no_words", "no_money", "other")
NIGHT_FROM, NIGHT_TO = 22, 8


class Measure(StrEnum):
    """What is counted; the names are public (design, "Counting").

    `helpline`: the page of 150 was opened. `chosen`: the topic chosen after a text was not understood.
    `helpline_night` and `danger_night` are the part of `helpline` and `danger` from 22:00 to 08:00, UTC+5.
    """

    OPENED = "opened"
    HELPLINE = "helpline"
    WILL_CALL = "will_call"
    DANGER = "danger"
    HIDDEN = "hidden"
    TYPED = "typed"
    NOT_UNDERSTOOD = "not_understood"
    HELPED_YES = "helped_yes"
    HELPED_NO = "helped_no"
    CAMPAIGN = "campaign"
    QUIZ_RIGHT = "quiz_right"
    QUIZ_WRONG = "quiz_wrong"
    LINE_111 = "line_111"
    NO_ANSWER = "no_answer"
    NOT_NOW = "not_now"
    NEED = "need"
    CHOSEN = "chosen"
    HELPLINE_NIGHT = "helpline_night"
    DANGER_NIGHT = "danger_night"


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """One thing that happened; `topic` is empty when the measure has none, a code or a need for some."""

    measure: str
    topic: str
    language: str


class Special(StrEnum):
    """Targets of buttons that are no screen of their own; `GROWN`: the topics, of somebody who is of
    age; `BEFORE`: where one was before a screen of danger."""

    HIDE = "@hide"
    ORIGIN = "@origin"
    CONTACT = "@contact"
    GROWN = "@grown"
    BEFORE = "@before"


@dataclass(frozen=True, slots=True)
class Button:
    """One way on: `label` is a key of the screen's text table, `target` a screen or a `Special`.

    A button with `copy_key` copies that text of the screen's table and leads nowhere.
    `when` names a period of campaigns.toml outside of which the button is not shown.
    """

    label: str
    target: str = ""
    copy_key: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of a paced exercise: a text key of the screen and how long it stands, in seconds."""

    text_key: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the talk without its words.

    `overlay` screens are reached from anywhere and lead back to where the person came from;
    `spoken` ones are opened by what a person types or sends, or by the bot, rather than by a tap;
    `items` are the tickable lines of a checklist, whose ticks start at bit `first_bit`;
    `daily` screens stand in for this one, one a day of the period `period`;
    `young` is the screen in its place for somebody who said that they are under 18 (S61), and whoever enters
    a screen with `declares_young` has said so; `stays`: instructions for danger, that nothing typed takes
    away (S67) and that stay longer before they turn neutral (S76).
    """

    id: str
    line: int
    topic: str = ""
    back: str = ""
    buttons: tuple[Button, ...] = ()
    counts: Measure | None = None
    cell: str = ""
    sensitive: bool = False
    overlay: bool = False
    spoken: bool = False
    child: bool = False
    young: str = ""
    declares_young: bool = False
    stays: bool = False
    columns: int = 1
    items: tuple[str, ...] = ()
    first_bit: int = 0
    frames: tuple[Frame, ...] = ()
    rounds: int = 0
    daily: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A helpline or emergency number; texts are by language, an empty one is "not confirmed"."""

    id: str
    number: str
    source: str
    checked: date
    name: Mapping[str, str]
    who: Mapping[str, str]
    hours: Mapping[str, str]
    languages: Mapping[str, str]
    cost: Mapping[str, str]
    learns: Mapping[str, str]
    write: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Law:
    """A legal source: how it is cited in each language, where it was read and when."""

    id: str
    cite: Mapping[str, str]
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Period:
    """Days of every year, both ends included, as (month, day) at UTC+5."""

    id: str
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A deep-link code that leads to a screen after the language is chosen (or nowhere special)."""

    code: str
    target: str


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one language: screen id → key → text, already filled in; `lines` for findings."""

    screens: Mapping[str, Mapping[str, str]]
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aside:
    """What a few words open, or add to the instructions of a screen of danger; see asides.toml."""

    id: str
    says: Mapping[str, tuple[str, ...]]
    screen: str = ""
    young: str = ""
    helper: str = ""
    line: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class NeedWays:
    """The screens that answer a need: for an adult, for somebody under 18, for whoever asks for another."""

    id: str
    adult: str
    child: str
    helper: str
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the bot says, checked to hang together."""

    screens: Mapping[str, Screen]
    entries: Mapping[str, str]
    words: Mapping[str, Words]
    services: Mapping[str, Service]
    laws: Mapping[str, Law]
    periods: Mapping[str, Period]
    campaigns: Mapping[str, Campaign]
    moved: Mapping[str, str]
    needs: Mapping[str, NeedWays]
    asides: tuple[Aside, ...]
