import pytest
from talking import Stage

from content.model import LANGUAGES
from content.render import label
from sandbox.api.faults import refuse
from sandbox.people.phone import SAMPLES


@pytest.mark.parametrize("kind", SAMPLES)
async def test_S10_whatever_is_sent_is_answered_and_taken_away(talk: Stage, kind: str) -> None:
    person = await talk.somebody("kk", "hide_info")
    sent = await talk.do(person.send(kind))
    chat = await person.chat()
    assert chat.bubble(sent) is None
    assert [bubble.text for bubble in chat.bubbles] == [talk.text("sent_media", "kk")]


async def test_S10_a_photo_with_words_under_it_is_answered_like_a_photo(talk: Stage) -> None:
    person = await talk.somebody("ru")
    photo = {**SAMPLES["photo"](), "caption": "меня бьет муж"}
    await talk.do(person.send("photo", photo))
    assert (await talk.live(person)).text == talk.text("sent_media", "ru")


@pytest.mark.parametrize("kind", ["sticker", "voice", "contact"])
async def test_S10_also_before_start(talk: Stage, kind: str) -> None:
    person = await talk.sandbox.person("A", "en")
    await talk.do(person.send(kind))
    assert [bubble.text for bubble in (await person.chat()).bubbles] == [talk.text("sent_media", "en")]


async def test_S10_every_kind_of_update_is_answered_only_with_what_telegram_accepts(talk: Stage) -> None:
    person = await talk.somebody("ru")
    for kind in SAMPLES:
        await talk.do(person.send(kind))
    assert {error for _, error in talk.refusals() if "not modified" not in error} == set()


async def test_S10_an_edited_message_is_answered_anew(talk: Stage) -> None:
    person = await talk.somebody("ru")
    talk.sandbox.faults.next("deleteMessages", refuse(400, "Bad Request: message can't be deleted"), count=1)
    typed = await talk.do(person.say("красное яблоко"))
    await talk.do(person.edit(typed, "меня травят в школе"))
    live = await talk.live(person)
    assert live.text == talk.text("typed_guess", "ru")
    assert talk.way(live, "bullying_start")


@pytest.mark.parametrize(
    "command", ["/unknown", "/stats", "/health", "/startle", "/", "/hide_me", "/START@x", "/help"]
)
async def test_S10_S49_an_unknown_command_gets_one_honest_screen(talk: Stage, command: str) -> None:
    person = await talk.somebody("ru", "hide_info")
    await talk.do(person.say(command))
    live = await talk.live(person)
    known = {"/START@x": "language", "/help": "helplines"}
    spoken = {"/": {"typed_not_understood", "sent_command"}}
    expected = spoken.get(command, {known.get(command, "sent_command")})
    assert live.text in {talk.text(screen, "ru") for screen in expected}


async def test_S49_a_stranger_asking_for_counts_gets_what_any_unknown_command_gets(talk: Stage) -> None:
    one, other = await talk.somebody("ru", "hide_info"), await talk.somebody("ru", "hide_info")
    await talk.do(one.say("/stats"))
    await talk.do(other.say("/nonsense"))
    assert (await talk.live(one)).text == (await talk.live(other)).text


@pytest.mark.parametrize("data", ["x", "old", "1r", "1r????", "{}", "0" * 64, "3rAAAA0----" + "A" * 16])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_S10_S11_an_unknown_button_leads_to_help(talk: Stage, data: str, language: str) -> None:
    person = await talk.somebody(language, "hide_info")
    live = await talk.live(person)
    await talk.do(person.tap(data=data, message=live.id))
    assert (await person.chat()).unanswered == 0
    assert talk.shown(await talk.live(person), language) == "helplines"


async def test_S11_a_button_pressed_months_later_goes_on_in_its_language(talk: Stage) -> None:
    person = await talk.somebody("en", "topics", chosen="kk")
    live = await talk.live(person)
    talk.parts.sessions.forget(person.id)
    talk.clock.pass_by(100 * 86_400)
    await talk.do(person.tap(data=talk.way(live, "bullying_start").data, message=live.id))
    assert (await talk.live(person)).text == talk.text("bullying_start", "kk")


async def test_S10_in_a_group_the_bot_says_one_neutral_line_and_leaves(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "en")
    group = await talk.do(person.add_bot_to_group())
    chat = await person.chat(group)
    said = {bubble.text for bubble in chat.from_bot}
    assert said == {label(talk.parts.book.content, "en", "group")}
    assert len(chat.from_bot) == 1
    assert chat.left


async def test_S10_a_channel_post_gets_nothing(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "en")
    channel = await person.post_to_channel("hello")
    await talk.settled()
    assert [call for call in talk.sandbox.recorder if call.chat_id == channel] == []


async def test_the_bot_asks_only_for_the_updates_it_uses(talk: Stage) -> None:
    await talk.somebody("ru")
    asked = talk.sandbox.recorder.of("getUpdates")[0].params["allowed_updates"]
    assert asked == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_S10_S17_an_error_in_a_handler_still_brings_the_helplines_and_takes_the_text_away(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await talk.somebody("ru", "hide_info")

    def broken(*_: object) -> None:
        raise RuntimeError("меня бьет муж")

    monkeypatch.setattr("handlers.on_text.recognise", broken)
    await talk.do(person.say("привет"))
    chat = await person.chat()
    assert [bubble.text for bubble in chat.bubbles] == [talk.text("helplines", "ru")]


async def test_after_unblocking_start_begins_anew(talk: Stage) -> None:
    person = await talk.somebody("ru", "hide_info")
    await talk.do(person.block())
    await talk.do(person.unblock())
    await talk.do(person.start())
    assert (await talk.live(person)).text == talk.text("language", "ru")
