"""Which button leads a person to where the story wants them."""

from collections import deque
from collections.abc import Collection
from functools import cache

from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT
from content.graph import edges
from content.load import load
from content.model import Content, Special
from handlers import callback_data
from handlers.callback_data import Pressed


@cache
def content() -> Content:
    return load()


@cache
def _codes() -> callback_data.Codes:
    return callback_data.codes(content().screens, content().moved)


def means(data: str) -> Pressed | None:
    """What a button of the bot's says."""
    return callback_data.pressed(_codes(), data)


@cache
def _goals(want: str) -> frozenset[str]:
    screens = content().screens.values()
    if want == "contact":
        return frozenset(
            each.id for each in screens if Special.CONTACT in (button.target for button in each.buttons)
        )
    if want == "exercise":
        return frozenset(each.id for each in screens if each.frames)
    if want == "topic":
        return frozenset(each.id for each in screens if each.topic)
    return frozenset({want})


@cache
def _steps(want: str) -> dict[str, int]:
    """Screen → taps to the nearest goal."""
    back: dict[str, list[str]] = {}
    for source, _, target in edges(content()):
        back.setdefault(target, []).append(source)
    found = dict.fromkeys(_goals(want), 0)
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there in back.get(here, []):
            if there not in found:
                found[there] = found[here] + 1
                queue.append(there)
    return found


def arrives(data: str, want: str) -> bool:
    """Whether this button is the last tap on the way to `want`."""
    return _target(data) == Special.CONTACT if want == "contact" else _target(data) in _goals(want)


def chosen(offered: Collection[str], want: str, pick: float) -> str:
    """The data of the button to tap, "" for none: towards `want`, or any (but Hide) at random."""
    open_ways = [data for data in offered if _target(data) != Special.HIDE]
    if want == "hide":
        return next((data for data in offered if _target(data) == Special.HIDE), "")
    if want in (DANGER, HELPLINES):
        open_ways = [data for data in open_ways if _target(data) == want]
    elif want == "contact" and (cards := [each for each in open_ways if _target(each) == Special.CONTACT]):
        open_ways = cards
    elif want in ("contact", "exercise", "topic"):
        nearest = min((_distance(data, want) for data in open_ways), default=0)
        open_ways = [data for data in open_ways if _distance(data, want) == nearest]
    return open_ways[int(pick * len(open_ways)) % len(open_ways)] if open_ways else ""


def _target(data: str) -> str:
    meant = means(data)
    return meant.target if meant else ""


def _distance(data: str, want: str) -> int:
    meant = means(data)
    if meant is None or not meant.target:
        return 99
    target = meant.target
    if target == Special.ORIGIN:
        target = meant.state.origin or FIRST_TEXT
    return _steps(want).get(target, 99) + (3 if target == ROOT else 0)
