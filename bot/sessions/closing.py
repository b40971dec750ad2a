"""A clean stop: every open talk turns neutral, the one touched last first, at Telegram's pace (S20)."""

import logging
from collections.abc import Awaitable, Callable

from bot.sessions.sessions import Sessions

log = logging.getLogger("qoldau.sessions")

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a second.
A_SECOND = 28.0
AT_ONCE = 14
# What a few talks may take where Telegram is slow; silence is not waited out.
AT_LEAST_SECONDS = 10.0
LOOK_SECONDS = 0.05


async def close_all(
    sessions: Sessions, most: float, now: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Returns when every chat is dull, or after the seconds that so many need, `most` at the most.

    What is left then is said in the log.
    """
    chats = sessions.newest_first()
    until = now() + min(most, AT_LEAST_SECONDS + len(chats) / A_SECOND)
    begun = 0
    while begun < len(chats) and now() < until:
        for chat in chats[begun : begun + AT_ONCE]:
            if sessions.get(chat):
                sessions.left_alone(chat)
        begun += AT_ONCE
        if begun < len(chats):
            await sleep(AT_ONCE / A_SECOND)
    while sessions.unsettled() and now() < until:
        await sleep(LOOK_SECONDS)
    left = len(chats[begun:]) + sessions.unsettled()
    if left:
        log.warning("stopped_before_all_was_dull", extra={"fields": {"count": left}})
