"""The chat page: its files, its words in three languages, and the stream of changes it listens to."""

import asyncio
import contextlib
import tomllib
from importlib.resources import files

import orjson
from aiohttp import web

from sandbox.api.methods import Api
from sandbox.api.profile_methods import in_language, shown_commands
from sandbox.api.world import Json
from sandbox.people.phone import NotInSandboxError, person_chat, seen

ASSETS = {
    "index.html": "text/html",
    "app.css": "text/css",
    "app.js": "text/javascript",
    "chat.js": "text/javascript",
    "draw.js": "text/javascript",
    "menus.js": "text/javascript",
    "net.js": "text/javascript",
    "tabs.js": "text/javascript",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:",
}
BEAT = 15.0
WORDS = "page_words.toml"


def words() -> Json:
    """The words of the page, by language (page_words.toml)."""
    return tomllib.loads((files("sandbox") / "page" / WORDS).read_text(encoding="utf-8"))


def page_routes(api: Api) -> list[web.RouteDef]:
    """`/`, its assets, and what only the page asks for."""

    async def phone(request: web.Request) -> web.Response:
        try:
            shown = on_phone(api, int(request.match_info["person"]))
        except (NotInSandboxError, ValueError):
            raise web.HTTPNotFound from None
        return _json(shown)

    async def media(request: web.Request) -> web.Response:
        stored = api.world.files.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored[2], content_type=stored[1], headers=HEADERS)

    async def events(request: web.Request) -> web.StreamResponse:
        return await _stream(request, api)

    return [
        web.get("/", _asset),
        web.get("/page/{name}", _asset),
        web.get("/sandbox/words", _page_words),
        web.get("/sandbox/phone/{person}", phone),
        web.get("/sandbox/media/{file_id}", media),
        web.get("/sandbox/events", events),
    ]


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    if name not in ASSETS:
        raise web.HTTPNotFound
    body = (files("sandbox") / "page" / name).read_bytes()
    return web.Response(body=body, content_type=ASSETS[name], charset="utf-8", headers=HEADERS)


async def _page_words(_request: web.Request) -> web.Response:
    return _json(words())


def _json(shown: Json) -> web.Response:
    return web.Response(body=orjson.dumps(shown), content_type="application/json", headers=HEADERS)


def on_phone(api: Api, person: int) -> Json:
    """The chat of a person with what the phone shows around it: bot name, description, commands."""
    world = api.world
    chat = person_chat(world, person)
    language = (chat.user or {}).get("language_code", "")
    bot = {
        "name": in_language(world.profile.names, language) or world.bot["first_name"],
        "description": in_language(world.profile.descriptions, language),
        "commands": shown_commands(world, chat.id, language),
    }
    return {**seen(world, chat), "bot": bot}


async def _stream(request: web.Request, api: Api) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **HEADERS})
    await response.prepare(request)
    world = api.world
    told = world.version
    while True:
        changed = [chat.id for chat in world.chats.values() if chat.version > told]
        told = world.version
        event = {"chats": changed, "errors": world.content_errors}
        await response.write(b"data: " + orjson.dumps(event) + b"\n\n")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(world.next_change(None, told), BEAT)
