"""The talk as a graph, and what must hold on it whatever the words are."""

from collections import deque
from collections.abc import Iterator, Mapping

from content.finding import Finding
from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT
from content.model import Content, Screen

Edge = tuple[str, str, str]


def edges(content: Content) -> Iterator[Edge]:
    """Every way from screen to screen as (from, label key, to), fixed buttons included.

    `Special.ORIGIN` counts as the first text screen: where it leads else was reached another way.
    """
    for screen in content.screens.values():
        for button in screen.buttons:
            if not button.copy_key and button.target in content.screens:
                yield screen.id, button.label, button.target
        for day in screen.daily:
            yield screen.id, "day", day
        if screen.young:
            yield screen.id, "young", screen.young
        yield from fixed_edges(screen)


def fixed_edges(screen: Screen) -> Iterator[Edge]:
    """The ways that stand on every screen: back, language, danger, helplines."""
    if screen.id == ROOT:
        yield screen.id, "language_name", FIRST_TEXT
    else:
        yield screen.id, "back", screen.back or FIRST_TEXT
        yield screen.id, "language", ROOT
    for key in (DANGER, HELPLINES):
        if screen.id != key:
            yield screen.id, key, key


def distances(content: Content, start: str) -> dict[str, int]:
    """Taps from `start` to each screen that can be reached from it."""
    ways: dict[str, list[str]] = {}
    for source, _, target in edges(content):
        ways.setdefault(source, []).append(target)
    found = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in ways.get(here, []):
            if there not in found:
                found[there] = found[here] + 1
                queue.append(there)
    return found


def graph_findings(content: Content) -> list[Finding]:
    """S08: help within a tap; S09: no screen out of reach, no dead end."""
    findings: list[Finding] = []
    reached = set(distances(content, ROOT))
    for name in (screen.id for screen in content.screens.values() if screen.spoken):
        reached |= set(distances(content, name))
    for screen in content.screens.values():
        if screen.id not in reached:
            findings.append(_finding(screen, "S09", "no button leads here: add one or remove the screen"))
        if screen.back and screen.back == screen.id:
            findings.append(_finding(screen, "S09", "back leads to itself: name the screen before it"))
        if not screen.back and not screen.overlay and screen.id != ROOT:
            findings.append(
                _finding(screen, "S09", "has no back: name the screen before it, or overlay = true")
            )
        ways = {target for _, _, target in fixed_edges(screen)} | {screen.id}
        if not {DANGER, HELPLINES} <= ways:
            findings.append(_finding(screen, "S08", "help is more than one tap away"))
    for name, screen in content.screens.items():
        if _circles(content.screens, name):
            findings.append(_finding(screen, "S09", "pressing back again and again never reaches the start"))
    return findings


def as_json(content: Content, language: str) -> dict[str, object]:
    """The talk as nodes and labelled edges, in one representation only."""
    words = content.words[language].screens
    common = words["common"]
    return {
        "language": language,
        "screens": [
            {
                "id": screen.id,
                "topic": screen.topic or None,
                "counts": str(screen.counts) if screen.counts else None,
                "text": words.get(screen.id, {}).get("text", ""),
            }
            for screen in sorted(content.screens.values(), key=lambda each: each.id)
        ],
        "edges": [
            {"from": source, "label": words.get(source, {}).get(key) or common.get(key, key), "to": target}
            for source, key, target in sorted(edges(content))
        ],
    }


def as_mermaid(content: Content, language: str) -> str:
    """The talk as a Mermaid flowchart. Hide, language and help stand on every screen and are left out."""
    words = content.words[language].screens
    lines = ["flowchart TD"]
    for topic in dict.fromkeys(screen.topic for screen in content.screens.values()):
        members = [screen.id for screen in content.screens.values() if screen.topic == topic]
        nodes = [f"    {name}[{name}]" for name in members]
        lines += [f"  subgraph {topic}", *nodes, "  end"] if topic else nodes
    for screen in content.screens.values():
        for button in screen.buttons:
            if button.target in content.screens:
                text = words[screen.id][button.label].replace('"', "'")
                lines.append(f'  {screen.id} -->|"{text}"| {button.target}')
        lines += [f"  {screen.id} -.-> {day}" for day in screen.daily]
    lines.append("  %% on every screen: hide, back, language, danger, helplines")
    return "\n".join(lines) + "\n"


def _circles(screens: Mapping[str, Screen], start: str) -> bool:
    seen: set[str] = set()
    here = start
    while here in screens and screens[here].back:
        if here in seen:
            return True
        seen.add(here)
        here = screens[here].back
    return False


def _finding(screen: Screen, rule: str, message: str) -> Finding:
    return Finding("content/flow.toml", screen.line, screen.id, "", rule, message)
