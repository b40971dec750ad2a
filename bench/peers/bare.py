"""The floor: an aiohttp loop that makes the same two calls for each tap and nothing else."""

import asyncio
import os
from pathlib import Path

import aiohttp
import orjson
import uvloop

given = orjson.loads(Path(os.environ["SCREENS"]).read_bytes())
BASE = f"{os.environ['BOT_API_URL']}/bot{os.environ['BOT_TOKEN']}/"
JSON = {"Content-Type": "application/json"}
SHOWN = {code: (text, keyboard) for code, (text, keyboard) in given["by_code"].items()}


async def tapped(session: aiohttp.ClientSession, query: dict) -> None:
    text, keyboard = SHOWN[query["data"][2:6]]
    message = query["message"]
    edit = {
        "chat_id": message["chat"]["id"],
        "message_id": message["message_id"],
        "text": text,
        "reply_markup": keyboard,
    }
    answer = {"callback_query_id": query["id"]}
    await asyncio.gather(call(session, "answerCallbackQuery", answer), call(session, "editMessageText", edit))


async def call(session: aiohttp.ClientSession, method: str, body: dict) -> dict:
    async with session.post(BASE + method, data=orjson.dumps(body), headers=JSON) as response:
        return orjson.loads(await response.read())


async def main() -> None:
    offset, tasks = 0, set()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256)) as session:
        while True:
            asked = {"timeout": 50, "offset": offset, "limit": 100}
            for update in (await call(session, "getUpdates", asked))["result"]:
                offset = update["update_id"] + 1
                task = asyncio.create_task(tapped(session, update["callback_query"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    uvloop.run(main())
