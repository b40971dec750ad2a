"""A line of the doctor: how serious, about what, and what to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.doctor.words import words


class Level(StrEnum):
    """How serious a line is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Line:
    """`about` and `says` name the words in content/texts/setup; `parts` fill their brackets."""

    level: Level
    about: str
    says: str
    parts: Mapping[str, object]


def ok(about: str, says: str = "ok", **parts: object) -> Line:
    return Line(Level.OK, about, says, parts)


def warning(about: str, says: str, **parts: object) -> Line:
    return Line(Level.WARNING, about, says, parts)


def error(about: str, says: str, **parts: object) -> Line:
    return Line(Level.ERROR, about, says, parts)


def text(line: Line, language: str) -> str:
    """What the line says, and what to do."""
    return words(language).say(line.about, line.says, **{**_about_setting(line, language), **line.parts})


def _about_setting(line: Line, language: str) -> dict[str, object]:
    """What is expected of the setting that the line names, and what was given, in the reader's language."""
    if (line.about, line.says) != ("settings", "wrong"):
        return {}
    said, value = words(language).say, line.parts["value"]
    given = said("settings", "given", given=value) if value else ""
    return {"given": given, "expected": said("expected", str(line.parts["name"]).lower())}


def marked(line: Line, language: str) -> str:
    """The same with its level in words, for a chat."""
    return f"{words(language).say('levels', line.level)} {text(line, language)}"
