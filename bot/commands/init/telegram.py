"""What setting up says to Telegram: is the token good, how the bot is called, a test message."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.commands.init.fault import FAILED, REFUSED, Fault
from bot.telegram.bot_profile import publish_commands, publish_names
from bot.telegram.client import Client, Unreachable
from bot.telegram.messenger import Messenger
from bot.telegram.sender import Sender
from bot.values import without_userinfo
from content.model import Content
from handlers.keyboards import Sheet


@dataclass(frozen=True, slots=True)
class Bot:
    """Who the token belongs to."""

    id: int
    name: str


async def verified(address: str, token: str) -> Bot:
    """The bot of the token. Raises Fault."""
    async with _client(address, token) as client:
        try:
            reply = await client.call("getMe")
        except Unreachable as fault:
            raise Fault("no_network", FAILED, address=without_userinfo(address), why=fault.kind) from None
    if reply.code in (401, 404):
        raise Fault("token_refused", REFUSED)
    if not reply.ok or not isinstance(reply.result, dict):
        raise Fault("telegram_fails", FAILED, code=reply.code)
    return Bot(int(reply.result.get("id", 0)), str(reply.result.get("username", "")))


async def delete_webhook(address: str, token: str) -> None:
    """Lets the bot fetch its messages itself again. Raises Fault."""
    async with _client(address, token) as client:
        reply = await _sender(client).call("deleteWebhook", b"{}")
    if not reply.ok:
        raise Fault("telegram_fails", FAILED, code=reply.code)


async def publish(address: str, token: str, content: Content) -> list[str]:
    """Sets name, descriptions and commands in all languages; the methods that Telegram refused."""
    async with _client(address, token) as client:
        refused = await publish_names(_sender(client), content)
        return refused if await publish_commands(_sender(client), content) else [*refused, "setMyCommands"]


async def send_to(address: str, token: str, organisers: Iterable[int], text: str) -> int:
    """How many got the message."""
    async with _client(address, token) as client:
        messenger = Messenger(_sender(client))
        sheet = Sheet(json.dumps(text, ensure_ascii=False), "")
        sent = [await messenger.send(organiser, sheet) for organiser in organisers]
    return sum(map(bool, sent))


@asynccontextmanager
async def _client(address: str, token: str) -> AsyncIterator[Client]:
    client = Client(address, token)
    await client.open()
    try:
        yield client
    finally:
        await client.close()


def _sender(client: Client) -> Sender:
    return Sender(client, time.time, asyncio.sleep)
