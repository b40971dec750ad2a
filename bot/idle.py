"""Talks that were left alone turn neutral by themselves (S20)."""

import asyncio

from bot.intake.order import Lanes
from bot.talks import OpenTalks
from handlers.leaving import neutralise
from handlers.pacing import Pacer
from handlers.ports import Service, Talk

SHORTEST, LONGEST = 0.05, 30.0


async def neutralise_idle(service: Service, talks: OpenTalks, lanes: Lanes, pacer: Pacer) -> None:
    """For ever; wakes when the oldest talk may have reached the limit."""
    while True:
        await asyncio.sleep(min(max(talks.next_idle(), SHORTEST), LONGEST))
        _begin(service, talks, lanes, pacer)


def _begin(service: Service, talks: OpenTalks, lanes: Lanes, pacer: Pacer) -> None:
    """None waits for another's chat, and each waits for what its own chat has in hand."""

    async def leave_alone(chat: int, talk: Talk) -> None:
        await pacer.stop(chat)
        if talks.get(chat) is None:
            await neutralise(service, chat, talk)

    for chat, talk in talks.idle():
        talks.forget(chat)
        lanes.start(chat, lambda chat=chat, talk=talk: leave_alone(chat, talk))  # type: ignore[misc]
