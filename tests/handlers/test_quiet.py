"""S21, S22: what the bot sends is silent, caused by a person, and dull where others may see it."""

import pytest
from talking import NOON, ORGANISER, Stage

from content.model import LANGUAGES, TOPICS
from sandbox.api.faults import refuse
from sandbox.api.refusals import QUERY_TOO_OLD
from sandbox.people.person import Person
from sandbox.people.phone import SAMPLES

SENT = ("sendMessage", "editMessageText", "sendContact")
TEN_MINUTES = 600


async def a_long_talk(talk: Stage) -> Person:
    ways = ("topics", "bullying_start", "bridge", "call_150", "contact_warning")
    person = await talk.somebody("ru", *ways, "@contact", "danger", "helplines")
    await talk.do(person.say("меня травят в школе"))
    await talk.do(person.say("муж душит меня прямо сейчас"))
    for kind in SAMPLES:
        await talk.do(person.send(kind))
    await talk.do(person.say("/about"))
    await talk.tap(person, "@hide")
    await talk.do(person.say("/hide"))
    await talk.do(person.start())
    return person


async def test_S21_everything_is_sent_silently_and_without_previews(talk: Stage) -> None:
    await a_long_talk(talk)
    for call in (call for call in talk.sandbox.recorder if call.method in SENT):
        if call.method != "editMessageText":
            assert call.params.get("disable_notification") is True, call.method
        if call.method != "sendContact":
            assert call.params["link_preview_options"] == {"is_disabled": True}


async def test_S22_nothing_is_sent_to_whoever_has_not_written(talk: Stage) -> None:
    quiet = await talk.sandbox.person("Quiet", "ru")
    await a_long_talk(talk)
    talk.clock.pass_by(2 * 86_400)
    await talk.settled()
    assert [call for call in talk.sandbox.recorder if call.chat_id in (quiet.id, ORGANISER)] == []


async def test_S22_no_new_message_is_sent_without_an_update(talk: Stage) -> None:
    person = await talk.somebody("ru", "hide_info")
    before = len(talk.sandbox.recorder.of("sendMessage"))
    talk.clock.pass_by(3600)
    assert await talk.stop() == 0
    assert len(talk.sandbox.recorder.of("sendMessage")) == before
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.resume("ru")]


@pytest.mark.parametrize("text", ["меня бьет муж", "/about", "/start", "/start k7", "помогите"])
async def test_S22_a_text_from_an_outage_is_answered_neutrally_only(talk: Stage, text: str) -> None:
    person = await talk.sandbox.person("A", "ru")
    old = {"text": text, "date": int(NOON) - TEN_MINUTES - 1}
    await talk.do(person.send("old", old))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.resume("ru")]
    await talk.tap(person, "language")
    assert (await talk.live(person)).text == talk.text("language", "ru")


async def test_S22_a_text_nine_minutes_old_is_answered(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.send("old", {"text": "меня травят в школе", "date": int(NOON) - 540}))
    assert talk.shown(await talk.live(person), "ru") == "typed_guess"


async def test_S22_a_tap_from_an_outage_is_counted_but_shows_no_content(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics")
    live = await talk.live(person)
    talk.clock.pass_by(TEN_MINUTES + 1)
    talk.sandbox.faults.next("answerCallbackQuery", refuse(400, QUERY_TOO_OLD))
    await talk.do(person.tap(data=talk.way(live, "bullying_start").data, message=live.id))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.resume("ru")]
    assert await talk.counted() == {("opened", "bullying", "ru"): 1}


async def test_S22_a_tap_after_a_quiet_hour_is_an_ordinary_one(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics")
    talk.clock.pass_by(3600)
    await talk.tap(person, "bullying_start")
    assert (await talk.live(person)).text == talk.text("bullying_start", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S21_commands_name_no_topic(talk: Stage, language: str) -> None:
    words = talk.parts.book.content.words[language].screens
    topics = {word for topic in TOPICS for word in words["topics"][topic].lower().split() if len(word) > 4}
    descriptions = " ".join(words["common"][f"command_{name}"] for name in ("start", "hide", "about"))
    assert not topics & set(descriptions.lower().split())
