"""Webhook mode put together: the server that takes updates, who keeps it known, and monitors beside it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.intake.delivery import Delivery
from bot.intake.desk import Desk
from bot.intake.polling import Ended
from bot.intake.webhook import Webhook
from bot.outbox.outbox import Outbox
from bot.outbox.replying import Replying
from bot.outbox.wire import Wire
from bot.settings import Settings
from bot.web.monitors import Monitors, monitored
from bot.web.server import WebServer

log = logging.getLogger("qoldau.intake")


class Posted:
    """The same to its owner as `Polling`: run until told to stop, then finish."""

    def __init__(self, server: WebServer, delivery: Delivery, monitors: Monitors, listen: str) -> None:
        self._server = server
        self._delivery = delivery
        self._monitors = monitors
        self._listen = listen

    async def run(self, stop: asyncio.Event) -> Ended:
        """Until `stop` is set, or the address cannot be listened on, or Telegram refuses it or the token."""
        try:
            await self._server.open()
        except OSError as error:
            log.error("cannot_listen", extra={"fields": {"code": error.errno, "port": self._server.port}})  # noqa: TRY400
            return Ended.NO_ADDRESS
        log.info("listening", extra={"fields": {"port": self._server.port}})
        try:
            async with monitored(self._monitors, self._listen):
                return await self._delivery.run(stop)
        except BaseException:
            await self._server.close()
            raise

    async def finish(self) -> None:
        """Lets the answers out that are ready, then stops listening."""
        await self._server.close()


def posted(
    settings: Settings,
    wire: Wire,
    outbox: Outbox,
    desk: Desk,
    replying: Replying,
    counting_ok: Callable[[], bool],
    allowed: Sequence[str],
    now: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
) -> Posted:
    """For settings with a WEBHOOK_URL, and so with a WEBHOOK_SECRET."""
    url = settings.webhook_url or ""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    webhook = Webhook(desk, replying, url, secret)
    monitors = Monitors(lambda: webhook.open, counting_ok, lambda: not outbox.failing, now())
    delivery = Delivery(wire, webhook, url, secret, allowed, now, sleep)
    return Posted(WebServer(webhook.routes(), settings.listen), delivery, monitors, settings.monitors())
