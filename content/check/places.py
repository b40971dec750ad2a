"""On which lines of a TOML file each key of each table stands."""

import re
from collections.abc import Mapping
from pathlib import Path

_TABLE = re.compile(r"\[([A-Za-z0-9_.-]+)\]")
_KEY = re.compile(r"([A-Za-z0-9_-]+)\s*=")
_LONG = '"""'

Lines = tuple[tuple[int, str], ...]


def key_lines(path: Path) -> Mapping[tuple[str, str], Lines]:
    """(table, key) → its numbered lines. A file that cannot be read gives nothing: the loader says why."""
    try:
        source = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    table, key, inside = "", "", False
    for number, line in enumerate(source, start=1):
        if not inside and (match := _TABLE.match(line)):
            table, key = match[1], ""
        elif not inside and (match := _KEY.match(line)):
            key = match[1]
        if key:
            found.setdefault((table, key), []).append((number, line))
        if line.count(_LONG) % 2:
            inside = not inside
    return {place: tuple(lines) for place, lines in found.items()}
