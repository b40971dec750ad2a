"""Buttons under an organiser's summary; the period they speak of rides in them."""

import json
from dataclasses import dataclass

from bot.reports.report_words import words
from handlers.organisers import BUTTON

PERIODS = ("4", "13", "52", "all")
CHARTS = ("topics", "time")
FILES = ("csv", "xlsx", "html")
DIGEST = ("on", "off")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organiser's button asks for: `what` is text, a chart, a file or the digest."""

    what: str
    weeks: str
    language: str


def keyboard(weeks: str, language: str, *, digest: bool) -> str:
    """The keyboard as JSON: other periods, charts, files, and the Monday digest."""
    said = words(language)

    def button(label: str, what: str, period: str = weeks) -> dict[str, str]:
        return {"text": said.say("buttons", label), "callback_data": f"{BUTTON}{what}:{period}:{language}"}

    rows = [
        [button(f"weeks_{period}", "text", period) for period in PERIODS if period != weeks],
        [button(f"chart_{chart}", chart) for chart in CHARTS],
        [button(file, file) for file in FILES],
        [button("digest_off", "off") if digest else button("digest_on", "on")],
    ]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def asked(data: str) -> Asked | None:
    """What the button means, None when it is none of ours."""
    parts = data.removeprefix(BUTTON).split(":")
    if len(parts) != 3 or parts[1] not in PERIODS or parts[2] not in ("kk", "ru", "en"):
        return None
    if parts[0] not in ("text", *CHARTS, *FILES, *DIGEST):
        return None
    return Asked(*parts)


def number_of_weeks(period: str) -> int | None:
    return None if period == "all" else int(period)
