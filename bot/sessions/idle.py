"""Talks that were left alone turn neutral by themselves (S20)."""

from collections.abc import Awaitable, Callable

from bot.sessions.sessions import Sessions

SHORTEST, LONGEST = 0.05, 30.0


async def neutralise_idle(sessions: Sessions, sleep: Callable[[float], Awaitable[None]]) -> None:
    """For ever; wakes when the oldest talk may have reached the limit."""
    while True:
        await sleep(min(max(sessions.next_idle(), SHORTEST), LONGEST))
        _leave_alone(sessions)


def _leave_alone(sessions: Sessions) -> None:
    """Apart, so that what waits in between holds on to no chat (S46)."""
    for chat in sessions.idle():
        sessions.left_alone(chat)
