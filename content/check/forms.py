"""The lock of Kazakh word forms: a form that no one has looked at yet is found.

`make forms` writes the lock anew and prints what it added, to be read by somebody who knows Kazakh:
a slip of the keyboard and a wrong suffix are seen in a list more easily than in a text.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.check.prose import words
from content.check.subject import FACTS, Subject
from content.finding import Finding
from content.load import CONTENT_DIR
from content.tables import read

FILE = Path("texts", "kk", "forms.lock")
_LANGUAGE = "kk"
_PLACEHOLDER = re.compile(r"\{\w*\}")
_HEAD = (
    "# Kazakh word forms that were looked at. `make forms` writes this file and prints what is new in it.\n"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A word form in lower case with the first place it stands at."""

    word: str
    file: str
    line: int


def looked_at(subject: Subject) -> Iterator[Finding]:
    """S30: each Kazakh word form stands in the lock, and the lock holds no form that is gone."""
    locked = read_lock(subject.root)
    if locked is None:
        return
    used = forms(subject.root)
    for word in sorted(used.keys() - locked):
        message = f"{word!r} is a new word form: look at it, then run: make forms"
        yield Finding(used[word].file, used[word].line, "", _LANGUAGE, "word-form", message)
    gone = len(locked - used.keys())
    if gone:
        name = f"{subject.root.name}/{FILE.as_posix()}"
        message = f"{gone} forms stand in no text any more: run: make forms"
        yield Finding(name, 1, "", _LANGUAGE, "word-form", message, "warning")


def forms(root: Path) -> dict[str, Form]:
    """Every word form of the Kazakh texts and facts below `root`, by its lower case."""
    found: dict[str, Form] = {}
    for path in _files(root):
        table, _ = read(path, root)
        lines = path.read_text(encoding="utf-8").lower().splitlines()
        only = _LANGUAGE if path.name in FACTS else ""
        for text in _strings(table.data, only):
            for word in words(_PLACEHOLDER.sub(" ", text.lower())):
                if word not in found:
                    found[word] = Form(word, table.file, _line(lines, word))
    return found


def read_lock(root: Path) -> set[str] | None:
    """The forms of the lock; None where there is none."""
    path = root / FILE
    if not path.exists():
        return None
    return {line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}


def write_lock(root: Path) -> list[str]:
    """Writes the lock as the texts now stand; returns the forms that are new in it, sorted."""
    used = forms(root)
    new = sorted(used.keys() - (read_lock(root) or set()))
    (root / FILE).write_text(_HEAD + "".join(f"{word}\n" for word in sorted(used)), encoding="utf-8")
    return new


def _files(root: Path) -> list[Path]:
    """All files that hold Kazakh words for people: the talk, the site, reports, the poster, setup, facts."""
    texts = root / "texts"
    others = (path for path in texts.glob("*/kk.toml") if path.parent.name != _LANGUAGE)
    named = [*(texts / _LANGUAGE).glob("*.toml"), *others, *(root / name for name in FACTS)]
    return sorted(path for path in named if path.exists())


def _strings(value: object, only: str) -> Iterator[str]:
    """The strings in a table; with `only` those under that key."""
    if isinstance(value, str):
        if not only:
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, "" if key == only else only)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, only)


def _line(lines: list[str], word: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if word in line), 1)


def main() -> None:
    """Writes the lock of the program's own content."""
    new = write_lock(CONTENT_DIR)
    sys.stdout.write("".join(f"{word}\n" for word in new) + f"{len(new)} new forms\n")


if __name__ == "__main__":
    main()
