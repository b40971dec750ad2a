"""Reads texts/<language>/*.toml and fills in numbers, names and citations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.finding import Finding
from content.model import LANGUAGES, TOPICS, Law, Screen, Service, Words
from content.tables import read
from content.understand.rules import NEEDS

COMMON = "common"
NEEDS_TABLE = "needs"
"""Labels of guesses, one for each need; no screen."""
# Whom a text may be said to in other words: key__fear, key__someone, key__young, key__<topic> instead of key.
VOICES = ("fear", "someone", "young", *TOPICS)
# What the program itself puts on pages or sends; without one of these it could not answer.
COMMON_KEYS = (
    *("hide", "back", "language", "danger", "helplines", "root_danger", "root_helplines", "language_name"),
    *("not_confirmed", "neutral", "resume", "continue", "group", "tick", "untick", "switch_language"),
    *("bot_name", "bot_description", "bot_short_description", "contact_first_name", "id_answer"),
    *("command_start", "command_hide", "command_language", "command_about"),
    *("here_unknown", "here_coming", "here_sorry", "here_no_call", "here_ashamed", "here_no_money"),
    *("stats_unavailable", "health_counting_ok", "health_counting_waits", "health_checked"),
)
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    line: int
    screen: str
    language: str

    def finding(self, rule: str, message: str) -> Finding:
        return Finding(self.file, self.line, self.screen, self.language, rule, message)


def read_words(
    root: Path,
    screens: Mapping[str, Screen],
    services: Mapping[str, Service],
    laws: Mapping[str, Law],
) -> tuple[dict[str, Words], list[Finding]]:
    """The texts of every language, complete for all `screens`, with `{placeholders}` filled in."""
    words: dict[str, Words] = {}
    findings: list[Finding] = []
    for language in LANGUAGES:
        raw, places, wrong = _merged(root, language)
        findings += wrong
        common = raw.get(COMMON, {})
        values = fillings(services, laws, language, common)
        filled: dict[str, dict[str, str]] = {}
        for name, table in raw.items():
            filled[name] = {}
            for key, text in table.items():
                filled[name][key], faults = _fill(text, values, places[name])
                findings += faults
        findings += _missing(language, screens, filled, places) + _missing_common(language, common, places)
        findings += _missing_needs(language, filled.get(NEEDS_TABLE, {}), places)
        words[language] = Words(filled, {name: (place.file, place.line) for name, place in places.items()})
    return words, findings


def fillings(
    services: Mapping[str, Service], laws: Mapping[str, Law], language: str, common: Mapping[str, str]
) -> dict[str, str]:
    """What each placeholder stands for in `language`; a fact that is not set says so in words."""
    unknown = common.get("not_confirmed", "")
    values: dict[str, str] = {}
    for name, service in services.items():
        values[name] = service.number
        values[f"{name}_checked"] = f"{service.checked:%d.%m.%Y}"
        for part in ("name", "who", "hours", "languages", "cost", "learns", "write"):
            values[f"{name}_{part}"] = getattr(service, part)[language] or unknown
    for name, law in laws.items():
        values[name] = law.cite[language]
        values[f"{name}_checked"] = f"{law.checked:%d.%m.%Y}"
    return values


def _merged(root: Path, language: str) -> tuple[dict[str, dict[str, str]], dict[str, _Place], list[Finding]]:
    merged: dict[str, dict[str, str]] = {}
    places: dict[str, _Place] = {}
    findings: list[Finding] = []
    for path in sorted((root / "texts" / language).glob("*.toml")):
        table, wrong = read(path, root)
        findings += wrong
        for name, texts in table.data.items():
            place = _Place(table.file, table.line(name), name, language)
            if name in merged:
                other = places[name]
                findings.append(place.finding("texts", f"stands also in {other.file}:{other.line}: keep one"))
            merged[name], wrong = _texts(place, texts)
            findings += wrong
            places[name] = place
    return merged, places, findings


def _texts(place: _Place, texts: Any) -> tuple[dict[str, str], list[Finding]]:
    if not isinstance(texts, Mapping):
        return {}, [place.finding("texts", "stands outside a screen: move it below a [screen]")]
    wrong = [key for key, text in texts.items() if not isinstance(text, str)]
    findings = [place.finding("texts", f"{key} is no text: put it in quotes") for key in wrong]
    return {key: text.strip() for key, text in texts.items() if isinstance(text, str)}, findings


def _fill(text: str, values: Mapping[str, str], place: _Place) -> tuple[str, list[Finding]]:
    unknown = sorted({name for name in _PLACEHOLDER.findall(text) if name not in values})
    findings = [
        place.finding("placeholder", f"{{{name}}} stands in no helplines.toml or laws.toml: correct the name")
        for name in unknown
    ]
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text), findings


def plain_key(key: str) -> str:
    """The key that `key` is another voice of, itself for none."""
    for voice in VOICES:
        if key.endswith(f"__{voice}"):
            return key.removesuffix(f"__{voice}")
    return key


def keys_of(screen: Screen) -> list[str]:
    """All text keys that a screen needs, in the order in which they are shown."""
    keys = [] if screen.daily else ["text"]
    keys += [frame.text_key for frame in screen.frames]
    keys += list(screen.items)
    for button in screen.buttons:
        keys += [button.label] + ([button.copy_key] if button.copy_key else [])
    return list(dict.fromkeys(keys))


def _missing(
    language: str,
    screens: Mapping[str, Screen],
    filled: Mapping[str, Mapping[str, str]],
    places: Mapping[str, _Place],
) -> list[Finding]:
    findings = []
    for screen in screens.values():
        texts = filled.get(screen.id)
        needed = keys_of(screen)
        if texts is None:
            if needed:
                nowhere = _Place("content/flow.toml", screen.line, screen.id, language)
                findings.append(
                    nowhere.finding("texts", f"has no text: add [{screen.id}] to texts/{language}/")
                )
            continue
        place = places[screen.id]
        findings += [
            place.finding("texts", f"{key!r} is missing: add it") for key in needed if not texts.get(key)
        ]
        findings += [
            place.finding("texts", f"{key!r} is used by nothing: remove it")
            for key in texts
            if key not in needed and plain_key(key) not in needed
        ]
    return findings


def _missing_common(language: str, common: Mapping[str, str], places: Mapping[str, _Place]) -> list[Finding]:
    place = places.get(COMMON, _Place(f"content/texts/{language}", 1, COMMON, language))
    return [
        place.finding("texts", f"{key!r} is missing in [{COMMON}]: add it")
        for key in COMMON_KEYS
        if not common.get(key)
    ]


def _missing_needs(language: str, labels: Mapping[str, str], places: Mapping[str, _Place]) -> list[Finding]:
    place = places.get(NEEDS_TABLE, _Place(f"content/texts/{language}", 1, NEEDS_TABLE, language))
    return [
        place.finding("texts", f"{need!r} has no label in [{NEEDS_TABLE}]: add it")
        for need in NEEDS
        if not labels.get(need)
    ]
