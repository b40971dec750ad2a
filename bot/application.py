"""The composition root: everything is made here and handed to those who need it."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.clock import today
from bot.counts.batch_writer import BatchWriter
from bot.counts.claims import Subscriptions
from bot.counts.model import Vocabulary
from bot.counts.published_cache import PublishedCache
from bot.counts.store import SqlStore, open_store
from bot.health import health_text
from bot.intake.arrival import Arrival
from bot.intake.daily_cap import DailyCap
from bot.intake.update import is_button
from bot.intake.update_processor import UpdateProcessor
from bot.jobs.guard import Guard
from bot.process.supervise import Supervisor
from bot.reports.stats_command import StatsCommand
from bot.sessions.replicas import Replicas, replicas
from bot.sessions.shared import SharedSessions
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.messenger import Messenger
from bot.telegram.ptb_application import PtbApplication
from bot.telegram.ptb_request import PtbRequest
from bot.telegram.ptb_update import as_update
from bot.telegram.sender import Sender
from content.load import CONTENT_DIR, load
from content.model import Content
from handlers.context import Context
from handlers.conversation import Conversation, phase_of
from handlers.errors import on_error
from handlers.keyboards import Book
from handlers.navigation import questions
from handlers.protocols import Deps
from handlers.registry import handlers

if TYPE_CHECKING:
    pass

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
    sessions: SharedSessions
    replicas: Replicas
    processor: UpdateProcessor
    deps: Deps
    organisers: StatsCommand
    subscriptions: Subscriptions
    request: PtbRequest
    application: Application[Any, Any, Any, Any, Any, Any]
    conversation: Conversation
    guard: Guard
    supervisor: Supervisor


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

    def take_over(chat: int, screen: str) -> None:
        parts.conversation.take_over(chat, phase_of(parts.book.content, screen))

    async def answer(raw: Mapping[str, Any], arrival: Arrival) -> None:
        if not is_button(raw):
            await parts.replicas.fetch(arrival.chat)
        await parts.application.process_update(as_update(raw, arrival, parts.application.bot))

    async def health(language: str) -> str:
        return await health_text(settings, client, root, parts.book.content, batcher, language, now)

    others = replicas(settings, lambda: parts.sessions, lambda: parts.book, take_over)
    sessions = SharedSessions(
        sender,
        lambda language: parts.book.resume(language),
        settings.idle_minutes * 60,
        forget,
        now,
        asyncio.sleep,
        others.tell,
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
    supervisor = Supervisor(now)
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
        others,
        processor,
        deps,
        organisers,
        subscriptions,
        request,
        application,
        conversation,
        Guard(
            settings, client, messenger, store, batcher, lambda: parts.book.content, supervisor.failing, now
        ),
        supervisor,
    )
    return parts


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
