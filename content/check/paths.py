"""Ways through the talk that must, or must not, exist (S04, S05, S09, S11, S15, S21, S35, S39)."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from content.check.subject import Subject
from content.check.ways import own_ways
from content.finding import Finding
from content.flow import FIRST_TEXT, ROOT
from content.graph import distances, edges
from content.tables import read

CALL = "call_150"
BRIDGE = "bridge"
FEAR = "fear_start"
_FARTHEST = 3


def phone_question_first(subject: Subject) -> Iterator[Finding]:
    """S05: violence and abuse are read only past the question who else can see the phone.

    Proved by taking the screens that ask it out of the talk: nothing of the topic may then be reached from
    the start, from what people type, or from a deep link. Nothing is asked of whoever said that they are
    under 18: their first screen of the topic tells them to tap Hide when somebody comes (S61, S62).
    """
    for topic, gates in subject.data.limits.gates.items():
        for name, way in _reached(subject, gates).items():
            screen = subject.content.screens[name]
            if screen.topic == topic and not screen.child:
                yield subject.at(name, "S05", _past(gates, way))


def sensitive_marked(subject: Subject) -> Iterator[Finding]:
    """S04: every screen of a sensitive topic is marked, so that what Hide can do is told before it."""
    for screen in subject.content.screens.values():
        if screen.topic in subject.data.limits.sensitive_topics and not screen.sensitive:
            yield subject.at(screen.id, "S04", "is not marked: add sensitive = true")


def bridge_before_call(subject: Subject) -> Iterator[Finding]:
    """S15: the number of 150 is reached over the bridge only (proved as S05 is)."""
    rooms = [name for name in subject.content.screens if name == BRIDGE or name.startswith(f"{BRIDGE}_")]
    reached = _reached(subject, rooms)
    if CALL in reached:
        yield subject.at(CALL, "S15", _past((BRIDGE,), reached[CALL]))
    for name in subject.content.entries.values():
        if name in subject.content.screens and BRIDGE not in own_ways(subject, name, 2):
            yield subject.at(name, "S15", f"{BRIDGE} is not within two taps of this entry: add a button")


def near_enough(subject: Subject) -> Iterator[Finding]:
    """S35: the number of 150 is at most three taps from the first text screen and from each topic."""
    for start in dict.fromkeys((FIRST_TEXT, *subject.content.entries.values())):
        if start in subject.content.screens:
            taps = distances(subject.content, start).get(CALL)
            if taps is None or taps > _FARTHEST:
                far = "out of reach" if taps is None else f"{taps} taps away"
                yield subject.at(start, "S35", f"{CALL} is {far}: at most {_FARTHEST}")


def three_doors(subject: Subject) -> Iterator[Finding]:
    """S39: about me, about someone else, afraid of what I might do: three buttons, three ways."""
    screen = subject.content.screens.get(FIRST_TEXT)
    if screen:
        ways = {button.target for button in screen.buttons}
        if len(ways) < _FARTHEST or FEAR not in ways:
            yield subject.at(FIRST_TEXT, "S39", f"needs three doors, one of them to {FEAR}")


def somewhere_to_go(subject: Subject) -> Iterator[Finding]:
    """S09: a screen of a topic has a next step of its own, not only Back and the numbers."""
    for screen in subject.content.screens.values():
        if screen.topic and not any(not button.copy_key for button in screen.buttons):
            yield subject.at(screen.id, "S09", "has no next step: add a button", level="warning")


def known_targets(subject: Subject) -> Iterator[Finding]:
    """S11: deep links lead to screens that exist, and what depends on a period names a known one."""
    content = subject.content
    for campaign in content.campaigns.values():
        if campaign.target and campaign.target not in content.screens:
            message = f"leads to {campaign.target!r}, which is no screen: correct the name"
            yield _of_code(subject, campaign.code, "S11", message)
    for screen in content.screens.values():
        for period in (screen.period, *(button.when for button in screen.buttons)):
            if period and period not in content.periods:
                message = f"{period!r} is no period of campaigns.toml: correct the name"
                yield subject.at(screen.id, "S11", message)


def opaque_codes(subject: Subject) -> Iterator[Finding]:
    """S21: a deep-link code, readable in its address, hints at no topic."""
    for code in subject.content.campaigns:
        for stem in subject.data.limits.code_words:
            if re.search(stem, code.lower()):
                message = f"the code hints at a topic ({stem}): choose one that says nothing"
                yield _of_code(subject, code, "S21", message)
                break


def _of_code(subject: Subject, code: str, rule: str, message: str) -> Finding:
    table, _ = read(subject.root / "campaigns.toml", subject.root)
    return Finding(table.file, table.line(f"codes.{code}"), code, "", rule, message)


def _past(gates: Iterable[str], way: tuple[str, ...]) -> str:
    return f"can be reached past {', '.join(gates)} ({' > '.join(way)}): lead there first"


def _reached(subject: Subject, without: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Screens that can be reached from every start while those of `without` are closed, each with a way."""
    content = subject.content
    ways: dict[str, list[str]] = {}
    for source, _, target in edges(content):
        ways.setdefault(source, []).append(target)
    starts = [ROOT, *(name for name, screen in content.screens.items() if screen.spoken)]
    starts += [campaign.target for campaign in content.campaigns.values() if campaign.target]
    closed = set(without)
    found: dict[str, tuple[str, ...]] = {
        start: (start,) for start in starts if start not in closed and start in content.screens
    }
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there in ways.get(here, []):
            if there not in closed and there not in found and there in content.screens:
                found[there] = (*found[here], there)
                queue.append(there)
    return found
