"""The running bot: started, kept answering, and stopped so that open talks are dull (S20)."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.application import Parts
from bot.counts.claims import PostedCards
from bot.counts.errors import SchemaTooNew
from bot.exit_codes import ExitCode
from bot.intake.polling import Ended, Polling
from bot.jobs.campaign import every_morning
from bot.jobs.digest import every_monday
from bot.jobs.retention import every_hour
from bot.process.supervise import Work
from bot.sessions.closing import close_all
from bot.sessions.idle import neutralise_idle
from bot.telegram.bot_profile import publish_commands
from bot.telegram.first_contact import first_contact
from handlers.registry import ALLOWED_UPDATES

if TYPE_CHECKING:
    from bot.intake.webhook_mode import WebhookMode

log = logging.getLogger("qoldau")

IN_HAND_SECONDS = 3.5
# Time for 3,000 open talks at Telegram's pace; deploy/qoldau.service and compose.yaml give a little more.
NEUTRAL_SECONDS = 110.0
LAST_SECONDS = 1.5
EXIT = {
    Ended.STOPPED: ExitCode.WELL,
    Ended.UNAUTHORISED: ExitCode.REFUSED,
    Ended.TOKEN_SHARED: ExitCode.TOKEN_SHARED,
    Ended.NO_ADDRESS: ExitCode.NO_ADDRESS,
}


async def serve(parts: Parts, stop: asyncio.Event, ready: Callable[[], None] = lambda: None) -> int:
    """Runs the bot until `stop` is set; the exit code (see `EXIT`)."""
    await parts.client.open()
    try:
        me = await first_contact(parts.client, stop)
        if me is None or not me.ok:
            await parts.client.close()
            return EXIT[Ended.UNAUTHORISED if me else Ended.STOPPED]
        parts.request.had["getMe"] = me.raw
        await parts.batcher.start()
    except SchemaTooNew:
        log.exception("database_is_newer")
        await parts.client.close()
        return ExitCode.DATABASE_IS_NEWER
    except BaseException:
        await parts.client.close()
        raise
    try:
        await parts.application.initialize()
        await publish_commands(parts.sender, parts.book.content)
        ready()
        log.info("answering", extra={"fields": {"screens": len(parts.book.content.screens)}})
        return EXIT[await _answer_until(parts, stop)]
    finally:
        await _shut_down(parts)


async def _answer_until(parts: Parts, stop: asyncio.Event) -> Ended:
    intake = _intake(parts)
    for name, work in _beside(parts, intake).items():
        parts.supervisor.start(name, work)
    try:
        ended = await intake.run(stop)
        if ended is Ended.TOKEN_SHARED:
            await parts.guard.token_shared()
        await _finish_in_hand(parts)
        await intake.finish()
        return ended
    finally:
        await parts.supervisor.stop()


def _beside(parts: Parts, intake: "Polling | WebhookMode") -> dict[str, Work]:
    """What goes on beside the answering; each is started again where it fails."""
    return {
        "idle": lambda: neutralise_idle(parts.sessions, asyncio.sleep),
        "replicas": parts.replicas.run,
        "digest": lambda: _digest(parts),
        "retention": lambda: _retention(parts),
        "campaign": lambda: _campaign(parts),
        "guard": lambda: parts.guard.run(intake),
    }


def _intake(parts: Parts) -> "Polling | WebhookMode":
    if parts.settings.webhook_url is None:
        return Polling(parts.client, parts.processor, ALLOWED_UPDATES, parts.now, asyncio.sleep)
    from bot.intake.webhook_mode import posted

    return posted(
        parts.settings,
        parts.client,
        parts.processor,
        parts.messenger.replying,
        ALLOWED_UPDATES,
        parts.now,
        asyncio.sleep,
    )


async def _digest(parts: Parts) -> None:
    organisers = parts.settings.organisers
    await every_monday(parts.organisers, parts.messenger, parts.subscriptions, organisers, parts.now)


async def _retention(parts: Parts) -> None:
    await every_hour(parts.store, parts.settings.min_count, parts.settings.keep_years)


async def _campaign(parts: Parts) -> None:
    channel, languages = parts.settings.campaign_channel, parts.settings.campaign_languages
    cards = PostedCards(parts.store)
    await every_morning(parts.client, cards, lambda: parts.book.content, channel, languages, parts.now)


async def _finish_in_hand(parts: Parts) -> None:
    """A clean stop: what is in hand is finished, and open talks turn neutral."""
    try:
        async with asyncio.timeout(IN_HAND_SECONDS):
            await parts.processor.decided()
    except TimeoutError:
        log.warning("stopped_with_work_in_hand", extra={"fields": {"count": parts.processor.lanes.drop()}})
    await close_all(parts.sessions, NEUTRAL_SECONDS, asyncio.get_running_loop().time, asyncio.sleep)
    try:
        async with asyncio.timeout(LAST_SECONDS):
            await parts.processor.finished()
            await parts.sender.settle()
    except TimeoutError:
        log.warning("stopped_before_all_was_sent")
    parts.sessions.drop()


async def _shut_down(parts: Parts) -> None:
    await parts.batcher.close()
    await parts.application.shutdown()
    await parts.client.close()
    log.info("stopped")
