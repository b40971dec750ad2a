"""An A4 sheet as PDF, SVG or PNG. All letters are drawn as outlines, so that any printer has them.

The same words give the same bytes.
"""

from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Any

import segno

from bot.commands.poster.poster_words import PosterWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 210.0, 297.0
INCH = 25.4
INK, QUIET, BAR = "#1d2733", "#4a5560", "#1f6f8b"
CODE_SIDE = 92.0
FORMATS = ("pdf", "svg", "png")
DOTS = 200
METADATA: dict[str, dict[str, None]] = {
    "pdf": {"CreationDate": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}
# Type 3 fonts of a PDF and text as paths in an SVG carry the outlines; the salt keeps ids the same.
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "path.snap": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "qoldau",
    "pdf.fonttype": 3,
}


def link(bot: str, code: str) -> str:
    """The deep link that the code on the poster holds."""
    return f"https://t.me/{bot}?start={code}"


def poster(words: PosterWords, bot: str, code: str, kind: str) -> bytes:
    """The sheet; `kind` is one of `FORMATS`, `bot` the user name without @."""
    import matplotlib as mpl

    mpl.use("agg")
    with mpl.rc_context(STYLE):
        canvas = _sheet(words, bot, code)
        file = BytesIO()
        canvas.savefig(file, format=kind, dpi=DOTS, metadata=METADATA[kind])
    return file.getvalue()


def modules(text: str) -> list[list[bool]]:
    """The dark and light squares of the code, quarter of which may be damaged, without its border."""
    return [[bool(square) for square in row] for row in segno.make(text, error="q", micro=False).matrix]


def _sheet(words: PosterWords, bot: str, code: str) -> "Figure":
    from matplotlib.figure import Figure

    canvas = Figure(figsize=(WIDTH / INCH, HEIGHT / INCH))
    sheet = canvas.add_axes((0, 0, 1, 1))
    sheet.set_xlim(0, WIDTH)
    sheet.set_ylim(HEIGHT, 0)
    sheet.set_axis_off()

    def write(y: float, text: str, size: float, *, wide: int, bold: bool = False, color: str = INK) -> None:
        sheet.text(
            WIDTH / 2,
            y,
            fill(text, wide),
            size=size,
            color=color,
            ha="center",
            va="top",
            weight="bold" if bold else "normal",
            linespacing=1.3,
        )

    write(30, words.title, 32, wide=24, bold=True)
    write(56, words.lead, 17, wide=44, color=QUIET)
    _code(sheet, link(bot, code), top=86)
    write(190, words.how, 19, wide=40, bold=True)
    write(203, link(bot, code).removeprefix("https://"), 17, wide=60, color=BAR)
    write(217, words.not_person, 13, wide=70, color=QUIET)
    sheet.plot([30, WIDTH - 30], [231, 231], color=BAR, linewidth=1.2)
    for place, line in enumerate(words.lines):
        write(238 + 13 * place, line, 20, wide=40, bold=True)
    write(275, words.languages, 14, wide=60, color=QUIET)
    return canvas


def _code(sheet: Any, text: str, top: float) -> None:
    """The squares as one shape, so that no printer leaves hairlines between them."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rows = modules(text)
    side = CODE_SIDE / len(rows)
    left = (WIDTH - CODE_SIDE) / 2
    boxes = []
    for at, row in enumerate(rows):
        for start, length in _runs(row):
            x, y = left + start * side, top + at * side
            right, below = x + length * side, y + side
            corners = [(x, y), (right, y), (right, below), (x, below), (x, y)]
            boxes.append(Path(corners, closed=True))
    sheet.add_patch(PathPatch(Path.make_compound_path(*boxes), color="black", linewidth=0))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where dark squares stand in a row, as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((at, 1))
    return runs
