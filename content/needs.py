"""Reads needs.toml: which screen answers what somebody asks for (S66)."""

from collections.abc import Mapping
from pathlib import Path

from content.finding import Finding
from content.model import NeedWays, Screen
from content.tables import Table, read, shaped
from content.understand.rules import NEEDS


def read_needs(root: Path, screens: Mapping[str, Screen]) -> tuple[dict[str, NeedWays], list[Finding]]:
    """The ways of every need, and what is wrong: a need left out, an unknown one, a screen that is none."""
    table, findings = read(root / "needs.toml", root)
    needs: dict[str, NeedWays] = {}
    for name, raw in table.data.items():
        ways, wrong = shaped(NeedWays, table, name, {"id": name, **raw} if isinstance(raw, Mapping) else {})
        findings += wrong
        if name not in NEEDS:
            findings.append(_wrong(table, name, "is no need that can be recognised: correct its name"))
        elif ways:
            needs[name] = ways
            findings += _nowhere(table, ways, screens)
    if not findings:
        findings += [
            _wrong(table, name, "has no screens: add a table") for name in NEEDS if name not in needs
        ]
    return needs, findings


def _nowhere(table: Table, ways: NeedWays, screens: Mapping[str, Screen]) -> list[Finding]:
    return [
        _wrong(table, ways.id, f"leads to {target!r}, which is no screen: correct the name")
        for target in dict.fromkeys((ways.adult, ways.child, ways.helper))
        if target not in screens
    ]


def _wrong(table: Table, name: str, message: str) -> Finding:
    return Finding(table.file, table.line(name), name, "", "S66", message)
