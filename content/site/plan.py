"""Which screens become pages, under which name, and where each way leads."""

import hashlib
from collections import deque
from collections.abc import Iterator

from content.flow import DANGER, FIRST_TEXT, HELPLINES, HIDE_INFO, ROOT
from content.model import Button, Content, Screen, Special

# Screens that speak of what only the bot does: counting, and a contact card in the chat.
LEFT_OUT = ("privacy_counts", "contact_warning")


def code(screen: str) -> str:
    """Eight characters for a screen's file, which say nothing of its topic (S21)."""
    return hashlib.sha256(screen.encode()).hexdigest()[:8]


def file(screen: str) -> str:
    """The name of the screen's page inside the folder of a language."""
    return f"{code(screen)}.html"


def ways(content: Content, screen: Screen) -> Iterator[tuple[Button, str]]:
    """The buttons of the screen that lead on in a site, with the screen that each leads to.

    A site does not know the day: what is only shown in a period is left out, and so is what only
    a chat can do. `Special.ORIGIN` stays: a script knows it, and without one it is the first text.
    """
    for button in screen.buttons:
        if button.copy_key or button.when or button.target in (*LEFT_OUT, Special.CONTACT, Special.HIDE):
            continue
        there = content.screens.get(button.target)
        if there is None:
            yield button, Special.ORIGIN
        elif not there.daily:
            yield button, there.id


def pages(content: Content) -> list[str]:
    """All screens that can be reached from the choice of language, in the order of the flow."""
    found = {ROOT, FIRST_TEXT, HIDE_INFO, DANGER, HELPLINES}
    queue = deque(found)
    while queue:
        screen = content.screens[queue.popleft()]
        aims = {target for _, target in ways(content, screen) if target != Special.ORIGIN} | {
            screen.back or FIRST_TEXT
        }
        queue.extend(sorted(aims - found))
        found |= aims
    return [name for name in content.screens if name in found]
