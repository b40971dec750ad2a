"""TOML files read into typed shapes; everything wrong with a file is found in one go."""

import re
import tomllib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from content.finding import Finding

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """A parsed TOML file that still knows on which line each table stands."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[str, int]

    def line(self, name: str) -> int:
        return self.lines.get(name, 1)


@cache
def _adapter(shape: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def read(path: Path, root: Path) -> tuple[Table, list[Finding]]:
    """The file as a table; a file that is missing or no TOML gives an empty table and a finding."""
    name = path.relative_to(root.parent).as_posix()
    try:
        source = path.read_text(encoding="utf-8")
        data = tomllib.loads(source)
    except FileNotFoundError:
        return Table(name, {}, {}), [_broken(name, 1, "the file is missing: bring it back")]
    except UnicodeDecodeError:
        return Table(name, {}, {}), [_broken(name, 1, "the file is not UTF-8: save it as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else source.count("\n") + 1
        return Table(name, {}, {}), [_broken(name, line, f"this is not valid TOML: {error}")]
    return Table(name, data, _table_lines(source)), []


def shaped(shape: type[T], table: Table, name: str, raw: Mapping[str, Any]) -> tuple[T | None, list[Finding]]:
    """`raw` (the table `name`) as the dataclass `shape`, or a finding for each key that does not fit."""

    def wrong(key: str, message: str) -> Finding:
        return Finding(table.file, table.line(name), name, "", "shape", f"{key}: {message}")

    known = {each.name for each in fields(cast(Any, shape))}
    findings = [
        wrong(key, "unknown key: remove it or correct its spelling") for key in raw if key not in known
    ]
    try:
        return _adapter(cast(Hashable, shape)).validate_python(raw), findings
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        return None, findings + [
            wrong(".".join(str(part) for part in fault["loc"]), _plain(fault["type"], fault["msg"]))
            for fault in faults
        ]


def tables_of(table: Table, whole: Any) -> tuple[dict[str, Mapping[str, Any]], list[Finding]]:
    """The tables of `whole`, and a finding for each value that stands outside of one."""
    if not isinstance(whole, Mapping):
        return {}, [_outside(table, "this")]
    inside = {name: raw for name, raw in whole.items() if isinstance(raw, Mapping)}
    return inside, [_outside(table, name) for name in whole if name not in inside]


def _outside(table: Table, name: str) -> Finding:
    message = f"{name} stands outside a table: move it below a [heading] or remove it"
    return Finding(table.file, 1, name, "", "shape", message)


def _plain(kind: str, message: str) -> str:
    if kind in ("missing", "missing_argument"):
        return "is missing: add it"
    return message


def _broken(file: str, line: int, message: str) -> Finding:
    return Finding(file, line, "", "", "file", message)


def _table_lines(source: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, text in enumerate(source.splitlines(), start=1):
        if match := re.match(r"\[([A-Za-z0-9_.-]+)\]", text):
            lines.setdefault(match[1], number)
    return lines
