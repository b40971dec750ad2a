"""setWebhook and real delivery: POST with the secret, in order within a chat, again until 2xx."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from sandbox.api.long_poll import Polls, allowed_updates
from sandbox.api.params import Params, boolean, integer, parse_body, text_of
from sandbox.api.refusals import ApiError, bad_request
from sandbox.api.update_queue import Update, Updates
from sandbox.api.world import Json

SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LIMIT = 256
MOST_CONNECTIONS = 40
LOCAL = ("127.0.0.1", "localhost", "::1")
ANSWER_SECONDS = 60
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0

Caller = Callable[[str, Params], Awaitable[Any]]


@dataclass(slots=True)
class Webhook:
    """Where updates are posted.

    Unlike Telegram, plain http is taken for this machine, and nothing is ever posted to another one.
    """

    updates: Updates
    polls: Polls
    call: Caller
    now: Callable[[], float]
    secret: str = ""
    connections: int = MOST_CONNECTIONS
    error: tuple[int, str] | None = None
    _task: asyncio.Task[None] | None = None
    _busy: set[object] = field(default_factory=set)
    _flying: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def set_webhook(self, params: Params) -> tuple[bool, str]:
        """setWebhook; gives the result and Telegram's description of it"""
        url, secret = text_of(params, "url").strip(), text_of(params, "secret_token")
        if not url:
            return await self.delete_webhook(params)
        if not url.startswith("https://") and not is_local(url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if len(secret) > SECRET_LIMIT:
            raise bad_request("secret token is too long")
        if not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        same = (url, secret) == (self.polls.webhook_url, self.secret)
        await self.stop()
        self._settle(url, secret, params)
        self.connections = max(1, min(integer(params, "max_connections", MOST_CONNECTIONS), 100))
        self.updates.allowed = allowed_updates(params, self.updates.allowed)
        self.polls.end("terminated by setWebhook request")
        self._task = asyncio.create_task(self._deliver())
        return True, "Webhook is already set" if same else "Webhook was set"

    async def delete_webhook(self, params: Params) -> tuple[bool, str]:
        """deleteWebhook; gives the result and Telegram's description of it"""
        had = bool(self.polls.webhook_url)
        await self.stop()
        self._settle("", "", params)
        return True, "Webhook was deleted" if had else "Webhook is already deleted"

    def _settle(self, url: str, secret: str, params: Params) -> None:
        if boolean(params, "drop_pending_updates"):
            self.updates.drop()
        self.polls.webhook_url, self.secret, self.error = url, secret, None

    def info(self) -> Json:
        """getWebhookInfo"""
        info: Json = {
            "url": self.polls.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }
        if self.polls.webhook_url:
            info |= {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self.error is not None:
            info |= {"last_error_date": self.error[0], "last_error_message": self.error[1]}
        if self.updates.allowed is not None:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info

    async def stop(self) -> None:
        """Ends delivery and waits for it."""
        me = asyncio.current_task()
        tasks = [task for task in (self._task, *self._flying.values()) if task not in (None, me)]
        self._task = None
        self._flying.clear()
        self._busy.clear()
        for task in tasks:
            if task is not None:
                task.cancel()
        await asyncio.gather(*filter(None, tasks), return_exceptions=True)

    async def _deliver(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                for update in self.updates.peek(MOST_CONNECTIONS * 4):
                    self._start(session, update)
                await self.updates.changed()

    def _start(self, session: aiohttp.ClientSession, update: Update) -> None:
        key = chat_key(update)
        number = update["update_id"]
        if key in self._busy or number in self._flying or len(self._flying) >= self.connections:
            return
        self._busy.add(key)
        self._flying[number] = asyncio.create_task(self._post_until_taken(session, update, key))

    async def _post_until_taken(self, session: aiohttp.ClientSession, update: Update, key: object) -> None:
        pause = FIRST_PAUSE
        while not await self._post(session, update):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._busy.discard(key)
        self._flying.pop(update["update_id"], None)
        self.updates.confirm(update["update_id"])

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> bool:
        if not is_local(self.polls.webhook_url):
            self.error = (int(self.now()), "Failed to resolve host: Name or service not known")
            return False
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with session.post(
                self.polls.webhook_url, data=orjson.dumps(update), headers=headers
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._obey(body, response.content_type)
                    return True
                problem = f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            problem = "Connection refused"
        except aiohttp.ClientError:
            problem = "Connection reset by peer"
        self.error = (int(self.now()), problem)
        return False

    async def _obey(self, body: bytes, content_type: str) -> None:
        if not body:
            return
        with contextlib.suppress(ApiError):
            params = parse_body(body, content_type)
            if method := text_of(params, "method"):
                await self.call(method, {key: value for key, value in params.items() if key != "method"})


def is_local(url: str) -> bool:
    """Whether the address is on this machine."""
    return urlsplit(url).hostname in LOCAL


def chat_key(update: Update) -> object:
    """Whose turn the update is: its chat, or itself when it has none."""
    for value in update.values():
        if isinstance(value, dict):
            holder = value if "chat" in value else value.get("message", {})
            return holder.get("chat", {}).get("id", update["update_id"])
    return update["update_id"]
