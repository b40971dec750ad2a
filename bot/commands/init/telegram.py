"""What setting up says to Telegram: is the token good, how the bot is called, a test message."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.commands.init.fault import FAILED, REFUSED, Fault
from bot.outbox.courier import TelegramCourier
from bot.outbox.outbox import Outbox
from bot.outbox.wire import Unreachable, Wire
from bot.profile import publish_commands, publish_names
from bot.values import without_userinfo
from content.model import Content
from handlers.pages import Sheet


@dataclass(frozen=True, slots=True)
class Bot:
    """Who the token belongs to."""

    id: int
    name: str


async def verified(address: str, token: str) -> Bot:
    """The bot of the token. Raises Fault."""
    async with _wire(address, token) as wire:
        try:
            reply = await wire.call("getMe")
        except Unreachable as fault:
            raise Fault("no_network", FAILED, address=without_userinfo(address), why=fault.kind) from None
    if reply.code in (401, 404):
        raise Fault("token_refused", REFUSED)
    if not reply.ok or not isinstance(reply.result, dict):
        raise Fault("telegram_fails", FAILED, code=reply.code)
    return Bot(int(reply.result.get("id", 0)), str(reply.result.get("username", "")))


async def delete_webhook(address: str, token: str) -> None:
    """Lets the bot fetch its messages itself again. Raises Fault."""
    async with _wire(address, token) as wire:
        reply = await _outbox(wire).call("deleteWebhook", b"{}")
    if not reply.ok:
        raise Fault("telegram_fails", FAILED, code=reply.code)


async def publish(address: str, token: str, content: Content) -> list[str]:
    """Sets name, descriptions and commands in all languages; the methods that Telegram refused."""
    async with _wire(address, token) as wire:
        refused = await publish_names(_outbox(wire), content)
        return refused if await publish_commands(_outbox(wire), content) else [*refused, "setMyCommands"]


async def send_test(address: str, token: str, organisers: Iterable[int], text: str) -> int:
    """How many got the message."""
    async with _wire(address, token) as wire:
        courier = TelegramCourier(_outbox(wire))
        sheet = Sheet(json.dumps(text, ensure_ascii=False), "")
        sent = [await courier.send(organiser, sheet) for organiser in organisers]
    return sum(map(bool, sent))


@asynccontextmanager
async def _wire(address: str, token: str) -> AsyncIterator[Wire]:
    wire = Wire(address, token)
    await wire.open()
    try:
        yield wire
    finally:
        await wire.close()


def _outbox(wire: Wire) -> Outbox:
    return Outbox(wire, time.time, asyncio.sleep)
