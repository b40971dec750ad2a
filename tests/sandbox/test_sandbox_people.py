"""Pretend people: what the bot gets from each thing they do, and what they see."""

import asyncio
from typing import Any

import pytest
from calling import Call, Clock, keys

from sandbox.people.crowd import crowd_at
from sandbox.people.person import NothingHappenedError, Person
from sandbox.server import Sandbox

TWO_DAYS = 48 * 3600


async def newest(result: Call) -> dict[str, Any]:
    return (await result("getUpdates", offset=-1))[0]


async def test_a_deep_link_and_the_language_of_the_phone(sandbox: Sandbox, result: Call) -> None:
    somebody = await sandbox.person("Ali", "en", last_name="B", username="ali")
    await somebody.start("code_1")
    message = (await newest(result))["message"]
    assert message["text"] == "/start code_1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": somebody.id,
        "is_bot": False,
        "first_name": "Ali",
        "last_name": "B",
        "username": "ali",
        "language_code": "en",
    }
    await somebody.set_language("kk")
    await somebody.say("a")
    assert (await newest(result))["message"]["from"]["language_code"] == "kk"


@pytest.mark.parametrize(
    "kind",
    [
        "sticker",
        "voice",
        "photo",
        "document",
        "location",
        "contact",
        "video",
        "video_note",
        "animation",
        "dice",
    ],
)
async def test_things_that_are_not_text(result: Call, person: Person, kind: str) -> None:
    await person.send(kind)
    assert kind in (await newest(result))["message"]
    assert (await person.chat()).mine[-1].kind == kind


async def test_an_edited_message(result: Call, person: Person) -> None:
    number = await person.say("a")
    await person.edit(number, "b")
    assert (await newest(result))["edited_message"]["text"] == "b"
    with pytest.raises(LookupError):
        await person.edit(number + 1, "c")


async def test_a_tap_carries_the_message_as_it_stands(result: Call, person: Person) -> None:
    sent = await result("sendMessage", chat_id=person.id, text="one", reply_markup=keys((("b", "x:1"),)))
    where = {"chat_id": person.id, "message_id": sent["message_id"]}
    await person.tap("b")
    await result("editMessageText", **where, text="two", reply_markup=keys((("c", "x:2"),)))
    await person.tap(data="x:1", message=sent["message_id"])
    before, after = await result("getUpdates", offset=-2)
    assert before["callback_query"]["message"]["text"] == "one"
    assert after["callback_query"]["message"]["text"] == "two"
    assert after["callback_query"]["message"]["reply_markup"] == keys((("c", "x:2"),))
    assert after["callback_query"]["data"] == "x:1"


async def test_a_deleted_or_old_message_arrives_without_content(
    result: Call, person: Person, clock: Clock
) -> None:
    shapes = []
    for spoil in ("delete", "age"):
        sent = await result("sendMessage", chat_id=person.id, text="a", reply_markup=keys((("b", "c"),)))
        if spoil == "delete":
            await result("deleteMessage", chat_id=person.id, message_id=sent["message_id"])
        else:
            clock.pass_by(TWO_DAYS + 1)
        await person.tap(data="c", message=sent["message_id"])
        shapes.append((await newest(result))["callback_query"]["message"])
    assert [sorted(shape) for shape in shapes] == [["chat", "date", "message_id"]] * 2
    assert [shape["date"] for shape in shapes] == [0, 0]


async def test_blocking_is_told_and_writing_again_unblocks(result: Call, person: Person) -> None:
    await person.block()
    change = (await newest(result))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    await person.say("back")
    unblocked, message = await result("getUpdates", offset=-2)
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["text"] == "back"


async def test_a_wiped_chat_is_empty_for_the_person_only(result: Call, person: Person) -> None:
    sent = await result("sendMessage", chat_id=person.id, text="a")
    await person.delete_chat()
    assert (await person.chat()).bubbles == ()
    await result("editMessageText", chat_id=person.id, message_id=sent["message_id"], text="b")
    assert (await person.chat()).bubbles == ()
    await result("sendMessage", chat_id=person.id, text="c")
    assert (await person.chat()).text == "c"


async def test_a_group_and_a_channel(result: Call, person: Person) -> None:
    group = await person.add_bot_to_group("Family")
    added, joined = await result("getUpdates", offset=-2)
    assert added["my_chat_member"]["chat"] == {"id": group, "type": "supergroup", "title": "Family"}
    assert joined["message"]["new_chat_members"][0]["is_bot"]
    await person.say("among us", group=group)
    assert person.last_update is None, "privacy mode: the bot does not hear ordinary talk"
    await person.say("/start", group=group)
    assert (await newest(result))["message"]["chat"]["id"] == group
    await result("sendMessage", chat_id=group, text="neutral", reply_markup=keys((("b", "c"),)))
    assert (await person.chat(group)).text.endswith("neutral\nb")
    channel = await person.post_to_channel("news")
    post = (await newest(result))["channel_post"]
    assert (post["chat"]["id"], post["text"]) == (channel, "news")


async def test_message_ids_are_one_sequence_over_all_chats(sandbox: Sandbox, person: Person) -> None:
    other = await sandbox.person()
    assert [await other.say("a"), await person.say("b"), await other.say("c")] == [2, 3, 4]


async def test_waiting_sees_answers_to_taps(call: Call, result: Call, person: Person) -> None:
    await result("sendMessage", chat_id=person.id, text="a", reply_markup=keys((("Hide now", "c"),)))
    look = asyncio.create_task(person.tap_and_see("Hide"))
    query = (await result("getUpdates", offset=2, timeout=5))[0]["callback_query"]
    assert (await person.chat()).unanswered == 1
    await call("answerCallbackQuery", callback_query_id=query["id"], text="toast", show_alert=True)
    view = await look
    assert (view.notices[-1].text, view.notices[-1].alert, view.unanswered) == ("toast", True, 0)


async def test_waiting_in_vain_shows_the_screen(person: Person) -> None:
    with pytest.raises(NothingHappenedError, match="/start"):
        await person.wait_for(lambda chat: chat.last, patience=0.05)


async def test_no_such_button_shows_the_screen(result: Call, person: Person) -> None:
    await result(
        "sendMessage", chat_id=person.id, text="a", reply_markup=keys((("one", "1"), ("one more", "2")))
    )
    assert await person.tap("one")
    with pytest.raises(LookupError, match="one more"):
        await person.tap("none")


async def test_people_work_the_same_from_another_process(
    sandbox: Sandbox, result: Call, clock: Clock
) -> None:
    async with crowd_at(sandbox.url) as crowd:
        somebody = await crowd.person("Dana", "ru")
        asked = await somebody.start()
        waiting = asyncio.create_task(somebody.reply(asked))
        await result("sendMessage", chat_id=somebody.id, text="hello")
        assert (await waiting).text == "hello"
        assert [call["method"] for call in await crowd.calls()] == ["sendMessage"]
        with pytest.raises(LookupError, match="no message"):
            await somebody.delete_message(999)


async def test_every_update_is_one_the_library_understands(sandbox: Sandbox, result: Call) -> None:
    from telegram import Update

    somebody = await sandbox.person("A", "ru")
    first = await somebody.start()
    await somebody.edit(first, "b")
    for kind in (
        "sticker",
        "voice",
        "photo",
        "document",
        "location",
        "contact",
        "video",
        "video_note",
        "dice",
    ):
        await somebody.send(kind)
    sent = await result("sendMessage", chat_id=somebody.id, text="a", reply_markup=keys((("b", "c"),)))
    await somebody.tap("b")
    await somebody.delete_message(sent["message_id"])
    await somebody.tap(data="c", message=sent["message_id"])
    await somebody.block()
    await somebody.add_bot_to_group()
    await somebody.post_to_channel("news")
    for update in await result("getUpdates"):
        assert Update.de_json(update, None).effective_chat is not None
