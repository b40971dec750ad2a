"""What may not stay in a chat at the end. Looks at the chat alone, never at calls (S18, S19, S20)."""

from functools import cache
from typing import Any

from content.model import LANGUAGES
from content.render import label, page
from end_state.people import MARK, Somebody, data_of
from end_state.ways import content
from sandbox.api.world import Chat, World, is_old


@cache
def dull() -> frozenset[str]:
    """All that may be left of the bot: what Hide and the idle limit leave, in each language."""
    return frozenset(label(content(), each, key) for each in LANGUAGES for key in ("neutral", "resume"))


@cache
def _resume() -> frozenset[str]:
    return frozenset(label(content(), each, "resume") for each in LANGUAGES)


def left(world: World, somebody: Somebody) -> list[str]:
    """What a look at the chat finds that Telegram would let be edited or deleted, as lines `kind: what`."""
    found: list[str] = []
    for number, message in somebody.visible().items():
        kinds = _of_the_bot(message) if message.get("from") is world.bot else _of_the_person(message)
        found += [
            f"{kind}: message {number}, {what}"
            for kind, what in kinds
            if not (is_old(world, message) and kind in ("card", "words", "command"))
        ]
    return found


def _of_the_bot(message: dict[str, Any]) -> list[tuple[str, str]]:
    text = message.get("text", "")
    if "contact" in message:
        return [("card", "the contact card")]
    if MARK in text:
        return [("words", f"quoted: {text[:40]!r}")]
    if text not in dull():
        return [("screen", repr(text[:50]))]
    if (offered := data_of(message)) and not (text in _resume() and len(offered) == 1):
        return [("keyboard", f"{len(offered)} buttons under a dull text")]
    return []


def _of_the_person(message: dict[str, Any]) -> list[tuple[str, str]]:
    text = message.get("text", "")
    return [("command", text)] if text.startswith("/") else [("words", repr(text or "a photo or sticker"))]


def not_shown(world: World, somebody: Somebody) -> list[str]:
    """Danger or help was asked for, and the newest message of the bot is another one."""
    bots = [each for each in somebody.visible().values() if each.get("from") is world.bot]
    texts = {page(content(), somebody.wanted, each).text for each in LANGUAGES}
    if bots and bots[-1].get("text") in texts:
        return []
    stands = repr(bots[-1].get("text", "a card")[:50]) if bots else "nothing"
    return [f"not_shown: {somebody.wanted}; there stands {stands}"]


def touched(world: World, somebody: Somebody) -> list[str]:
    """Somebody who is still reading finds their screen gone."""
    bots = [each for each in somebody.visible().values() if each.get("from") is world.bot]
    if any(each.get("text", "") not in dull() and data_of(each) for each in bots):
        return []
    return ["touched: nothing of an open talk stands in the chat"]


def still_there(chat: Chat, message: int) -> list[str]:
    """The message on which Hide was pressed, a moment later."""
    found = chat.messages.get(message)
    if found is None or message <= chat.cleared or found.get("text", "") in dull():
        return []
    return [f"late: message {message} still reads {found.get('text', '')[:50]!r}"]
