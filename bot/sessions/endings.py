"""The last things done to a chat: its messages turn dull, and with Hide are deleted (S18, S20)."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.sessions import reach
from bot.sessions.outgoing import Ending, Outgoing
from bot.telegram import methods
from bot.telegram.client import Reply, passing
from bot.telegram.methods import Call, outcome
from handlers.protocols import Outcome

DULL_FIRST_SECONDS = 0.7
MOST_CALLS = 60


class Line(Protocol):
    """What makes the calls, and knows the highest message id seen."""

    highest: int

    async def call(self, out: Outgoing, call: Call, sent_after: int = 0) -> Reply: ...


async def dull(line: Line, out: Outgoing, ending: Ending) -> bool:
    """One pass: every face turns dull, then all within reach is deleted; False where some has to wait."""
    if ending.again:
        ending.done = False
        ending.again, ending.left = False, _to_delete(line, out, ending)
        ending.dulled.clear()
    faces = [each for each in out.faces if each not in ending.dulled]
    edits = [asyncio.ensure_future(make_dull(line, out, ending, each)) for each in faces]
    try:
        if edits:
            await asyncio.wait(edits, timeout=DULL_FIRST_SECONDS)
        ending.left = await _delete(line, out, ending)
        well = all(await asyncio.gather(*edits)) and not ending.left
    finally:
        for each in edits:
            each.cancel()
    if out.ending is not ending:
        return True  # somebody went on with the talk meanwhile
    if ending.send and not out.faces:
        well = await _send(line, out, ending) and well
    ending.again = ending.again or not well
    ending.done = not ending.again
    return well


async def make_dull(line: Line, out: Outgoing, ending: Ending, message: int) -> bool:
    """The message shows the dull text, or Telegram refuses for good; False while it has to wait."""
    reply = await line.call(out, methods.edit_text(out.chat, message, ending.sheet))
    if outcome(reply) is Outcome.IMPOSSIBLE:
        reply = await line.call(out, methods.remove_buttons(out.chat, message))
    if passing(reply):
        return False
    ending.dulled.add(message)
    if outcome(reply) is Outcome.GONE:
        out.faces.pop(message, None)
    elif outcome(reply) is Outcome.BLOCKED:
        ending.send = False
    return True


async def wipe(
    line: Line,
    out: Outgoing,
    messages: Sequence[int],
    refused: Callable[[int], None],
    calls: list[int] | None = None,
) -> list[int]:
    """Deletes what can be deleted: those that have to wait. One that is too old refuses a whole call, so the
    call is halved until it is found; `refused` hears of it."""
    calls = calls or [MOST_CALLS]
    if not messages or calls[0] <= 0:
        return []
    calls[0] -= 1
    reply = await line.call(out, methods.delete(out.chat, messages))
    if passing(reply):
        return list(messages)
    if outcome(reply) not in (Outcome.IMPOSSIBLE, Outcome.FAILED):
        return []
    if len(messages) == 1:
        refused(messages[0])
        return []
    half = len(messages) // 2
    left = await wipe(line, out, messages[:half], refused, calls)
    return left + await wipe(line, out, messages[half:], refused, calls)


def _to_delete(line: Line, out: Outgoing, ending: Ending) -> list[int]:
    known = out.known()
    lost = reach.in_doubt(out.doubt_from, line.highest, ending.below) if out.doubt_from else []
    if not ending.everything:
        return [each for each in dict.fromkeys((*out.kept, *out.doomed, *lost)) if each not in out.faces]
    near = reach.around(known, ending.reach, ending.highest)
    return list(dict.fromkeys((*near, *lost)))


async def _delete(line: Line, out: Outgoing, ending: Ending) -> list[int]:
    """A hundred at a time; what is too old to be deleted is made dull where it is the bot's."""
    left: list[int] = []
    asked = ending.left or []
    refused: list[int] = []
    for at in range(0, len(asked), reach.A_CALL):
        left += await wipe(line, out, asked[at : at + reach.A_CALL], refused.append)
    for each in asked:
        if each not in left and each not in refused:
            out.faces.pop(each, None)
    for each in refused:
        if each not in ending.dulled and not await make_dull(line, out, ending, each):
            left.append(each)
    return left


async def _send(line: Line, out: Outgoing, ending: Ending) -> bool:
    after = max(out.known(), default=0) or line.highest
    reply = await line.call(out, methods.send_text(out.chat, ending.sheet), after)
    if passing(reply):
        return False
    ending.send = False
    return True
