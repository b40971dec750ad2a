"""How calls may be written: JSON, urlencoded, multipart, query string; loose types; tokens."""

import aiohttp
import orjson
import pytest
from calling import TOKEN, Call

from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox


def url(sandbox: Sandbox, method: str, token: str = TOKEN) -> str:
    return f"{sandbox.url}/bot{token}/{method}"


async def test_all_four_ways_to_pass_parameters(
    sandbox: Sandbox, http: aiohttp.ClientSession, person: Person
) -> None:
    chat = str(person.id)
    markup = orjson.dumps({"inline_keyboard": [[{"text": "b", "callback_data": "c"}]]}).decode()
    params = {"chat_id": chat, "text": "query", "reply_markup": markup}
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", chat)
    form.add_field("text", "multipart")
    async with (
        http.get(url(sandbox, "SENDMESSAGE"), params=params) as one,
        http.post(url(sandbox, "sendMessage"), data={**params, "text": "form"}) as two,
        http.post(url(sandbox, "sendMessage"), json={**params, "text": "json"}) as three,
        http.post(url(sandbox, "sendmessage"), data=form) as four,
    ):
        assert [response.status for response in (one, two, three, four)] == [200] * 4
    view = await person.chat()
    assert [bubble.text for bubble in view.from_bot] == ["query", "form", "json", "multipart"]
    assert [bubble.labels for bubble in view.from_bot] == [("b",), ("b",), ("b",), ()]


async def test_an_upload_can_be_fetched_again(
    sandbox: Sandbox, http: aiohttp.ClientSession, result: Call, person: Person
) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(person.id))
    form.add_field("document", "attach://f1")
    form.add_field("f1", b"a,b\n1,2\n", filename="t.csv", content_type="text/csv")
    async with http.post(url(sandbox, "sendDocument"), data=form) as response:
        document = (await response.json())["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("t.csv", "text/csv", 8)
    stored = await result("getFile", file_id=document["file_id"])
    async with http.get(f"{sandbox.url}/file/bot{TOKEN}/{stored['file_path']}") as response:
        assert await response.read() == b"a,b\n1,2\n"
    again = await result("sendDocument", chat_id=person.id, document=document["file_id"])
    assert again["document"]["file_id"] == document["file_id"]


async def test_media_can_be_replaced_in_place(
    sandbox: Sandbox, http: aiohttp.ClientSession, result: Call, person: Person
) -> None:
    sent = await result("sendMessage", chat_id=person.id, text="soon")
    form = aiohttp.FormData()
    form.add_field("chat_id", str(person.id))
    form.add_field("message_id", str(sent["message_id"]))
    form.add_field("media", '{"type": "photo", "media": "attach://p", "caption": "c"}')
    form.add_field("p", b"png", filename="p.png", content_type="image/png")
    async with http.post(url(sandbox, "editMessageMedia"), data=form) as response:
        assert (await response.json())["ok"]
    last = (await person.chat()).last
    assert last is not None
    assert (last.kind, last.text, last.edited) == ("photo", "c", True)


@pytest.mark.parametrize(
    ("body", "content_type", "description"),
    [
        (b"{", "application/json", "Bad Request: can't parse JSON object"),
        (b"[]", "application/json", "Bad Request: object expected as JSON body"),
        (b"text=%ff", "application/x-www-form-urlencoded", "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_broken_bodies_are_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, body: bytes, content_type: str, description: str
) -> None:
    headers = {"Content-Type": content_type}
    async with http.post(url(sandbox, "sendMessage"), data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"] == description


async def test_only_given_tokens_are_let_in(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(url(sandbox, "getMe", "2:other")) as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_any_token_is_let_in_unless_told_otherwise(http: aiohttp.ClientSession) -> None:
    open_to_all = await start_sandbox()
    async with http.get(url(open_to_all, "getMe", "77:x")) as any_token:
        assert any_token.status == 200
    async with http.get(url(open_to_all, "getMe", "nonsense")) as no_token:
        assert no_token.status == 401
    await open_to_all.close()


async def test_it_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await start_sandbox("0.0.0.0")


async def test_the_profile_is_kept_by_language(result: Call) -> None:
    for language, text in (("", "default"), ("kk", "kazakh")):
        await result("setMyDescription", description=text, language_code=language)
        await result("setMyShortDescription", short_description=text, language_code=language)
        await result("setMyName", name=text, language_code=language)
    got = [
        (await result(method, language_code=language))[field]
        for method, field in (
            ("getMyDescription", "description"),
            ("getMyShortDescription", "short_description"),
            ("getMyName", "name"),
        )
        for language in ("kk", "ru")
    ]
    assert got == ["kazakh", "default"] * 3
    commands = [{"command": "start", "description": "Begin"}]
    assert await result("setMyCommands", commands=commands, language_code="kk") is True
    assert await result("getMyCommands", language_code="kk") == commands
    assert await result("getMyCommands") == []
    assert await result("deleteMyCommands", language_code="kk") is True
    assert await result("getMyCommands", language_code="kk") == []


async def test_explicit_entities_are_checked_and_kept(call: Call, person: Person) -> None:
    bold = {"type": "bold", "offset": 1, "length": 2}
    sent = await call("sendMessage", chat_id=person.id, text=" abc", entities=[bold])
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    beyond = {"type": "bold", "offset": 1, "length": 9}
    body = await call("sendMessage", chat_id=person.id, text="abc", entities=[beyond])
    words = (
        "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10"
    )
    assert body["description"] == words


async def test_entities_move_with_the_trimmed_text_and_a_link_telegram_drops_is_dropped(
    result: Call, person: Person
) -> None:
    given = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "text_link", "offset": 4, "length": 1, "url": "a.kz"},
        {"type": "text_link", "offset": 2, "length": 1, "url": "tel:150"},
    ]
    sent = await result("sendMessage", chat_id=person.id, text="  \U0001f600b ", entities=given)
    assert sent["text"] == "\U0001f600b"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 2, "length": 1, "url": "http://a.kz/"},
    ]
