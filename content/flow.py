"""Reads flow.toml: how the screens hang together."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from content.finding import Finding
from content.model import TOPICS, Button, Screen, Special
from content.tables import Table, read, shaped

ROOT = "language"
FIRST_TEXT = "welcome"
HIDE_INFO = "hide_info"
DANGER = "danger"
HELPLINES = "helplines"
TOPIC_LIST = "topics"
REQUIRED = (ROOT, FIRST_TEXT, HIDE_INFO, DANGER, HELPLINES, TOPIC_LIST)


def read_flow(root: Path) -> tuple[dict[str, Screen], dict[str, str], dict[str, str], list[Finding]]:
    """All screens by id, the entry screen of each topic, what has moved where, and what is wrong."""
    table, findings = read(root / "flow.toml", root)
    data = dict(table.data)
    named = data.pop("entries", {})
    entries = {topic: screen for topic, screen in _pairs(named) if isinstance(screen, str)}
    moved = {old: new for old, new in _pairs(data.pop("moved", {})) if isinstance(new, str)}
    screens: dict[str, Screen] = {}
    for name, raw in data.items():
        screen, wrong = _screen(table, name, raw)
        findings += wrong
        if screen:
            screens[name] = screen
    if data:
        findings += _dangling(table, screens, entries) + _lost(table, screens, moved)
    return screens, entries, moved, findings


def _screen(table: Table, name: str, raw: Any) -> tuple[Screen | None, list[Finding]]:
    if not isinstance(raw, Mapping):
        return None, [_wrong(table, name, f"{name} stands outside a screen: move it below a [screen]")]
    fields = dict(raw)
    to = fields.pop("to", {})
    if not isinstance(to, Mapping):
        return None, [_wrong(table, name, 'to is no button: write to.LABEL = "screen"')]
    buttons, findings = [], []
    for label, aim in to.items():
        given = _renamed(aim) if isinstance(aim, Mapping) else {"target": aim}
        button, wrong = shaped(Button, table, name, {"label": label, **given})
        findings += [replace(fault, message=f"button {label}: {fault.message}") for fault in wrong]
        if button:
            buttons.append(button)
    frames = [_frame(each) for each in _listed(fields.pop("frames", []))]
    shape = {"id": name, "line": table.line(name), **fields, "buttons": buttons, "frames": frames}
    screen, wrong = shaped(Screen, table, name, shape)
    return screen, findings + wrong


def _pairs(written: Any) -> list[tuple[str, Any]]:
    return list(written.items()) if isinstance(written, Mapping) else []


def _listed(written: Any) -> list[Any]:
    return written if isinstance(written, list) else [written]


def _frame(written: Any) -> Any:
    """["key", seconds] as a frame; anything else as it is, for its shape to be refused."""
    pair = isinstance(written, list) and len(written) == 2
    return {"text_key": written[0], "seconds": written[1]} if pair else written


def _renamed(aim: Mapping[str, Any]) -> dict[str, Any]:
    names = {"to": "target", "copy": "copy_key"}
    return {names.get(key, key): value for key, value in aim.items()}


def _dangling(table: Table, screens: Mapping[str, Screen], entries: Mapping[str, str]) -> list[Finding]:
    findings = [
        _wrong(table, name, f"the screen {name} is missing: the bot cannot start without it")
        for name in REQUIRED
        if name not in screens
    ]
    findings += [
        _wrong(table, "entries", f"topic {topic} has no entry screen: name one in [entries]")
        for topic in TOPICS
        if entries.get(topic) not in screens
    ]
    for screen in screens.values():
        for target, whence in _targets(screen):
            if target not in screens and target not in set(Special):
                hint = _nearest(target, screens)
                findings.append(
                    _wrong(
                        table,
                        screen.id,
                        f"{whence} leads to {target!r}, which is no screen{hint}",
                        screen.line,
                    )
                )
        if screen.topic and screen.topic not in TOPICS:
            findings.append(_wrong(table, screen.id, f"unknown topic {screen.topic!r}", screen.line))
    return findings


def _lost(table: Table, screens: Mapping[str, Screen], moved: Mapping[str, str]) -> list[Finding]:
    """S11: a button of a screen that is gone opens the one in its place, which must exist."""
    return [
        _wrong(table, "moved", f"{old} moved to {new!r}, which is no screen: correct the name")
        for old, new in moved.items()
        if new not in screens or old in screens
    ]


def _targets(screen: Screen) -> list[tuple[str, str]]:
    aims = [(button.target, f"button {button.label}") for button in screen.buttons if not button.copy_key]
    aims += [(screen.back, "back")] if screen.back else []
    aims += [(screen.young, "young")] if screen.young else []
    return aims + [(day, "daily") for day in screen.daily]


def _nearest(target: str, screens: Mapping[str, Screen]) -> str:
    close = get_close_matches(target, screens, n=1)
    return f": did you mean {close[0]!r}?" if close else ": add that screen or correct the name"


def _wrong(table: Table, name: str, message: str, line: int = 0) -> Finding:
    return Finding(table.file, line or table.line(name), name, "", "flow", message)
