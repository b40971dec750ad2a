"""Looks after the running bot and raises the alarm."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from bot.clock import today
from bot.counts.batch_writer import BatchWriter
from bot.counts.claims import claim_alarm
from bot.counts.store import SqlStore
from bot.doctor.alarm import Alarm, found
from bot.doctor.telegram import webhook
from bot.outbox.courier import TelegramCourier
from bot.outbox.wire import Wire
from bot.settings import Settings
from content.model import Content
from handlers.pages import Sheet

LOOK_SECONDS = 60.0


class Guard:
    """Everything that an organiser must hear of without asking."""

    def __init__(
        self,
        settings: Settings,
        wire: Wire,
        courier: TelegramCourier,
        store: SqlStore,
        batcher: BatchWriter,
        content: Callable[[], Content],
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._wire = wire
        self._courier = courier
        self._batcher = batcher
        self._content = content
        self._now = now
        self._alarm = Alarm(self._tell, lambda: claim_alarm(store, now()), now)

    async def run(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Looks once a minute, until cancelled."""
        while True:
            await sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> bool:
        """One look; whether the alarm went out."""
        wrong = found(self._batcher.health(), self._content(), today(self._now), self._now())
        if ours := self._settings.webhook_url:
            line = await webhook(self._wire, ours)
            wrong |= {"token"} if line.says == "foreign" else frozenset()
        return await self._alarm.wrong(wrong)

    async def token_shared(self) -> bool:
        """Somebody else uses the token, and the bot is about to stop."""
        return await self._alarm.wrong(frozenset({"token"}))

    async def _tell(self, text: str) -> None:
        sheet = Sheet(json.dumps(text, ensure_ascii=False), "")
        for organiser in sorted(self._settings.organisers):
            await self._courier.send(organiser, sheet)
