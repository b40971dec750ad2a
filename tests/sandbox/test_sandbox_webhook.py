"""Webhook delivery: secret, order, again until 2xx, a method in the answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from calling import Call

from sandbox.people.person import Person


@dataclass
class Receiver:
    url: str = ""
    got: "asyncio.Queue[tuple[str | None, dict[str, Any]]]" = field(default_factory=asyncio.Queue)
    answers: list[web.Response] = field(default_factory=list)

    async def next_text(self) -> str:
        return (await asyncio.wait_for(self.got.get(), 5))[1]["message"]["text"]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    inbox = Receiver()

    async def hook(request: web.Request) -> web.Response:
        await inbox.got.put((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return inbox.answers.pop(0) if inbox.answers else web.Response()

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    inbox.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield inbox
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(call: Call, receiver: Receiver, person: Person) -> None:
    answer = await call("setWebhook", url=receiver.url, secret_token="s-1_A")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    secret, update = await asyncio.wait_for(receiver.got.get(), 5)
    assert (secret, update["message"]["text"]) == ("s-1_A", "/start")
    await person.say("two")
    assert await receiver.next_text() == "two"
    assert (await call("setWebhook", url=receiver.url, secret_token="s-1_A"))["description"] == (
        "Webhook is already set"
    )
    assert (await call("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await call("deleteWebhook"))["description"] == "Webhook is already deleted"


async def test_an_update_is_posted_until_2xx_and_keeps_its_place(
    call: Call, receiver: Receiver, person: Person
) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=404)]
    await person.say("two")
    await call("setWebhook", url=receiver.url)
    assert [await receiver.next_text() for _ in range(4)] == ["/start", "/start", "/start", "two"]
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert info["url"] == receiver.url


async def test_a_method_in_the_answer_is_carried_out(call: Call, receiver: Receiver, person: Person) -> None:
    body = {"method": "sendMessage", "chat_id": person.id, "text": "from the answer"}
    receiver.answers = [web.json_response(body)]
    await call("setWebhook", url=receiver.url)
    view = await person.wait_for(lambda chat: chat.last)
    assert view.last is not None
    assert view.last.text == "from the answer"


async def test_nothing_is_lost_while_nobody_listens(call: Call, receiver: Receiver, person: Person) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    await person.say("two")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 2
    await call("setWebhook", url=receiver.url)
    assert [await receiver.next_text() for _ in range(2)] == ["/start", "two"]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://a.kz"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.kz", "secret_token": "а"}, "secret token contains unallowed characters"),
        ({"url": "https://a.kz", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_telegram_would_refuse(call: Call, params: dict[str, str], reason: str) -> None:
    assert (await call("setWebhook", **params))["description"] == f"Bad Request: {reason}"
