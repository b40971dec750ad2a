"""What the tests of the sandbox share: its token, a clock, keyboards and a tiny bot."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox.server import Sandbox

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
