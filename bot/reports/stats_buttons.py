"""Buttons under an organiser's summary; the period they speak of rides in them."""

import json
from dataclasses import dataclass

from bot.reports.questions import QUESTIONS
from bot.reports.report_words import words
from handlers.organisers import BUTTON

PERIODS = ("4", "13", "52", "all")
CHARTS = ("topics", "time", "needs_chart")
FILES = ("csv", "xlsx", "html", "pdf", "pptx", "datapackage", "print")
DIGEST = ("on", "off")
MENU = "ask"
A_ROW = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button asks for: `what` is text, the menu, a question (`q_…`), a chart, a file or the digest."""

    what: str
    weeks: str
    language: str


def keyboard(weeks: str, language: str, *, digest: bool) -> str:
    """The keyboard as JSON: other periods, questions, charts, files, and the Monday digest."""
    rows = [
        [_button(f"weeks_{period}", "text", period, language) for period in PERIODS if period != weeks],
        [_button("ask", MENU, weeks, language)],
        [_button(f"chart_{chart}", chart, weeks, language) for chart in CHARTS],
        *_in_rows([_button(file, file, weeks, language) for file in FILES]),
        [_button("digest_off" if digest else "digest_on", "off" if digest else "on", weeks, language)],
    ]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def questions_keyboard(weeks: str, language: str) -> str:
    """The keyboard as JSON: each question, periods for them, and the way back to the summary."""
    said = words(language)
    rows = [
        [{"text": said.say("questions", name), "callback_data": _data(f"q_{name}", weeks, language)}]
        for name in QUESTIONS
    ]
    periods = [_button(f"weeks_{period}", MENU, period, language) for period in PERIODS if period != weeks]
    rows += [periods, [_button("back", "text", weeks, language)]]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def asked(data: str) -> Asked | None:
    """What the button means, None when it is none of ours."""
    parts = data.removeprefix(BUTTON).split(":")
    if len(parts) != 3 or parts[1] not in PERIODS or parts[2] not in ("kk", "ru", "en"):
        return None
    known = ("text", MENU, *CHARTS, *FILES, *DIGEST, *(f"q_{name}" for name in QUESTIONS))
    return Asked(*parts) if parts[0] in known else None


def number_of_weeks(period: str) -> int | None:
    return None if period == "all" else int(period)


def _button(label: str, what: str, weeks: str, language: str) -> dict[str, str]:
    return {"text": words(language).say("buttons", label), "callback_data": _data(what, weeks, language)}


def _data(what: str, weeks: str, language: str) -> str:
    return f"{BUTTON}{what}:{weeks}:{language}"


def _in_rows(buttons: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    return [buttons[at : at + A_ROW] for at in range(0, len(buttons), A_ROW)]
