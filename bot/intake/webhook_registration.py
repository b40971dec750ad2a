"""Asks Telegram to post updates to us, and looks now and then whether it still can."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson

from bot.intake.polling import Ended, obeyed
from bot.intake.webhook import Webhook
from bot.process.changes import State
from bot.process.waiting import BackOff, event_or_time
from bot.telegram.client import Client, Reply, Unreachable

log = logging.getLogger("qoldau.intake")

CONNECTIONS = 100
LOOK_SECONDS = 30.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
LATE_SECONDS = 120.0


class WebhookRegistration:
    """Keeps the webhook set. It is never deleted: other replicas may live on, and waiting updates keep."""

    def __init__(
        self,
        client: Client,
        webhook: Webhook,
        url: str,
        secret: str,
        allowed: Sequence[str],
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._webhook = webhook
        self._url = url
        self._now = now
        self._sleep = sleep
        self._late_until = 0.0
        self._answered_at = now()
        self._state = State(log, "webhook_not_confirmed", "webhook_confirmed")
        self._body = orjson.dumps(
            {
                "url": url,
                "secret_token": secret,
                "allowed_updates": list(allowed),
                "max_connections": CONNECTIONS,
            }
        )

    async def run(self, stop: asyncio.Event) -> Ended:
        """Until `stop` is set, or Telegram refuses the token or the address."""
        self._webhook.open = True
        must_set, pauses, told = True, BackOff(FIRST_PAUSE, LONGEST_PAUSE), 0.0
        waiting_matters = True
        while not stop.is_set():
            info = await self._asked("getWebhookInfo")
            self._judge(info, waiting_matters)
            waiting_matters = waiting_matters and not info.ok
            if info.ok and not must_set and _field(info, "url") != self._url:
                log.error("webhook_was_changed_setting_it_again")
                must_set = True
            if must_set:
                reply = await self._asked("setWebhook", self._body)
                if ended := _refused(reply):
                    return ended
                must_set = not reply.ok
                told = obeyed(reply.retry_after)
            if not must_set:
                pauses.well()
            await event_or_time(stop, pauses.pause(told) if must_set else LOOK_SECONDS, self._sleep)
        self._webhook.open = False
        return Ended.STOPPED

    def silent_seconds(self) -> float:
        """Since Telegram last answered well."""
        return self._now() - self._answered_at

    def _judge(self, info: Reply, waiting_matters: bool) -> None:
        """Whether what comes now may have waited for long: after silence, failures, or at a start (S22)."""
        now = self._now()
        failed = _field(info, "last_error_date")
        late = not info.ok or (waiting_matters and bool(_field(info, "pending_update_count")))
        if isinstance(failed, int | float):
            self._late_until = max(self._late_until, failed + LATE_SECONDS)
        if late:
            self._late_until = now + LATE_SECONDS
        self._webhook.unsure = now < self._late_until

    async def _asked(self, method: str, body: bytes = b"{}") -> Reply:
        try:
            reply = await self._client.call(method, body)
        except Unreachable as fault:
            reply = Reply(ok=False, code=0, description=fault.kind)
        self._answered_at = self._now() if reply.ok else self._answered_at
        kind = "" if reply.ok else str(reply.code or reply.description)
        self._state.now(kind)
        return reply


def _refused(reply: Reply) -> Ended | None:
    if reply.code in (401, 404):
        return Ended.UNAUTHORISED
    if reply.code == 400:
        log.error("webhook_address_refused_by_telegram")
        return Ended.NO_ADDRESS
    return None


def _field(reply: Reply, name: str) -> Any:
    return reply.result.get(name) if isinstance(reply.result, dict) else None
