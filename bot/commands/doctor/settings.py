"""The settings: what is wrong with them, which names do nothing, and who can read the file."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

from bot.commands.doctor.model import Line, error, ok, warning
from bot.settings import Settings

OURS = tuple(name.upper() for name in Settings.model_fields)
# What else may stand in the file: for Compose, for the proxy, for Python.
OTHERS = {
    *("DOMAIN", "POSTGRES_PASSWORD", "PYTHON_IMAGE", "POSTGRES_IMAGE", "CADDY_IMAGE"),
    *("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY", "PGPASSWORD", "TZ", "LANG", "MPLCONFIGDIR"),
}
ALIKE, VERY_ALIKE = 0.7, 0.85
_PROBLEM = re.compile(r"(?P<name>[A-Z_]+): (?:given (?P<given>.*?); )?")


def settings_file(file: Path) -> Line:
    """Whether others can read the file that holds the token (S48)."""
    try:
        open_to_others = file.stat().st_mode & 0o077
    except OSError:
        return ok("settings")
    return warning("settings", "open", file=file) if open_to_others else ok("settings")


def wrong_settings(problems: str, file: Path) -> list[Line]:
    """A line for each problem of a SettingsError."""
    return [_wrong(each, file) for each in problems.splitlines()]


def missing(file: Path) -> list[Line]:
    """A line when a file was named that is not there; without any `.env` the environment is enough."""
    named = file != Path(".env")
    return [error("settings", "no_file", file=file)] if named and not file.exists() else []


def without_effect(file: Path, environment: Mapping[str, str] | None = None) -> list[Line]:
    """Names that are no settings: in the file all, in the environment those that look like one of ours."""
    try:
        written = dotenv_values(file, interpolate=False) if file.exists() else {}
    except (OSError, UnicodeDecodeError):
        written = {}
    around = os.environ if environment is None else environment
    lines = [_without_effect(name, nearest(name, ALIKE)) for name in _strange(written)]
    seen = [(name, nearest(name, VERY_ALIKE)) for name in _strange(around)]
    return lines + [_without_effect(name, best) for name, best in seen if best]


def nearest(name: str, alike: float) -> str:
    """The setting that is most like `name`, if any is so much like it."""
    return next(iter(get_close_matches(name.upper(), OURS, 1, alike)), "")


def _strange(names: Iterable[str]) -> list[str]:
    return sorted(each for each in names if each.upper() not in OURS and each.upper() not in OTHERS)


def _without_effect(name: str, best: str) -> Line:
    if best:
        return error("settings", "misspelt", name=name, nearest=best)
    return warning("settings", "unknown", name=name)


def _wrong(problem: str, file: Path) -> Line:
    found = _PROBLEM.match(problem)
    if found is None or found["name"] not in OURS:
        return error("settings", "unreadable", file=file)
    return error("settings", "wrong", name=found["name"], value=found["given"] or "", file=file)
