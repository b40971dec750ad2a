"""The file `.env`: changed line by line, so that comments and lines of others stay as they are."""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values

from bot.commands.init.fault import REFUSED, Fault, reason

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./~-]*")


def read(file: Path) -> str:
    """The text of the file; of `.env.example` beside it, or nothing, when it does not exist yet."""
    for each in (file, file.with_name(".env.example")):
        try:
            return each.read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "not UTF-8"
            raise Fault("file_unreadable", REFUSED, file=file, why=why) from None
    return ""


def values(text: str) -> dict[str, str]:
    """What is set, without what is empty."""
    found = dotenv_values(stream=StringIO(text), interpolate=False)
    return {key: value for key, value in found.items() if value}


def changed(text: str, changes: Mapping[str, str]) -> str:
    """The text with the settings changed: in their place, behind their commented example, or at the end."""
    for key, value in changes.items():
        text = _with(text, key, f"{key}={_quoted(value)}\n")
    return text


def save(file: Path, text: str, accept: Callable[[Path], None]) -> None:
    """Writes the file whole or not at all, mode 0600, once `accept` has not refused what will be there."""
    goal = file.resolve()
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".env-", dir=goal.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        accept(Path(temporary))
        with suppress(FileNotFoundError, PermissionError):
            os.chown(temporary, goal.stat().st_uid, goal.stat().st_gid)
        os.replace(temporary, goal)
    except OSError as error:
        raise Fault("file_unwritable", REFUSED, file=file, why=reason(error)) from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _with(text: str, key: str, line: str) -> str:
    lines = text.splitlines(keepends=True)
    active = [at for at, each in enumerate(lines) if re.match(rf"\s*(export\s+)?{key}\s*=", each)]
    if active:
        lines[active[-1]] = line
        return "".join(each for at, each in enumerate(lines) if at not in active[:-1])
    example = [at for at, each in enumerate(lines) if re.match(rf"#\s*{key}=", each)]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    lines.insert(example[-1] + 1 if example else len(lines), line)
    return "".join(lines)


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
