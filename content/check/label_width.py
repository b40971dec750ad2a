"""S64: no label is cut on a phone of 360 px, by the advance widths of a font as phones have it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from content.check.subject import Subject
from content.finding import Finding
from content.words import NEEDS_TABLE

FILE = Path(__file__).with_name("label_widths.toml")
ROW = 296.0
"""Pixels for the labels of a row: of 360 px the message has 312, and the sides of a button take 16."""
BETWEEN = 22.0
"""Pixels that a further button of the row takes: its own sides and the gap."""
SIZE = 15.0
MARK = "○ "


def labels_fit(subject: Subject) -> Iterator[Finding]:
    """Each label that is wider than its button."""
    for page in subject.pages:
        for row in page.rows:
            room = (ROW - BETWEEN * (len(row) - 1)) / len(row)
            for tap in row:
                label = MARK + tap.label if tap.bit >= 0 else tap.label
                if (wide := width(label)) > room:
                    message = f"{tap.label!r} is {wide:.0f} px wide, {room:.0f} px are there: shorten it"
                    yield subject.on_page(page, "S64", message)
    for text in subject.texts:
        if text.screen == NEEDS_TABLE and width(text.filled) > ROW:
            yield text.finding("S64", f"{text.filled!r} is wider than a button: shorten it")


def width(label: str) -> float:
    """Pixels; a character that the table does not know is taken to be as wide as the widest it knows."""
    widths = _widths()
    return sum(widths.get(each, max(widths.values())) for each in label) * SIZE / 1000


@cache
def _widths() -> dict[str, int]:
    """Character → advance in thousandths of the font size."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["widths"]
    return {character: int(advance) for advance, characters in groups.items() for character in characters}
