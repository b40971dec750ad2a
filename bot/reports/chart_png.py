"""Charts as pictures for a phone, drawn by matplotlib: opaque, so that a light or dark chat does not matter.

Run as a program it draws one figure from its standard input, so that drawing can have its own process.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Any

from bot.reports.chart_data import Bars, Chart, Panel, Step, Steps

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

WIDTH_INCHES, DOTS = 5.4, 200
PAPER, INK, QUIET, BAR = "#fbfaf7", "#1d2733", "#5a6672", "#1f6f8b"
BEYOND, GAP, HATCH = "#a9cbd6", "#b9bfc6", "////"
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def png(figure: Chart, scale: int = 1) -> bytes:
    """The picture, 1080 pixels wide times `scale` (2 for print); the same data give the same bytes."""
    import matplotlib as mpl

    mpl.use("agg")
    with mpl.rc_context(STYLE):
        canvas = _bars(figure) if isinstance(figure, Bars) else _steps(figure)
        file = BytesIO()
        canvas.savefig(file, format="png", dpi=DOTS * scale, metadata={"Software": None})
    return file.getvalue()


def as_text(figure: Chart) -> str:
    """The figure as JSON, for another process."""
    return json.dumps({type(figure).__name__: asdict(figure)})


def from_text(text: str) -> Chart:
    """The opposite of `as_text`."""
    [(kind, fields)] = json.loads(text).items()
    if kind == "Bars":
        return Bars(**fields)
    return Steps(**{**fields, "panels": tuple(_panel_from(panel) for panel in fields["panels"])})


def _panel_from(fields: dict[str, Any]) -> Panel:
    return Panel(**{**fields, "steps": tuple(Step(**step) for step in fields["steps"])})


def _canvas(height: float, title: str, note: str) -> tuple[Canvas, float, float]:
    """A sheet with its title and note; returns it with the lower and upper end of the room between."""
    from matplotlib.figure import Figure as Canvas

    title, note = fill(title, 40), "\n".join(fill(line, 62) for line in note.split("\n"))
    top, bottom = 0.3 + 0.24 * len(title.split("\n")), 0.25 + 0.17 * len(note.split("\n"))
    whole = height + top + bottom
    canvas = Canvas(figsize=(WIDTH_INCHES, whole))
    canvas.text(0.03, 1 - 0.15 / whole, title, fontsize=13.5, fontweight="bold", va="top")
    canvas.text(0.03, 0.1 / whole, note, fontsize=8.5, color=QUIET, va="bottom", linespacing=1.35)
    return canvas, bottom / whole, 1 - top / whole


def _bars(figure: Bars) -> Canvas:
    canvas, low, high = _canvas(0.56 * len(figure.labels), figure.title, figure.note)
    axes = canvas.add_axes((0.03, low, 0.94, high - low))
    places = [float(-at) for at in range(len(figure.labels))]
    axes.barh(places, figure.numbers, height=0.42, color=BAR)
    most = max([*figure.numbers, 1])
    rows = zip(places, figure.labels, figure.numbers, figure.texts, figure.hatched, strict=True)
    for place, label, n, text, hatched in rows:
        axes.text(0, place + 0.28, label, va="bottom", fontsize=10.5)
        stub = most * 0.05 if hatched else 0.0
        axes.barh(place, stub, left=n, height=0.42, color=PAPER, edgecolor=QUIET, hatch=HATCH, linewidth=0.4)
        axes.text(
            n + stub + most * 0.015,
            place,
            text,
            va="center",
            fontweight="bold" if n else None,
            color=INK if n else QUIET,
        )
    axes.set_xlim(0, most * 1.5)
    axes.set_ylim(places[-1] - 0.45, 0.75)
    axes.set_axis_off()
    return canvas


def _steps(figure: Steps) -> Canvas:
    count = max(len(figure.panels), 1)
    canvas, low, high = _canvas(1.15 * count + 0.2, figure.title, figure.note)
    most = figure.most
    room = (high - low) / count
    for at, panel in enumerate(figure.panels):
        axes = canvas.add_axes((0.1, high - room * (at + 1) + room * 0.22, 0.86, room * 0.52))
        _panel(axes, panel, figure, most)
        if at < count - 1:
            axes.set_xticklabels([])
    return canvas


def _panel(axes: Axes, panel: Panel, figure: Steps, most: float) -> None:
    for step in panel.steps:
        look: dict[str, Any] = {"color": BEYOND if step.beyond else BAR, "edgecolor": PAPER, "linewidth": 0.8}
        axes.bar(step.first, step.average, width=step.weeks, align="edge", **look)
    for first, length in panel.gaps:
        axes.bar(
            first, most, width=length, align="edge", color=PAPER, edgecolor=GAP, hatch=HATCH, linewidth=0
        )
    axes.set_title(panel.label, loc="left", fontsize=10.5, pad=4)
    axes.set_xlim(0, figure.weeks)
    axes.set_ylim(0, most * 1.05)
    axes.set_yticks([0, _round_down(most)])
    axes.tick_params(labelsize=8.5, length=2)
    axes.set_xticks([week for week, _ in figure.ticks], [label for _, label in figure.ticks])
    sides: list[Any] = ["left", "center", "right"] if len(figure.ticks) == 3 else ["left", "right"]
    for label, side in zip(axes.get_xticklabels(), sides, strict=False):
        label.set_horizontalalignment(side)


def _round_down(most: float) -> float:
    """A round number near the top of a scale."""
    power: int = 10 ** (len(str(int(most))) - 1)
    return float(max(int(most // power) * power, 1))


def main() -> None:
    """Draw the figure given on standard input to standard output."""
    scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    sys.stdout.buffer.write(png(from_text(sys.stdin.read()), scale))


if __name__ == "__main__":
    main()
