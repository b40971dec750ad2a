"""The composition root: everything is made here, handed to those who need it, started and stopped."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.clock import today
from bot.counts.batch_writer import BatchWriter
from bot.counts.claims import PostedCards, Subscriptions
from bot.counts.errors import SchemaTooNew
from bot.counts.model import Vocabulary
from bot.counts.published_cache import PublishedCache
from bot.counts.store import SqlStore, open_store
from bot.exit_codes import ExitCode
from bot.health import health_text
from bot.intake.arrival import Arrival
from bot.intake.daily_cap import DailyCap
from bot.intake.polling import Ended, Polling
from bot.intake.update_processor import UpdateProcessor
from bot.jobs.campaign import every_morning
from bot.jobs.digest import every_monday
from bot.jobs.guard import Guard
from bot.jobs.retention import every_hour
from bot.reports.stats_command import StatsCommand
from bot.sessions.closing import close_all
from bot.sessions.idle import neutralise_idle
from bot.sessions.sessions import Sessions
from bot.settings import Settings
from bot.telegram.bot_profile import publish_commands
from bot.telegram.client import Client
from bot.telegram.first_contact import first_contact
from bot.telegram.messenger import Messenger
from bot.telegram.ptb_application import PtbApplication
from bot.telegram.ptb_request import PtbRequest
from bot.telegram.ptb_update import as_update
from bot.telegram.sender import Sender
from content.load import CONTENT_DIR, load
from content.model import Content
from handlers.context import Context
from handlers.conversation import Conversation
from handlers.errors import on_error
from handlers.keyboards import Book
from handlers.navigation import questions
from handlers.protocols import Deps
from handlers.registry import ALLOWED_UPDATES, handlers

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
Clock = Callable[[], float]


@dataclass(slots=True)
class Parts:
    """The running bot, put together."""

    settings: Settings
    now: Clock
    book: Book
    client: Client
    sender: Sender
    messenger: Messenger
    store: SqlStore
    batcher: BatchWriter
    sessions: Sessions
    processor: UpdateProcessor
    deps: Deps
    organisers: StatsCommand
    subscriptions: Subscriptions
    request: PtbRequest
    application: Application[Any, Any, Any, Any, Any, Any]
    conversation: Conversation
    guard: Guard
    touched: asyncio.Event = field(default_factory=asyncio.Event)


def vocabulary(content: Content) -> Vocabulary:
    """All that can be counted with this content, so that rows of a week can be made beforehand (S45)."""
    return Vocabulary(tuple(sorted(content.campaigns)), tuple(sorted(questions(content))))


def assemble(settings: Settings, root: Path = CONTENT_DIR, now: Clock = time.time) -> Parts:
    """Puts the bot together without starting anything. Raises ContentError and BadDatabaseUrl."""
    content = load(root)
    book = Book(content)
    client = Client(settings.bot_api_url, settings.token())
    sender = Sender(client, now, asyncio.sleep)
    messenger = Messenger(sender)
    store = open_store(settings.database_url.get_secret_value(), now, vocabulary(content))
    batcher = BatchWriter(store, now)
    parts: Parts

    def forget(chat: int) -> None:
        parts.conversation.forget(chat)

    async def answer(raw: Mapping[str, Any], arrival: Arrival) -> None:
        await parts.application.process_update(as_update(raw, arrival, parts.application.bot))

    async def health(language: str) -> str:
        return await health_text(settings, client, root, parts.book.content, batcher, language, now)

    sessions = Sessions(
        sender,
        lambda language: parts.book.resume(language),
        settings.idle_minutes * 60,
        forget,
        now,
        asyncio.sleep,
    )
    processor = UpdateProcessor(answer, DailyCap(now).allowed, batcher, store.seen, now)
    subscriptions = Subscriptions(store)
    published = PublishedCache(store, settings.min_count, now)
    organisers = StatsCommand(lambda: parts.book, sender, published, subscriptions, health)
    deps = Deps(
        book=lambda: parts.book,
        messenger=messenger,
        sessions=sessions,
        reports=organisers,
        today=lambda: today(now),
        organisers=settings.organisers,
        sleep=asyncio.sleep,
    )
    added, conversation = handlers(deps)
    request = PtbRequest(sender)
    application = _application(settings, request)
    application.add_handlers(added)
    application.add_error_handler(on_error(deps))
    parts = Parts(
        settings,
        now,
        book,
        client,
        sender,
        messenger,
        store,
        batcher,
        sessions,
        processor,
        deps,
        organisers,
        subscriptions,
        request,
        application,
        conversation,
        Guard(settings, client, messenger, store, batcher, lambda: parts.book.content, now),
    )
    return parts


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
    beside = [
        asyncio.create_task(neutralise_idle(parts.sessions, asyncio.sleep)),
        asyncio.create_task(_digest(parts)),
        asyncio.create_task(_retention(parts)),
        asyncio.create_task(_campaign(parts)),
        asyncio.create_task(parts.guard.run(intake)),
    ]
    try:
        ended = await intake.run(stop)
        if ended is Ended.TOKEN_SHARED:
            await parts.guard.token_shared()
        await _finish_in_hand(parts)
        await intake.finish()
        return ended
    finally:
        for each in beside:
            each.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


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


def _application(settings: Settings, request: PtbRequest) -> Application[Any, Any, Any, Any, Any, Any]:
    return (
        ApplicationBuilder()
        .application_class(PtbApplication)
        .context_types(ContextTypes(context=Context))
        .token(settings.token())
        .base_url(f"{settings.bot_api_url}/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .build()
    )
