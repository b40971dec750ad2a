"""Webhook mode put together: the server that takes updates, and who keeps it known."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.intake.polling import Ended
from bot.intake.update_processor import UpdateProcessor
from bot.intake.webhook import Webhook
from bot.intake.webhook_registration import WebhookRegistration
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.webhook_reply import WebhookReplies
from bot.web.server import WebServer

log = logging.getLogger("qoldau.intake")


class WebhookMode:
    """The same to its owner as `Polling`: run until told to stop, then finish."""

    def __init__(self, server: WebServer, delivery: WebhookRegistration, webhook: Webhook) -> None:
        self._server = server
        self._delivery = delivery
        self._webhook = webhook

    async def run(self, stop: asyncio.Event) -> Ended:
        """Until `stop` is set, or the address cannot be listened on, or Telegram refuses it or the token."""
        try:
            await self._server.open()
        except OSError as error:
            log.error("cannot_listen", extra={"fields": {"code": error.errno, "port": self._server.port}})  # noqa: TRY400
            return Ended.NO_ADDRESS
        log.info("listening", extra={"fields": {"port": self._server.port}})
        try:
            return await self._delivery.run(stop)
        except BaseException:
            await self._server.close()
            raise

    def ready(self) -> bool:
        """Whether what is posted is taken."""
        return self._webhook.open

    def silent_seconds(self) -> float:
        """Since Telegram last answered a question about the webhook."""
        return self._delivery.silent_seconds()

    async def finish(self) -> None:
        """Lets the answers out that are ready, then stops listening."""
        await self._server.close()


def posted(
    settings: Settings,
    client: Client,
    processor: UpdateProcessor,
    replying: WebhookReplies,
    allowed: Sequence[str],
    now: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
) -> WebhookMode:
    """For settings with a WEBHOOK_URL, and so with a WEBHOOK_SECRET."""
    url = settings.webhook_url or ""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    webhook = Webhook(processor, replying, url, secret)
    delivery = WebhookRegistration(client, webhook, url, secret, allowed, now, sleep)
    return WebhookMode(WebServer(webhook.routes(), settings.listen), delivery, webhook)
