import pytest
from talking import Stage

from content.model import LANGUAGES
from content.render import label

EMERGENCY = ("112", "102", "103")


async def test_S01_S03_the_first_screen_is_the_language_with_the_numbers_on_it(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "en")
    await talk.do(person.start())
    live = await talk.live(person)
    assert [label(talk.parts.book.content, each, "language_name") in live.labels for each in LANGUAGES] == [
        True
    ] * 3
    assert all(number in live.text for number in (*EMERGENCY, "150"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S02_S03_the_first_text_says_who_it_is_and_what_each_number_is(
    talk: Stage, language: str
) -> None:
    live = await talk.live(await talk.somebody("en", chosen=language))
    assert live.text == talk.text("welcome", language)
    said = [line for line in live.text.splitlines() if line[:3] in (*EMERGENCY, "150")]
    assert len(said) == 4
    assert all(len(line) > 8 for line in said)


async def test_S04_the_welcome_says_what_hide_does_with_a_way_to_the_rest(talk: Stage) -> None:
    person = await talk.somebody("ru")
    assert "«Скрыть»" in (await talk.live(person)).text
    await talk.tap(person, "hide_info")
    assert (await talk.live(person)).text == talk.text("hide_info", "ru")


async def test_S62_no_gate_stands_before_a_topic_whoever_types_or_taps(talk: Stage) -> None:
    other = await talk.somebody("ru")
    await talk.do(other.say("меня бьет муж"))
    await talk.tap(other, "dv_start")
    assert (await talk.live(other)).text == talk.text("dv_start", "ru")


async def test_S05_whoever_may_be_seen_gets_advice_and_may_go_on(talk: Stage) -> None:
    person = await talk.somebody("kk")
    await talk.do(person.say("/about"))
    await talk.do(person.say("менің күйеуім ұрады"))
    await talk.tap(person, "dv_start")
    await talk.tap(person, "dv_seen")
    assert (await talk.live(person)).text == talk.text("dv_seen", "kk")
    await talk.tap(person, "dv_start")
    assert (await talk.live(person)).text == talk.text("dv_start", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S35_danger_is_one_tap_from_the_first_screen(talk: Stage, language: str) -> None:
    person = await talk.sandbox.person("A", language)
    await talk.do(person.start())
    await talk.tap(person, "danger")
    shown = (await talk.live(person)).text
    assert shown == talk.text("danger", language)
    assert min(shown.find("102"), shown.find("112")) > -1


async def test_S01_the_language_can_be_changed_in_the_middle_and_the_talk_stays(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics", "bullying_start")
    await talk.tap(person, "language")
    await talk.choose(person, "kk")
    assert (await talk.live(person)).text == talk.text("bullying_start", "kk")


async def test_language_and_about_are_answered_in_the_live_message(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics")
    before = (await talk.live(person)).id
    await talk.do(person.say("/about"))
    assert (await talk.live(person)).text == talk.text("about", "ru")
    assert (await talk.live(person)).id == before
    await talk.tap(person, "@origin")
    assert (await talk.live(person)).text == talk.text("topics", "ru")
    await talk.do(person.say("/language"))
    assert (await talk.live(person)).text == talk.text("language", "ru")


async def test_a_deep_link_opens_its_screen_after_the_welcome_and_is_counted_once(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "ru")
    await talk.do(person.start("k7"))
    assert (await talk.live(person)).text == talk.text("language", "ru")
    await talk.choose(person, "ru")
    assert (await talk.live(person)).text == talk.text("welcome", "ru")
    await talk.tap(person, "rights")
    assert (await talk.live(person)).text == talk.text("rights", "ru")
    assert await talk.counted() == {("campaign", "k7", "ru"): 1}


@pytest.mark.parametrize("payload", ["unknown", "k7 k7", "бред", "../../etc", "k" * 64])
async def test_a_deep_link_nobody_made_begins_like_any_other(talk: Stage, payload: str) -> None:
    person = await talk.sandbox.person("A", "ru")
    await talk.do(person.start(payload))
    assert (await talk.live(person)).text == talk.text("language", "ru")
    assert await talk.counted() == {}


async def test_S21_commands_are_neutral_and_in_the_language_of_the_phone(talk: Stage) -> None:
    calls = talk.sandbox.recorder.of("setMyCommands")
    assert [call.params.get("language_code", "") for call in calls] == ["", *LANGUAGES]
    for call in calls:
        names = [each["command"] for each in call.params["commands"]]
        assert names == ["start", "hide", "language", "about"]


async def test_the_main_way_to_150_counts_what_it_should(talk: Stage) -> None:
    ways = ("topics", "bullying_start", "bridge", "call_150", "will_call", "helped_yes")
    person = await talk.somebody("kk", *ways)
    assert (await talk.live(person)).text == talk.text("helped_yes", "kk")
    assert await talk.counted() == {
        ("opened", "bullying", "kk"): 1,
        ("helpline", "bullying", "kk"): 1,
        ("will_call", "bullying", "kk"): 1,
        ("helped_yes", "bullying", "kk"): 1,
    }
    assert talk.refusals() == []


async def test_S47_going_the_same_way_again_counts_nothing_more(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics", "bullying_start")
    for way in ("topics", "bullying_start", "topics", "bullying_start"):
        await talk.tap(person, way)
    assert await talk.counted() == {("opened", "bullying", "ru"): 1}


async def test_on_the_sixteen_days_the_card_of_the_day_is_a_tap_from_the_doors(talk: Stage) -> None:
    talk.clock.pass_by(6 * 86_400)
    person = await talk.somebody("kk", "sixteen_today")
    cards = talk.parts.book.content.screens["sixteen_today"].daily
    assert (await talk.live(person)).text == talk.text(cards[5], "kk")
    assert talk.refusals() == []
