"""The talk drawn part by part for docs/flow.md: a part is what stands in one file of texts."""

from collections.abc import Mapping
from pathlib import PurePath

from content.model import LANGUAGES, Content, Screen

COMMAND = "qoldau flow --format markdown"
INTRO = f"""# The talk as a graph

Made by `{COMMAND} > docs/flow.md`; a test holds it true. An arrow is a button, a dotted one a card
of the day, a dashed box a screen of another part. On every screen also stand Hide, Back, the choice of
language, danger and helplines. `qoldau flow` prints all in one graph, with what the buttons say.
"""


def as_markdown(content: Content) -> str:
    """A heading and a Mermaid flowchart for each part, in the order of the flow."""
    parts = _parts(content)
    charts = [
        f"\n## {part}\n\n```mermaid\n{_chart(content, part, parts)}```\n"
        for part in dict.fromkeys(parts.values())
    ]
    return INTRO + "".join(charts)


def _parts(content: Content) -> dict[str, str]:
    """Screen → the name of the file that holds its words; without words it goes with its first card."""
    lines = content.words[LANGUAGES[0]].lines
    parts = {}
    for screen in content.screens.values():
        named = screen.id if screen.id in lines else screen.daily[0]
        parts[screen.id] = PurePath(lines[named][0]).stem
    return parts


def _chart(content: Content, part: str, parts: Mapping[str, str]) -> str:
    own = [screen for screen in content.screens.values() if parts[screen.id] == part]
    arrows = list(dict.fromkeys(arrow for screen in own for arrow in _arrows(content, screen)))
    others = dict.fromkeys(to for _, _, to in arrows if parts[to] != part)
    lines = ["flowchart LR", *(f"  {screen.id}" for screen in own)]
    lines += [f"  {whence} {arrow} {to}" for whence, arrow, to in arrows]
    if others:
        lines += ["  classDef other stroke-dasharray: 4", f"  class {','.join(others)} other"]
    return "\n".join(lines) + "\n"


def _arrows(content: Content, screen: Screen) -> list[tuple[str, str, str]]:
    found = [
        (screen.id, "-->", button.target) for button in screen.buttons if button.target in content.screens
    ]
    return found + [(screen.id, "-.->", day) for day in screen.daily]
