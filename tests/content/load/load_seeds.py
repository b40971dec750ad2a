"""A small talk with faults in it."""

import shutil
from pathlib import Path

_SMALL = Path(__file__).parents[1] / "fixture" / "content"


def broken_copy(where: Path, *edits: tuple[str, str, str]) -> Path:
    """A copy in which each (file, old, new) is replaced once."""
    root = Path(shutil.copytree(_SMALL, where / "content"))
    for file, old, new in edits:
        path = root / file
        source = path.read_text(encoding="utf-8")
        assert old in source, f"{old!r} does not stand in {file}"
        path.write_text(source.replace(old, new, 1), encoding="utf-8")
    return root
