"""Posts the card of the day to the channel of the settings; nobody who chatted is ever written to."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum

from bot.counts.claims import PostedCards
from bot.counts.errors import CountsError
from bot.jobs.campaign_card import card_due
from bot.telegram.client import Client, Reply, Unreachable
from content.model import Content

log = logging.getLogger("qoldau.campaign")

LOOK_SECONDS = 60.0
# What aiohttp raises before anything was sent, so that trying again cannot post twice.
NEVER_SENT = ("ClientConnectorError", "ClientConnectorDNSError", "ConnectionTimeoutError")


class PostResult(StrEnum):
    """How a post ended, in the words of the log."""

    POSTED = "card_posted"
    WAITS = "card_waits_for_telegram"
    PERHAPS = "card_perhaps_posted_look_at_the_channel"
    REFUSED = "channel_refuses_make_the_bot_an_administrator_who_may_post"


LEVELS = {PostResult.POSTED: logging.INFO, PostResult.REFUSED: logging.ERROR}


async def every_morning(
    client: Client,
    posted: PostedCards,
    content: Callable[[], Content],
    channel: str,
    languages: Sequence[str],
    now: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Looks once a minute; ends at once when no channel is set."""
    while channel:
        try:
            await post_due(client, posted, content(), channel, languages, now())
        except CountsError as error:
            log.warning("card_waits_for_database", extra={"fields": {"kind": type(error).__name__}})
        await sleep(LOOK_SECONDS)


async def post_due(
    client: Client, posted: PostedCards, content: Content, channel: str, languages: Sequence[str], now: float
) -> int:
    """Posts what the channel is owed; how many cards arrived. Raises CountsError.

    Each card is claimed before it is sent, so that no restart and no replica posts it twice. The claim is
    given back only when it is certain that nothing was posted. A channel that refuses is left for the day.
    """
    card = card_due(content, now)
    if card is None:
        return 0
    outcomes: list[PostResult] = []
    for language in languages:
        if not await posted.claim(card.year, card.number, language) or PostResult.REFUSED in outcomes:
            continue
        outcomes.append(await _post(client, channel, content.words[language].screens[card.screen]["text"]))
        if outcomes[-1] is PostResult.WAITS:
            await posted.release(card.year, card.number, language)
            break
    return outcomes.count(PostResult.POSTED)


async def _post(client: Client, channel: str, text: str) -> PostResult:
    message = {
        "chat_id": channel,
        "text": text,
        "disable_notification": True,
        "link_preview_options": {"is_disabled": True},
    }
    try:
        reply = await client.call("sendMessage", json.dumps(message, ensure_ascii=False).encode())
    except Unreachable as fault:
        outcome = PostResult.WAITS if fault.kind in NEVER_SENT else PostResult.PERHAPS
        log.warning(outcome.value, extra={"fields": {"kind": fault.kind}})
        return outcome
    outcome = _outcome(reply)
    log.log(LEVELS.get(outcome, logging.WARNING), outcome.value, extra={"fields": {"code": reply.code}})
    return outcome


def _outcome(reply: Reply) -> PostResult:
    if reply.ok:
        return PostResult.POSTED
    if reply.code == 429:
        return PostResult.WAITS
    return PostResult.REFUSED if reply.code < 500 else PostResult.PERHAPS
