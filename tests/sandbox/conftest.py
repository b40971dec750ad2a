from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:demo"
NOON = 1_795_500_000.0


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> float:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += seconds


Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    running = await start_sandbox(now=clock, tokens=[TOKEN])
    yield running
    await running.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    async def run(method: str, **params: Any) -> dict[str, Any]:
        async with http.post(f"{sandbox.url}/bot{TOKEN}/{method}", json=params) as response:
            body = await response.json()
        assert response.status == body.get("error_code", 200)
        return body

    return run


@pytest.fixture
def result(call: Call) -> Callable[..., Awaitable[Any]]:
    async def run(method: str, **params: Any) -> Any:
        body = await call(method, **params)
        assert body["ok"], body
        return body["result"]

    return run


@pytest.fixture
async def person(sandbox: Sandbox) -> Person:
    somebody = await sandbox.person("Aru", "kk")
    await somebody.start()
    return somebody


def keys(*rows: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    }


async def echo(sandbox: Sandbox) -> None:
    """A tiny bot for trying the page: a screen with buttons that are edited in place."""
    screen = keys((("Hide", "hide"),), (("Next", "next"), ("Toast", "toast")), (("Alert", "alert"),))
    screen["inline_keyboard"].append([{"text": "Copy", "copy_text": {"text": "copied words"}}])
    async with aiohttp.ClientSession(f"{sandbox.url}/bot{TOKEN}/") as session:

        async def do(method: str, **params: Any) -> Any:
            async with session.post(method, json=params) as response:
                return (await response.json())["result"]

        await do("setMyName", name="Echo")
        await do("setMyCommands", commands=[{"command": "hide", "description": "Hide now"}])
        await do("setMyCommands", language_code="ru", commands=[{"command": "hide", "description": "Скрыть"}])
        offset, asked = 0, ["message", "edited_message", "callback_query"]
        while True:
            for update in await do("getUpdates", offset=offset, timeout=50, allowed_updates=asked):
                offset = update["update_id"] + 1
                await _react(do, update, screen)


async def _react(do: Call, update: dict[str, Any], screen: dict[str, Any]) -> None:
    query = update.get("callback_query")
    if query is None:
        message = update.get("message") or update["edited_message"]
        chat = message["chat"]["id"]
        if message.get("text") == "vanish":
            await do("deleteMessage", chat_id=chat, message_id=message["message_id"])
        elif message.get("text", "").startswith("/start"):
            await do("sendMessage", chat_id=chat, text="First screen", reply_markup=screen)
        else:
            await do("sendMessage", chat_id=chat, text=f"You said: {message.get('text', 'not text')}")
        return
    answers = {"toast": ("A toast", False), "alert": ("An alert", True)}
    text, alert = answers.get(query["data"], ("", False))
    await do("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert)
    where = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
    if query["data"] == "next":
        await do("editMessageText", **where, text="Second screen", reply_markup=screen)
    if query["data"] == "hide":
        await do("editMessageText", **where, text="Clear sky, +4")
