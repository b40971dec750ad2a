"""Looks after the running bot and raises the alarm."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from bot.clock import today
from bot.commands.doctor.telegram import about_webhook, asked, waiting_in
from bot.counts.batch_writer import BatchWriter
from bot.counts.claims import claim_alarm
from bot.counts.store import SqlStore
from bot.jobs.alarm import Alarm, found
from bot.jobs.gauges import Intake, Seen, Sources, gauges
from bot.jobs.ping import Ping
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.messenger import Messenger
from bot.web.monitors import Monitors, monitored
from content.model import Content
from handlers.keyboards import Sheet

LOOK_SECONDS = 60.0
DEAF_SECONDS = 600.0


class Guard:
    """Everything that an organiser must hear of without asking."""

    def __init__(
        self,
        settings: Settings,
        client: Client,
        messenger: Messenger,
        store: SqlStore,
        batcher: BatchWriter,
        content: Callable[[], Content],
        failing: Callable[[], frozenset[str]],
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._client = client
        self._messenger = messenger
        self._batcher = batcher
        self._content = content
        self._failing = failing
        self._now = now
        self._alarm = Alarm(self._tell, lambda: claim_alarm(store, now()), now)
        self._ping = Ping(settings.ping_url.get_secret_value()) if settings.ping_url else None
        self.seen = Seen()

    async def run(self, intake: Intake, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Answers monitors and looks once a minute, until cancelled."""
        monitors = Monitors(intake.ready, gauges(self._sources(intake)))
        async with monitored(monitors, self._settings.monitors()):
            while True:
                await sleep(LOOK_SECONDS)
                await self.look(intake.silent_seconds())

    async def look(self, silent_seconds: float = 0.0) -> bool:
        """One look; whether the alarm went out. While nothing is wrong PING_URL hears of it."""
        wrong = found(self._batcher.health(), self._content(), today(self._now), self._now())
        wrong |= {"work"} if self._failing() else frozenset()
        wrong |= {"deaf"} if silent_seconds >= DEAF_SECONDS else frozenset()
        info = await asked(self._client, "getWebhookInfo")
        self.seen.telegram_ok, self.seen.waiting = info.ok, waiting_in(info)
        if (ours := self._settings.webhook_url) and about_webhook(info, ours).says == "foreign":
            wrong |= {"token"}
        self.seen.alarms = len(wrong)
        if self._ping and info.ok and not wrong - {"content"}:
            await self._ping()
        return await self._alarm.wrong(wrong)

    def _sources(self, intake: Intake) -> Sources:
        return Sources(
            intake,
            self.seen,
            lambda: self._batcher.health().ok,
            self._content,
            self._settings.backup_folder,
            self._now,
        )

    async def token_shared(self) -> bool:
        """Somebody else uses the token, and the bot is about to stop."""
        return await self._alarm.wrong(frozenset({"token"}))

    async def _tell(self, text: str) -> None:
        sheet = Sheet(json.dumps(text, ensure_ascii=False), "")
        for organiser in sorted(self._settings.organisers):
            await self._messenger.send(organiser, sheet)
