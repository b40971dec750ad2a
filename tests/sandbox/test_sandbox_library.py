"""python-telegram-bot's own Bot talks to the sandbox."""

from collections.abc import AsyncIterator

import pytest
from calling import TOKEN
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    MessageEntity,
)
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

from sandbox.api import faults
from sandbox.people.person import Person
from sandbox.server import Sandbox


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot") as ours:
        yield ours


async def test_a_whole_exchange(bot: Bot, person: Person) -> None:
    (start,) = await bot.get_updates(timeout=5)
    assert start.message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data="n")]])
    bold = [MessageEntity(MessageEntity.BOLD, 0, 2)]
    sent = await start.message.reply_text("Hi", entities=bold, reply_markup=markup, disable_notification=True)
    assert sent.text_html == "<b>Hi</b>"
    await person.tap("Next")
    (tap,) = await bot.get_updates(offset=start.update_id + 1, timeout=5)
    assert tap.callback_query is not None
    assert await tap.callback_query.answer("ok")
    edited = await tap.callback_query.edit_message_text("Second")
    assert edited.edit_date is not None
    assert await bot.delete_messages(person.id, [start.message.message_id, sent.message_id])
    assert (await person.chat()).bubbles == ()


async def test_files_contacts_and_media(bot: Bot, person: Person) -> None:
    sent = await bot.send_photo(person.id, b"png", caption="c", filename="p.png")
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"png"
    media = InputMediaDocument(b"csv", filename="t.csv")
    await bot.edit_message_media(media, person.id, sent.message_id)
    await bot.send_contact(person.id, "150", "Help")
    assert [bubble.kind for bubble in (await person.chat()).from_bot] == ["document", "contact"]


async def test_the_profile(bot: Bot, person: Person) -> None:
    assert await bot.set_my_commands([BotCommand("start", "Begin")], language_code="kk")
    assert (await bot.get_my_commands(language_code="kk"))[0].description == "Begin"
    assert await bot.set_my_name("Name")
    assert (await bot.get_me()).first_name == "Name"
    assert (await bot.get_chat(person.id)).first_name == "Aru"
    assert await bot.set_chat_menu_button()
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_are_the_librarys_errors(
    sandbox: Sandbox, bot: Bot, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "a")
    sandbox.faults.next("sendMessage", faults.throttle(3))
    with pytest.raises(RetryAfter):
        await bot.send_message(person.id, "a")
    await person.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(person.id, "a")
    await bot.set_webhook("https://a.kz/hook")
    with pytest.raises(Conflict):
        await bot.get_updates()
