"""A lean Bot API for benchmarks: people who tap again as soon as their screen has changed.

Usage: python -m bench.api SCREENS PEOPLE. The project's sandbox checks every call as Telegram does and
would be the slowest part; this one only reads what it must. It prints its port, and answers
POST /bench/measure?seconds=N.
"""

import asyncio
import re
import sys
import time
from collections import deque
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qs

import aiohttp
import orjson
import uvloop
from aiohttp import web

OK = b'{"ok":true,"result":true}'
BOT = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
NAMES = ("chat_id", "reply_markup", "text")
PART = re.compile(rb'name="(chat_id|reply_markup|text)"\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)
FIRST_CHAT = 7_000_000
POSTS = 100
PATIENCE_SECONDS = 120.0


class People:
    """All taps not confirmed yet, and how long each person waited for their screen."""

    def __init__(self, screens: dict, people: int) -> None:
        self.labels = frozenset(screens["labels"])
        self.waiting: dict[int, dict] = {}
        self.since: dict[int, float] = {}
        self.waits: list[float] = []
        self.arrived = asyncio.Event()
        self.to_post: deque[dict] = deque()
        self.number = 0
        self.met: set[int] = set()
        self.meeting = asyncio.Condition()
        for chat in range(FIRST_CHAT, FIRST_CHAT + people):
            self.tap(chat, screens["start"], screens["start_text"])

    def tap(self, chat: int, keyboard: dict, text: str) -> None:
        found = [b for row in keyboard["inline_keyboard"] for b in row if b["text"] in self.labels]
        if not found:
            return
        self.number += 1
        user = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "ru"}
        message = {
            "message_id": 10,
            "date": 1_795_500_000,
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": BOT,
            "text": text,
            "reply_markup": keyboard,
        }
        query = {
            "id": str(self.number),
            "from": user,
            "chat_instance": "1",
            "message": message,
            "data": found[0]["callback_data"],
        }
        update = {"update_id": self.number, "callback_query": query}
        self.since[chat] = time.perf_counter()
        self.waiting[self.number] = update
        self.to_post.append(update)
        self.arrived.set()

    def shown(self, chat: int, keyboard: dict, text: str) -> None:
        now = time.perf_counter()
        self.met.add(chat)
        self.waits.append(now - self.since.get(chat, now))
        self.tap(chat, keyboard, text)


class Api:
    def __init__(self, people: People) -> None:
        self.people = people
        self.targets: list[str] = []
        self.headers: dict[str, str] = {}
        self.posting: list[asyncio.Task] = []
        self.set = asyncio.Event()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rsplit("/", 1)[-1].lower()
        body = await request.read()
        if method == "editmessagetext":
            given = fields(body, request.content_type)
            chat, keyboard = int(given["chat_id"]), given["reply_markup"]
            self.people.shown(chat, keyboard, given["text"])
            async with self.people.meeting:
                self.people.meeting.notify_all()
            return reply(OK)
        if method == "getupdates":
            return reply(await self.updates(given_of(body, request.content_type)))
        if method == "getme":
            return reply(orjson.dumps({"ok": True, "result": BOT}))
        if method == "getwebhookinfo":
            return reply(b'{"ok":true,"result":{"url":"","pending_update_count":0}}')
        if method == "setwebhook":
            given = orjson.loads(body)
            self.headers = {"X-Telegram-Bot-Api-Secret-Token": given["secret_token"]}
            self.targets.append(given["url"])
            self.set.set()
            return reply(OK)
        if method == "measure":
            return reply(await self.measure(float(request.query["seconds"])))
        if method == "targets":
            return reply(await self.post_to(int(request.query["count"])))
        if method == "answered":
            return reply(await self.answered(int(request.query["people"])))
        return reply(OK)

    async def updates(self, given: dict) -> bytes:
        waiting, offset = self.people.waiting, int(given.get("offset") or 0)
        for key in list(waiting) if offset else ():
            if key >= offset:
                break
            del waiting[key]
        if not waiting and int(given.get("timeout") or 0):
            self.people.arrived.clear()
            await asyncio.wait([asyncio.ensure_future(self.people.arrived.wait())], timeout=5)
        found = list(islice(waiting.values(), int(given.get("limit") or 100)))
        return orjson.dumps({"ok": True, "result": found})

    async def post_to(self, count: int) -> bytes:
        """Begins to post once so many replicas have set their address."""
        while len(self.targets) < count:
            self.set.clear()
            await self.set.wait()
        self.posting = [asyncio.create_task(self.post()) for _ in range(POSTS)]
        return OK

    async def answered(self, people: int) -> bytes:
        """Returns once so many people have seen a screen, each at least one."""
        async with asyncio.timeout(PATIENCE_SECONDS), self.people.meeting:
            await self.people.meeting.wait_for(lambda: len(self.people.met) >= people)
        return OK

    async def post(self) -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session:
            while True:
                if not self.people.to_post:
                    self.people.arrived.clear()
                    await self.people.arrived.wait()
                    continue
                update = self.people.to_post.popleft()
                url = self.targets[update["update_id"] % len(self.targets)]
                headers = {**self.headers, "Content-Type": "application/json"}
                async with session.post(url, data=orjson.dumps(update), headers=headers) as response:
                    await response.read()
                self.people.waiting.pop(update["update_id"], None)

    async def measure(self, seconds: float) -> bytes:
        self.people.waits.clear()
        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.sleep(seconds)
        waits = sorted(self.people.waits)
        took = time.perf_counter() - began
        quantile = [waits[int(len(waits) * q)] if waits else 0.0 for q in (0.5, 0.99)]
        return orjson.dumps(
            {
                "updates": len(waits),
                "seconds": took,
                "median": quantile[0],
                "p99": quantile[1],
                "api_cpu": (time.process_time() - cpu) / took,
            }
        )


def fields(body: bytes, kind: str) -> dict:
    given = given_of(body, kind)
    markup = given.get("reply_markup", '{"inline_keyboard":[]}')
    given["reply_markup"] = markup if isinstance(markup, dict) else orjson.loads(markup)
    return given


def given_of(body: bytes, kind: str) -> dict:
    if kind == "application/json":
        return orjson.loads(body) if body else {}
    if kind == "multipart/form-data":
        return {name.decode(): value.decode() for name, value in PART.findall(body)}
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def reply(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


async def main(screens: dict, number: int) -> None:
    people = People(screens, number)
    server = web.Server(Api(people).answer, access_log=None)
    runner = web.ServerRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(orjson.loads(Path(sys.argv[1]).read_bytes()), int(sys.argv[2])))
