"""Reads asides.toml: few words that mean one thing, on any screen (S67, S68, S70, S71)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from content.finding import Finding
from content.model import Aside, Screen
from content.tables import Table, read, shaped
from content.understand.alphabet import LETTERS

READ_AT_MOST = 200
"""Characters of a message that are looked at."""


def heard(asides: Iterable[Aside], text: str) -> Aside | None:
    """The first one whose words stand in the text."""
    said = " ".join(
        text.lower()[:READ_AT_MOST].replace(LETTERS["yo"], LETTERS["e"]).replace("’", "'").split()
    )
    return next((aside for aside in asides if any(_found(each, said) for each in _patterns(aside))), None)


def read_asides(root: Path, screens: Mapping[str, Screen]) -> tuple[tuple[Aside, ...], list[Finding]]:
    """All of them, in the order of the file; what cannot be used is left out and named."""
    table, findings = read(root / "asides.toml", root)
    asides = []
    for name, raw in table.data.items():
        aside, wrong = shaped(Aside, table, name, {"id": name, **raw} if isinstance(raw, Mapping) else {})
        wrong += _faults(table, aside, screens) if aside else []
        findings += wrong
        if aside and not wrong:
            asides.append(aside)
    return tuple(asides), findings


def _faults(table: Table, aside: Aside, screens: Mapping[str, Screen]) -> list[Finding]:
    aims = filter(None, (aside.screen, aside.young, aside.helper))
    found = [
        f"leads to {each!r}, which is no screen: correct the name" for each in aims if each not in screens
    ]
    for pattern in _patterns(aside):
        try:
            re.compile(pattern)
        except re.error as error:
            found.append(f"{pattern!r} is no regular expression: {error}")
    return [Finding(table.file, table.line(aside.id), aside.id, "", "S67", each) for each in found]


def _patterns(aside: Aside) -> list[str]:
    return [pattern for patterns in aside.says.values() for pattern in patterns]


def _found(pattern: str, said: str) -> bool:
    return _compiled(pattern).search(said) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
