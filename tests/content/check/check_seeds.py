"""A small talk, copied for each test, and one violation for each rule to be seeded into it."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 24)
LANGUAGES = ("kk", "ru", "en")
_SMALL = Path(__file__).parents[1] / "fixture" / "content"

FLOW = "flow.toml"
LINES = "helplines.toml"
LAWS = "laws.toml"
CAMPAIGNS = "campaigns.toml"
SIGNOFF = "signoff.toml"


def small_content(where: Path) -> Path:
    return Path(shutil.copytree(_SMALL, where / "content"))


def screens(language: str) -> str:
    return f"texts/{language}/screens.toml"


def common(language: str) -> str:
    return f"texts/{language}/common.toml"


@dataclass(frozen=True)
class Edit:
    """Replaces `old` by `new` in `file`, behind the heading `[under]` when one is given."""

    file: str
    old: str
    new: str
    under: str = ""


@dataclass(frozen=True)
class Expected:
    """A finding on the line of `file` that holds `marker`, the first one behind `[under]`."""

    file: str
    marker: str
    screen: str
    language: str
    level: str = "error"
    under: str = ""


@dataclass(frozen=True)
class Seed:
    """`by` is the rule that finds it, `code` the promise; `also`: codes that cannot but be broken too."""

    by: str
    code: str
    edits: tuple[Edit, ...]
    expected: tuple[Expected, ...]
    also: frozenset[str] = frozenset()


def plant(root: Path, seed: Seed) -> None:
    for edit in seed.edits:
        path = root / edit.file
        source = path.read_text(encoding="utf-8")
        start = source.index(f"[{edit.under}]\n") if edit.under else 0
        assert edit.old in source[start:], f"{edit.old!r} does not stand in {edit.file}"
        path.write_text(source[:start] + source[start:].replace(edit.old, edit.new, 1), encoding="utf-8")


def line_of(root: Path, expected: Expected) -> int:
    source = (root / expected.file).read_text(encoding="utf-8")
    start = source.index(f"[{expected.under}]\n") if expected.under else 0
    return source[: source.index(expected.marker, start)].count("\n") + 1


def text(language: str, screen: str, old: str, new: str) -> Edit:
    return Edit(screens(language), old, new, screen)


def on_text(language: str, screen: str, marker: str = 'text = """', level: str = "error") -> Expected:
    return Expected(screens(language), marker, screen, language, level, screen)


def on_screen(screen: str, level: str = "error") -> Expected:
    return Expected(FLOW, f"[{screen}]", screen, "", level)


def in_english(
    by: str,
    code: str,
    screen: str,
    old: str,
    new: str,
    marker: str = "",
    level: str = "error",
    also: str = "",
) -> Seed:
    """The commonest seed: one change in one English screen, found on the line that was changed."""
    return Seed(
        by,
        code,
        (text("en", screen, old, new),),
        (on_text("en", screen, marker or 'text = """', level),),
        frozenset(also.split()),
    )
