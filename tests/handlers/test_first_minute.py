"""The first minute as people meet it: whole talks in this process (S60–S76)."""

import pytest
from talking import Stage

from content.flow import DANGER
from content.model import LANGUAGES
from content.render import label
from sandbox.people.person import Person

INSTRUCTIONS = ("danger", "danger_silent", "danger_self", "danger_hurt", "suicide_hurt")


async def said(talk: Stage, person: Person, text: str, language: str = "ru") -> str:
    """The screen that answers the text."""
    await talk.do(person.say(text))
    return talk.shown(await talk.live(person), language)


async def targets(talk: Stage, person: Person) -> list[str]:
    return [talk.means(each.data).target for each in (await talk.live(person)).buttons if each.data]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S60_the_doors_stand_on_the_welcome_and_a_topic_is_three_taps_away(
    talk: Stage, language: str
) -> None:
    person = await talk.somebody(language)
    live = await talk.live(person)
    assert len(live.text) <= 350
    assert {"topics", "topics_other", "fear_start", "topics_young", "rights"} <= set(
        await targets(talk, person)
    )
    await talk.tap(person, "topics")
    await talk.tap(person, "dv_start")
    assert talk.shown(await talk.live(person), language) == "dv_start"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S61_a_child_of_13_is_spoken_to_as_a_child_in_danger_too(talk: Stage, language: str) -> None:
    person = await talk.somebody(language, "topics_young", "bullying_start", DANGER)
    words = talk.parts.book.content.words[language].screens[DANGER]
    assert (await talk.live(person)).text == words.get("text__young", words["text"])
    await talk.do(person.say("/language"))
    await talk.choose(person, language)
    assert (await talk.live(person)).text == words.get("text__young", words["text"])


async def test_S61_a_child_never_meets_the_menu_for_adults_of_a_topic(talk: Stage) -> None:
    person = await talk.somebody("kk", "topics_young", "dv_child", "topics")
    assert talk.shown(await talk.live(person), "kk") == "topics_young"


async def test_S62_nothing_is_asked_after_no_i_am_safe_now(talk: Stage) -> None:
    person = await talk.somebody("en")
    await said(talk, person, "I want to die right now", "en")
    await talk.tap(person, "suicide_not_now")
    assert talk.shown(await talk.live(person), "en") == "suicide_not_now"


async def test_S63_calm_leads_back_to_danger_for_whoever_typed_first(talk: Stage) -> None:
    person = await talk.sandbox.person("A", "ru")
    assert await said(talk, person, "хочу умереть прямо сейчас") == "typed_urgent_suicide"
    for way in ("danger_self", "breathing", "@origin"):
        await talk.tap(person, way)
    assert talk.shown(await talk.live(person), "ru") == "danger_self"


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("меня шантажируют нюдсами", "photos"),
        ("енем күнде ұрысады", "in_laws"),
        ("enem kunde urysady", "in_laws"),
    ],
)
async def test_S66_a_guess_names_the_screen_by_need(talk: Stage, text: str, need: str) -> None:
    person = await talk.somebody("ru")
    screen = talk.parts.book.content.needs[need].adult
    await said(talk, person, text)
    await talk.tap(person, screen)
    assert talk.shown(await talk.live(person), "ru") == screen


async def test_S66_a_girl_taken_as_a_bride_is_on_that_page_at_once(talk: Stage) -> None:
    person = await talk.somebody("kk")
    expected = talk.parts.book.content.needs["forced_marriage"].adult
    assert await said(talk, person, "алып қашты", "kk") == expected
    assert "102" in (await talk.live(person)).text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("зелёное яблоко", "here_unknown"),
        ("прости", "here_sorry"),
        ("не хочу звонить", "here_no_call"),
        ("мне стыдно", "here_ashamed"),
        ("нет денег на телефоне", "here_no_money"),
        ("мама ругается", "here_unknown"),
        ("қоңырау шалғым келмейді", "here_no_call"),
        ("ұят", "here_ashamed"),
        ("i am sorry", "here_sorry"),
    ],
)
async def test_S67_what_is_typed_leaves_danger_in_place(talk: Stage, text: str, line: str) -> None:
    person = await talk.somebody("ru", DANGER)
    await talk.do(person.say(text))
    live = await talk.live(person)
    said_first = label(talk.parts.book.content, "ru", line)
    assert live.text == f"{said_first}\n\n{talk.text(DANGER, 'ru')}"
    assert talk.way(live, "danger_silent")


@pytest.mark.parametrize("text", ["он идёт", "ол келе жатыр", "he is coming"])
async def test_S67_he_is_coming_keeps_the_silent_instructions(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru", DANGER, "danger_silent")
    await talk.do(person.say(text))
    assert talk.text("danger_silent", "ru") in (await talk.live(person)).text


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("я выпила таблетки", "suicide_hurt"),
        ("наглоталась таблеток", "suicide_hurt"),
        ("I took all the pills", "suicide_hurt"),
        ("не могу говорить вслух он рядом", "danger_silent"),
        ("он здесь", "danger_silent"),
        ("меня заперли", "danger"),
        ("меня похитили", "danger"),
        ("я беременна он ударил ногой в живот", "danger_hurt"),
        ("он сломал мне руку", "danger_hurt"),
        ("вызовите полицию", "danger"),
        ("call the police", "danger"),
        ("полиция шақырыңдаршы", "danger"),
    ],
)
async def test_S68_typed_danger_goes_to_the_screen_that_fits(talk: Stage, text: str, screen: str) -> None:
    person = await talk.somebody("ru")
    assert await said(talk, person, text) == screen


@pytest.mark.parametrize("text", ["моя подруга не хочет жить", "дочь режет себя", "my friend wants to die"])
async def test_S69_whoever_asks_for_another_is_not_asked_about_themselves(talk: Stage, text: str) -> None:
    person = await talk.somebody("ru")
    assert (await said(talk, person, text)).startswith("suicide_friend")


async def test_S69_it_is_about_somebody_else_keeps_the_topic(talk: Stage) -> None:
    person = await talk.somebody("ru")
    await said(talk, person, "муж ударил меня")
    await talk.tap(person, "typed_guess_other")
    assert "dv_friend" in await targets(talk, person)


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("я бью жену", "say_afraid_of_self"),
        ("я слежу за бывшей", "say_afraid_of_self"),
        ("я убью его", "say_threat"),
        ("хочу убить отчима", "say_threat"),
        ("i will kill him", "say_threat"),
    ],
)
async def test_S70_whoever_tells_of_their_own_violence_gets_door_three(
    talk: Stage, text: str, screen: str
) -> None:
    person = await talk.somebody("ru")
    assert await said(talk, person, text) == screen
    assert "не ваша вина" not in (await talk.live(person)).text


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("мне страшно", "panic"),
        ("маған қорқынышты", "panic"),
        ("i am scared", "panic"),
        ("мне плохо", "panic"),
        ("я одна", "say_alone"),
        ("мен жалғызбын", "say_alone"),
        ("помогите", "danger"),
        ("нужен психолог", "bridge"),
        ("психолог керек", "bridge"),
        ("боюсь звонить", "bridge_fears"),
        ("что сказать", "bridge_words"),
        ("не отвечают", "no_answer"),
        ("это бесплатно?", "say_cost"),
        ("мои права", "rights"),
        ("16 дней", "sixteen"),
    ],
)
async def test_S71_the_most_common_first_words_have_an_answer(talk: Stage, text: str, screen: str) -> None:
    person = await talk.somebody("ru")
    needs = talk.parts.book.content.needs
    assert await said(talk, person, text) == (needs[screen].adult if screen in needs else screen)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_S73_each_fear_has_an_answer_and_the_topic_says_whether_it_is_serious(
    talk: Stage, language: str
) -> None:
    person = await talk.somebody(language, "topics", "bullying_start", "bridge", "bridge_fears")
    for way in ("bridge_serious", "bridge_enough"):
        await talk.tap(person, way)
    words = talk.parts.book.content.words[language].screens["bridge_enough"]
    assert (await talk.live(person)).text == words["text__bullying"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("ways", "voice"),
    [
        (("topics", "dv_start"), "domestic_violence"),
        (("topics_other", "bullying_friend"), "someone"),
        (("fear_start",), "fear"),
        (("topics_young", "abuse_child"), "young"),
    ],
)
async def test_S74_the_first_sentence_is_the_topics_own_and_can_be_copied(
    talk: Stage, language: str, ways: tuple[str, ...], voice: str
) -> None:
    person = await talk.somebody(language, *ways, "bridge", "bridge_words")
    live = await talk.live(person)
    sentence = talk.parts.book.content.words[language].screens["bridge_words"][f"first__{voice}"]
    assert live.text.endswith(sentence)
    assert sentence in [each.copy for each in live.buttons]


async def test_S74_a_plan_is_three_taps_in_buttons_only(talk: Stage) -> None:
    person = await talk.somebody("ru", "topics", "dv_start", "bridge", "not_now", "plan_when", "plan_where")
    await talk.tap(person, "bridge_words")
    assert talk.way(await talk.live(person), "call_150")


async def test_S76_danger_stays_thirty_minutes_and_turns_neutral_all_the_same(talk: Stage) -> None:
    quiet = await talk.somebody("ru", "topics")
    await talk.somebody("ru", DANGER)
    sessions = talk.parts.sessions
    talk.clock.pass_by(15 * 60)
    assert sessions.idle() == [quiet.id]
    talk.clock.pass_by(15 * 60)
    assert len(sessions.idle()) == 2
