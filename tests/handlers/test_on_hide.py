import sqlite3
from pathlib import Path

import pytest
from talking import Stage, staged

from content.model import LANGUAGES
from sandbox.api.faults import refuse, silence, throttle

INTO_TOPIC = ("topics", "bullying_start")
TWO_DAYS = 48 * 3600
CANNOT_DELETE = refuse(400, "Bad Request: message can't be deleted for everyone")


async def test_S17_the_whole_talk_is_one_message(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC, "bridge", "call_150")
    chat = await person.chat()
    assert len(chat.bubbles) == 1
    assert chat.bubbles[0].edited


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S18_hide_turns_the_message_neutral_and_then_deletes_it(talk: Stage, language: str) -> None:
    person = await talk.somebody(language, *INTO_TOPIC)
    before = len(talk.sandbox.recorder)
    chat = await talk.tap(person, "@hide")
    assert chat.bubbles == ()
    calls = [call for call in list(talk.sandbox.recorder)[before:] if call.chat_id == person.id]
    assert [call.method for call in calls] == ["editMessageText", "deleteMessages"]
    assert calls[0].params["text"] == talk.neutral(language)
    assert "reply_markup" not in calls[0].params


async def test_S18_hide_by_command_does_the_same(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    await talk.do(person.say("/hide"))
    assert (await person.chat()).bubbles == ()


async def test_S18_hide_by_command_with_nothing_open_says_the_dull_line_only(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "kk")
    await talk.do(person.say("/hide"))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.neutral("kk")]


async def test_S18_if_deletion_fails_the_neutral_text_stays_without_a_keyboard(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    talk.sandbox.faults.next("deleteMessages", CANNOT_DELETE, count=-1)
    chat = await talk.tap(person, "@hide")
    assert [(bubble.text, bubble.buttons) for bubble in chat.bubbles] == [(talk.neutral("ru"), ())]


async def test_S18_a_message_too_old_to_delete_does_not_keep_the_younger_ones(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    old = await talk.live(person)
    hide = talk.way(old, "@hide")
    talk.clock.pass_by(TWO_DAYS + 60)
    await talk.do(person.start())
    young = (await talk.live(person)).id
    await talk.tap(person, "@hide")
    left = await person.chat()
    assert left.bubble(young) is None
    await talk.do(person.tap(data=hide.data, message=old.id))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.neutral("ru")]


async def test_S18_hide_works_while_telegram_throttles_the_chat(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    live = await talk.live(person)
    await person.tap(data=talk.way(live, "topics").data)
    talk.sandbox.faults.for_chat(person.id, throttle(1), count=1)
    await person.tap(data=talk.way(live, "@hide").data, message=live.id)
    await person.wait_for(lambda chat: not chat.bubbles)


async def test_S18_hide_works_with_the_database_gone(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    locker = sqlite3.connect(talk.folder / "counts.db", isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    live = await talk.live(person)
    await person.tap(data=talk.way(live, "@hide").data)
    chat = await person.wait_for(lambda chat: not chat.bubbles, patience=3)
    assert chat.bubbles == ()
    locker.execute("ROLLBACK")
    locker.close()


async def test_S19_start_after_hide_begins_at_the_language(talk: Stage) -> None:
    person = await talk.somebody("kk", *INTO_TOPIC, "@hide")
    await talk.do(person.start())
    live = await talk.live(person)
    assert live.text == talk.text("language", "kk")
    assert talk.means(live.buttons[1].data).state.topic == ""
    assert talk.means(live.buttons[1].data).state.origin == ""


async def test_S19_a_tap_that_arrives_after_hide_brings_nothing_back(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    live = await talk.live(person)
    await talk.tap(person, "@hide")
    await talk.do(person.tap(data=live.buttons[1].data, message=live.id))
    assert (await person.chat()).bubbles == ()


async def test_S19_a_tap_from_a_second_device_shows_only_the_neutral_text(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    live = await talk.live(person)
    talk.sandbox.faults.next("deleteMessages", CANNOT_DELETE, count=-1)
    await talk.tap(person, "@hide")
    talk.clock.pass_by(3600)
    await talk.do(person.tap(data=live.buttons[1].data, message=live.id))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.neutral("ru")]


async def test_S19_a_tap_on_a_deleted_message_offers_no_more_than_going_on(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    live = await talk.live(person)
    await talk.tap(person, "@hide")
    talk.clock.pass_by(3600)
    await talk.do(person.tap(data=live.buttons[1].data, message=live.id))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.resume("ru")]


async def test_S20_a_talk_left_alone_turns_neutral_and_is_forgotten(talk: Stage) -> None:
    person = await talk.somebody("kk", *INTO_TOPIC)
    assert talk.parts.sessions.idle() == []
    talk.clock.pass_by(15 * 60 + 1)
    assert talk.parts.sessions.idle() == [person.id]
    await talk.left_alone()
    assert (await talk.live(person)).text == talk.resume("kk")
    assert len(talk.parts.sessions) == 0
    assert talk.parts.conversation.open_talks() == 0


async def test_S20_after_that_a_tap_leads_to_the_language(talk: Stage) -> None:
    person = await talk.somebody("kk", *INTO_TOPIC)
    old = await talk.live(person)
    await talk.left_alone()
    await talk.do(person.tap(data=old.buttons[1].data, message=old.id))
    assert (await talk.live(person)).text == talk.text("language", "kk")


async def test_S20_a_tap_in_time_keeps_the_talk_open(talk: Stage) -> None:
    person = await talk.somebody("kk", *INTO_TOPIC)
    for _ in range(3):
        talk.clock.pass_by(14 * 60)
        await talk.tap(person, "topics")
        await talk.tap(person, "bullying_start")
    assert talk.parts.sessions.idle() == []


async def test_S20_the_limit_is_a_setting_and_works_by_itself(tmp_path: Path) -> None:
    async with staged(tmp_path, idle_minutes=0.01) as talk:
        person = await talk.somebody("en", "hide_info")
        talk.clock.pass_by(60)
        await person.wait_for(lambda chat: chat.last and chat.last.text == talk.resume("en"))


async def test_S20_a_clean_stop_turns_every_open_talk_neutral(talk: Stage) -> None:
    people = [await talk.somebody(language, *INTO_TOPIC) for language in LANGUAGES]
    assert await talk.stop() == 0
    for person, language in zip(people, LANGUAGES, strict=True):
        assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.resume(language)]


async def test_S20_a_chat_that_does_not_answer_does_not_keep_the_others_open(tmp_path: Path) -> None:
    async with staged(tmp_path, idle_minutes=0.001) as talk:
        slow, other = [await talk.somebody("ru", *INTO_TOPIC) for _ in range(2)]
        talk.sandbox.faults.for_chat(slow.id, silence(), count=-1)
        talk.clock.pass_by(60)
        await other.wait_for(lambda chat: chat.last and chat.last.text == talk.resume("ru"), patience=5)
        talk.sandbox.faults.clear()
        await slow.wait_for(lambda chat: chat.last and chat.last.text == talk.resume("ru"), patience=15)


async def test_S18_the_contact_card_goes_with_hide(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC, "bridge", "call_150", "contact_warning", "@contact")
    chat = await person.chat()
    assert [bubble.kind for bubble in chat.bubbles] == ["text", "contact"]
    assert chat.bubbles[1].raw["contact"]["phone_number"] == "150"
    assert chat.bubbles[0].text == talk.text("call_150", "ru")
    await talk.do(person.tap(data=talk.way(chat.bubbles[0], "@hide").data))
    assert (await person.chat()).bubbles == ()


async def test_S18_hide_takes_more_cards_than_its_button_can_name(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC, "bridge", "call_150")
    for _ in range(8):
        await talk.tap(person, "contact_warning")
        await talk.tap(person, "@contact")
    await talk.tap(person, "@hide")
    assert (await person.chat()).bubbles == ()


async def test_S46_after_hide_nothing_of_the_chat_is_kept(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC, "@hide")
    assert talk.parts.sessions.get(person.id) is None
    assert talk.parts.conversation.open_talks() == 0


async def test_a_person_who_blocks_the_bot_is_forgotten(talk: Stage) -> None:
    person = await talk.somebody("ru", *INTO_TOPIC)
    await talk.do(person.block())
    assert talk.parts.sessions.get(person.id) is None
