import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.intake.update_processor import UpdateProcessor
from bot.intake.webhook import SECRET_HEADER, Webhook
from bot.telegram.webhook_reply import WebhookReplies
from bot.web.server import LARGEST_BODY, WebServer

SECRET = "a-secret"
GOOD = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
MESSAGE = {"update_id": 5, "message": {"date": 100, "chat": {"id": 9}, "text": "x"}}
TAP = {"update_id": 6, "callback_query": {"id": "q1", "from": {"id": 9}}}


class Kept:
    """Commits at once and remembers what."""

    def __init__(self) -> None:
        self.ids: list[int] = []

    async def add(self, update_id: int, counts: object) -> None:
        self.ids.append(update_id)


class Hook:
    """A webhook over a desk whose answers wait until told, and which knows updates of another replica."""

    def __init__(self) -> None:
        self.answered: list[int] = []
        self.go = asyncio.Event()
        self.go.set()
        self.begun = asyncio.Event()
        self.elsewhere: set[int] = set()
        self.kept = Kept()
        self.replying = WebhookReplies()
        desk = UpdateProcessor(self._answer, lambda *_: (), self.kept, self._seen, lambda: 100.0)
        self.webhook = Webhook(desk, self.replying, "https://bot.example.org/hook", SECRET)
        self.webhook.open, self.webhook.unsure = True, False
        self.server = WebServer(self.webhook.routes(), "127.0.0.1:0")

    async def _answer(self, raw, _) -> None:
        self.answered.append(raw["update_id"])
        self.begun.set()
        if "callback_query" in raw:
            self.replying.take(raw["callback_query"]["id"])
        await self.go.wait()

    async def _seen(self, ids) -> set[int]:
        return self.elsewhere & set(ids)


@asynccontextmanager
async def posting() -> "AsyncIterator[tuple[Hook, aiohttp.ClientSession]]":
    hook = Hook()
    await hook.server.open()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{hook.server.port}") as session:
            yield hook, session
    finally:
        await hook.server.close()


async def post(session: aiohttp.ClientSession, update: object) -> tuple[int, bytes]:
    async with session.post("/hook", data=json.dumps(update), headers=GOOD) as response:
        return response.status, await response.read()


async def raw_answer(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Date")]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def request(method="POST", path="/hook", body=b"", length=None, **headers) -> bytes:
    given = {"Host": "x", **GOOD, **headers}
    given["Content-Length"] = str(len(body) if length is None else length)
    lines = [f"{name}: {value}" for name, value in given.items() if value is not None]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode() + body


UPDATE = json.dumps(MESSAGE).encode()
WRONG = {
    "another path": request(path="/other", body=UPDATE),
    "a query": request(path="/hook?x=1", body=UPDATE),
    "another method": request("PUT", body=UPDATE),
    "reading": request("GET"),
    "no secret": request(body=UPDATE, **{SECRET_HEADER: None}),
    "a wrong secret": request(body=UPDATE, **{SECRET_HEADER: "a-secres"}),
    "a secret with more": request(body=UPDATE, **{SECRET_HEADER: SECRET + "x"}),
    "form data": request(body=UPDATE, **{"Content-Type": "application/x-www-form-urlencoded"}),
    "no content type": request(body=UPDATE, **{"Content-Type": None}),
    "compressed": request(body=UPDATE, **{"Content-Encoding": "gzip"}),
    "nothing": request(body=b""),
    "half an update": request(body=UPDATE[:-4]),
    "no JSON": request(body=b"\xff\xfe"),
    "a list": request(body=b"[1]"),
    "no id": request(body=b'{"message": {}}'),
    "an id of text": request(body=b'{"update_id": "5", "message": {}}'),
    "an id alone": request(body=b'{"update_id": 5}'),
    "more than 64 KB": request(body=b" " * (LARGEST_BODY + 1)),
    "more than 64 KB announced": request(body=b"", length=LARGEST_BODY + 1),
    "a broken header": b"POST /hook HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
async def test_S59_whatever_is_not_exactly_right_gets_the_same_bytes(wrong):
    async with posting() as (hook, _):
        expected = await raw_answer(hook.server.port, request(path="/nothing-here"))
        given = await raw_answer(hook.server.port, wrong)
        assert given.replace(b"HTTP/1.0", b"HTTP/1.1").replace(b"\r\nConnection: close", b"") == (
            expected.replace(b"\r\nConnection: close", b"")
        )
        assert hook.answered == []


async def test_S56_an_update_is_taken_only_when_its_counts_are_kept():
    async with posting() as (hook, session):
        hook.go.clear()
        posted = asyncio.create_task(post(session, MESSAGE))
        await hook.begun.wait()
        assert not posted.done()
        hook.go.set()
        assert (await posted)[0] == 200
        assert hook.kept.ids == [5]


async def test_S56_a_second_delivery_waits_for_the_first_and_is_not_answered_again():
    async with posting() as (hook, session):
        hook.go.clear()
        first = asyncio.create_task(post(session, TAP))
        await hook.begun.wait()
        second = asyncio.create_task(hook.webhook._dealt_with(TAP))
        await asyncio.sleep(0)
        assert not second.done()
        hook.go.set()
        assert ((await first)[0], (await second).status) == (200, 200)
        assert (await post(session, TAP))[0] == 200
        assert hook.answered == [6]


async def test_S56_a_message_that_another_replica_answered_is_not_answered_again():
    async with posting() as (hook, session):
        hook.elsewhere = {5}
        assert (await post(session, MESSAGE))[0] == 200
        assert hook.answered == []


async def test_the_answer_to_a_button_travels_in_the_response():
    async with posting() as (_, session):
        status, body = await post(session, TAP)
        assert status == 200
        assert json.loads(body) == {"method": "answerCallbackQuery", "callback_query_id": "q1"}


async def test_S22_after_a_start_or_an_outage_the_answer_is_a_call_of_its_own_that_tells_the_age():
    async with posting() as (hook, session):
        hook.webhook.unsure = True
        assert await post(session, TAP) == (200, b"")


async def test_S56_nothing_is_taken_while_stopping():
    async with posting() as (hook, session):
        hook.webhook.open = False
        assert (await post(session, MESSAGE))[0] == 503
        assert hook.answered == []
