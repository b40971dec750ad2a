"""Updates that Telegram posts to us: answered with 200 only when they have been dealt with (S56, S59).

https://core.telegram.org/bots/api#setwebhook: Telegram posts again until it gets 2xx. Behind a load
balancer any replica may get any update, and the same one again.
"""

import asyncio
import logging
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from bot.intake.update import given_id, is_button, update_id
from bot.intake.update_processor import UpdateProcessor
from bot.telegram.webhook_reply import WebhookReplies
from bot.web.server import Routes, body_of, plain, refusal

log = logging.getLogger("qoldau.intake")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
JSON = "application/json"


class Webhook:
    """Takes what is posted to the path of `url` with the right secret, and nothing else."""

    def __init__(self, processor: UpdateProcessor, replying: WebhookReplies, url: str, secret: str) -> None:
        self._processor = processor
        self._replying = replying
        self._secret = secret.encode()
        self._path = urlsplit(url).path or "/"
        self._in_hand: dict[int, asyncio.Future[None]] = {}
        self.open = False
        self.unsure = True

    def routes(self) -> Routes:
        return {("POST", self._path): self._posted}

    async def _posted(self, request: web.BaseRequest) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        known = compare_digest(given, self._secret)
        if not known or request.content_type != JSON:
            return refusal()
        raw = _update(await body_of(request))
        if raw is None:
            return refusal()
        if not self.open:
            return plain(503)
        if update_id(raw) is None:
            # Confirmed and dropped, or it would be posted again and again.
            log.warning("update_id_impossible")
            return plain(200)
        return await self._dealt_with(raw)

    async def _dealt_with(self, raw: Mapping[str, Any]) -> web.Response:
        """Returns once the update may be confirmed: its answer was attempted and its counts are safe."""
        key = raw["update_id"]
        if not is_button(raw):
            # A message answered twice shows twice; a button may be, since its edit changes nothing then.
            # Another replica may have had the update, so the database is asked.
            self._processor.known(list(await self._processor.applied_before([key])))
        query = "" if self.unsure else _query(raw)
        with self._replying.room_for(query) as reply:
            if ready := self._processor.receive(raw, unsure=self.unsure):
                self._in_hand[key] = ready
                ready.add_done_callback(lambda _: self._in_hand.pop(key, None))
            if key in self._in_hand:
                await asyncio.shield(self._in_hand[key])
            return plain(200) if reply.body is None else _with_call(reply.body)


def _update(body: bytes | None) -> Mapping[str, Any] | None:
    try:
        raw = orjson.loads(body or b"")
    except orjson.JSONDecodeError:
        return None
    return raw if isinstance(raw, dict) and given_id(raw) is not None and len(raw) > 1 else None


def _query(raw: Mapping[str, Any]) -> str:
    query = raw.get("callback_query")
    found = query.get("id") if isinstance(query, Mapping) else None
    return found if isinstance(found, str) else ""


def _with_call(body: bytes) -> web.Response:
    response = plain(200)
    response.body = body
    response.content_type = JSON
    return response
