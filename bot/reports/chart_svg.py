"""The charts as SVG inside an HTML page: text stays text, and colours follow the page."""

from __future__ import annotations

from html import escape

from bot.reports.chart_data import Bars, Panel, Step, Steps

WIDTH = 400
ROW, BAR, TEXT_ROOM, STUB = 46, 16, 215, 14
PANEL_HEIGHT, LEFT = 60, 36


def bars_svg(figure: Bars) -> str:
    """Horizontal bars with their labels above and numbers beside them."""
    most = max([*figure.numbers, 1])
    parts = []
    rows = zip(figure.labels, figure.numbers, figure.texts, figure.hatched, strict=True)
    for at, (label, n, text, hatched) in enumerate(rows):
        y, length = at * ROW, n / most * (WIDTH - TEXT_ROOM)
        parts.append(f'<text x="0" y="{y + 16}">{escape(label)}</text>')
        parts.append(f'<rect class="bar" x="0" y="{y + 23}" width="{length:.1f}" height="{BAR}"/>')
        style, stub = "number" if n else "quiet", STUB if hatched else 0
        if hatched:
            parts.append(f'<rect class="gap" x="{length:.1f}" y="{y + 23}" width="{STUB}" height="{BAR}"/>')
        parts.append(f'<text class="{style}" x="{length + stub + 7:.1f}" y="{y + 36}">{escape(text)}</text>')
    return _picture(len(figure.labels) * ROW, figure.alt, parts)


def steps_svg(figure: Steps) -> list[tuple[str, str]]:
    """For each topic its name and its steps, all on one scale."""
    return [(panel.label, _panel(panel, figure, figure.most)) for panel in figure.panels]


def _panel(panel: Panel, figure: Steps, most: float) -> str:
    week, base = (WIDTH - LEFT) / figure.weeks, PANEL_HEIGHT + 8
    parts = [
        f'<line class="rule" x1="{LEFT}" y1="{base}" x2="{WIDTH}" y2="{base}"/>',
        f'<text class="quiet" x="{LEFT - 6}" y="{base}" text-anchor="end">0</text>',
        f'<text class="quiet" x="{LEFT - 6}" y="14" text-anchor="end">{most:.0f}</text>',
    ]
    parts += [_step(step, week, base, most) for step in panel.steps]
    for first, length in panel.gaps:
        place = f'x="{LEFT + first * week:.1f}" y="{base - PANEL_HEIGHT}"'
        parts.append(f'<rect class="gap" {place} width="{length * week:.1f}" height="{PANEL_HEIGHT}"/>')
    anchors = ("start", "middle", "end")
    for at, (mark, label) in enumerate(figure.ticks):
        anchor = "end" if at == len(figure.ticks) - 1 and at else anchors[at]
        place = f'x="{LEFT + mark * week:.1f}" y="{base + 18}" text-anchor="{anchor}"'
        parts.append(f'<text class="quiet" {place}>{label}</text>')
    return _picture(base + 24, panel.alt, parts)


def _step(step: Step, week: float, base: int, most: float) -> str:
    height = step.average / most * PANEL_HEIGHT
    place = f'x="{LEFT + step.first * week:.1f}" y="{base - height:.1f}"'
    kind = "step beyond" if step.beyond else "step"
    return f'<rect class="{kind}" {place} width="{step.weeks * week:.1f}" height="{height:.1f}"/>'


def _picture(height: int, alt: str, parts: list[str]) -> str:
    inside = "\n".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(alt)}">\n{inside}\n</svg>'
