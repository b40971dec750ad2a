from itertools import pairwise

import pytest
from talking import Stage

from content.model import LANGUAGES
from content.render import label
from sandbox.api.faults import refuse

BULLIED = {"kk": "мені мектепте қорлайды", "ru": "меня травят в школе", "en": "they bully me at school"}
MEANINGLESS = "красное яблоко"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S17_what_is_typed_is_deleted_and_never_quoted(talk: Stage, language: str) -> None:
    person = await talk.somebody(language)
    typed = await talk.do(person.say(BULLIED[language]))
    chat = await person.chat()
    assert chat.bubble(typed) is None
    assert len(chat.bubbles) == 1
    sent = [str(call.params) for call in talk.sandbox.recorder if call.method != "getUpdates"]
    assert not any(BULLIED[language] in params for params in sent)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S41_a_guess_is_offered_and_can_be_taken(talk: Stage, language: str) -> None:
    person = await talk.somebody(language, "hide_info")
    await talk.do(person.say(BULLIED[language]))
    live = await talk.live(person)
    assert live.text == talk.text("typed_guess", language)
    assert talk.way(live, "topics")
    assert talk.way(live, "danger")
    await talk.tap(person, "bullying_start")
    assert (await talk.live(person)).text == talk.text("bullying_start", language)


async def test_S41_at_most_three_guesses(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say("меня травят в школе, муж бьет, не хочу жить, родители ругаются, парень бросил"))
    entries = set(talk.parts.book.content.entries.values())
    live = await talk.live(person)
    guessed = [b for b in live.buttons if b.data and talk.means(b.data).target in entries]
    assert len(guessed) <= 3


@pytest.mark.parametrize("text", ["помогите", "SOS", "көмек", "help"])
async def test_a_safe_word_alone_opens_danger_at_once(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(text))
    assert talk.shown(await talk.live(person), "ru") == "danger"


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("муж душит меня прямо сейчас", "typed_urgent_violence"),
        ("хочу умереть прямо сейчас", "typed_urgent_suicide"),
        ("меня только что изнасиловали", "typed_urgent_abuse"),
        ("меня сейчас избивают в школе", "typed_urgent_bullying"),
        ("мені мектепте қазір ұрып жатыр көмектесіңдер", "typed_urgent_bullying"),
    ],
)
async def test_S31_an_urgent_text_gets_the_urgent_screen(talk: Stage, text: str, screen: str) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(text))
    assert talk.shown(await talk.live(person), "ru") == screen
    assert (await talk.counted())[("typed", "", "ru")] == 1


@pytest.mark.parametrize("text", ["не хочу жить", "меня травят в школе, жить не хочу"])
async def test_S31_any_sign_of_risk_gets_the_question_in_one_reply(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(text))
    live = await talk.live(person)
    assert talk.shown(live, "ru") == "typed_guess_risk"
    assert {"danger_self", "suicide_teen", "suicide_friend", "topics"} <= {
        talk.means(button.data).target for button in live.buttons if button.data
    }


async def test_S31_who_answers_not_now_is_not_asked_the_same_again(talk: Stage) -> None:
    person = await talk.somebody("ru", "hide_info")
    await talk.do(person.say("не хочу жить"))
    await talk.tap(person, "suicide_not_now")
    assert (await talk.counted())[("opened", "suicidal_thoughts", "ru")] == 1


@pytest.mark.parametrize("text", ["боюсь что ударю жену", "я поднял руку на жену", "әйелімді ұрып жібердім"])
async def test_S39_whoever_fears_themselves_is_led_to_that_door(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(text))
    live = await talk.live(person)
    assert live.text == talk.text("say_afraid_of_self", "ru")
    assert talk.way(live, "fear_start")


async def test_not_understood_is_never_said_twice_in_the_same_words(talk: Stage) -> None:
    person = await talk.somebody("ru")
    said = []
    for _ in range(4):
        await talk.do(person.say(MEANINGLESS))
        said.append(talk.shown(await talk.live(person), "ru"))
    assert set(said) == {"typed_not_understood", "typed_not_understood_again"}
    assert all(one != two for one, two in pairwise(said))


@pytest.mark.parametrize("text", [MEANINGLESS, "😀😀😀", ".", "7", "а" * 4096, "\u200b\u200d", "<b>&amp;"])
async def test_S10_any_text_is_answered(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(text))
    assert (await person.chat()).mine == ()
    assert talk.shown(await talk.live(person), "ru").startswith(("typed", "say"))
    assert talk.refusals() == []


async def test_typing_in_another_language_brings_an_offer_to_switch(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(BULLIED["kk"]))
    live = await talk.live(person)
    offer = label(talk.parts.book.content, "kk", "switch_language")
    assert live.text == talk.text("typed_guess", "ru")
    assert offer in live.labels
    await talk.do(person.tap(offer))
    assert (await talk.live(person)).text == talk.text("typed_guess", "kk")
    assert talk.way(await talk.live(person), "bullying_start")


async def test_typing_in_the_language_of_the_talk_brings_no_offer(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say(BULLIED["ru"]))
    offers = {label(talk.parts.book.content, each, "switch_language") for each in LANGUAGES}
    assert not offers & set((await talk.live(person)).labels)


async def test_whoever_types_before_start_is_answered_in_the_language_typed(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "ru")
    await talk.do(person.say(BULLIED["kk"]))
    assert (await talk.live(person)).text == talk.text("typed_guess", "kk")


async def test_in_the_middle_of_a_topic_one_may_stay_there(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics", "family_start")
    await talk.do(person.say(BULLIED["ru"]))
    assert talk.shown(await talk.live(person), "ru") == "typed_guess_in_topic"
    await talk.tap(person, "@origin")
    assert talk.shown(await talk.live(person), "ru") == "family_start"


async def test_S17_a_cleared_chat_sees_the_second_answer(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await person.delete_chat()
    await talk.do(person.say(MEANINGLESS))
    await talk.do(person.say(MEANINGLESS))
    chat = await person.chat()
    assert len(chat.bubbles) == 1
    assert chat.bubbles[0].buttons


async def test_S17_a_text_that_cannot_be_deleted_now_is_deleted_by_hide(talk: Stage) -> None:
    person = await talk.somebody("ru")
    talk.sandbox.faults.next("deleteMessages", refuse(400, "Bad Request: message can't be deleted"), count=1)
    typed = await talk.do(person.say(BULLIED["ru"]))
    live = await talk.live(person)
    assert typed in talk.means(live.buttons[0].data).state.ids
    await talk.tap(person, "@hide")
    assert (await person.chat()).bubbles == ()


async def test_small_talk_is_answered_in_kind(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await talk.do(person.say("привет"))
    assert talk.shown(await talk.live(person), "ru") == "say_greeting"


async def test_S42_what_is_typed_is_in_no_file_of_the_bot(talk: Stage) -> None:
    person = await talk.somebody("ru")
    word = "зюзюкабракадабра"
    await talk.do(person.say(f"{word} {BULLIED['ru']}"))
    assert await talk.stop() == 0
    for path in talk.folder.iterdir():
        assert word.encode() not in path.read_bytes()
        assert str(person.id).encode() not in path.read_bytes()
