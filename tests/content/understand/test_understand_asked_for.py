"""What people ask for, whom they tell of, and the most common first words (S66–S71)."""

import pytest

from content.understand import recognise


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("мне страшно", "panic"),
        ("мне плохо", "panic"),
        ("маған жаман болып тұр", "panic"),
        ("I feel really bad", "panic"),
        ("я одна", "lonely"),
        ("жалғызбын, сырласатын адам жоқ", "lonely"),
        ("нужен психолог", "human"),
        ("психолог керек", "human"),
        ("I need a psychologist", "human"),
        ("боюсь звонить", "call"),
        ("қоңырау шалуға қорқам", "call"),
        ("I am scared to call", "call"),
        ("что сказать когда возьмут трубку", "call"),
        ("не отвечают", "no_answer"),
        ("150 жауап бермейді", "no_answer"),
        ("есть ли убежище", "shelter"),
        ("барар жерім жоқ", "shelter"),
        ("I have nowhere to sleep tonight", "shelter"),
        ("что такое 16 дней", "sixteen"),
        ("мои права", "rights"),
        ("меня шантажируют нюдсами", "photos"),
        ("алып қашты", "forced_marriage"),
        ("енем күнде ұрысады", "in_laws"),
        ("он в соседней комнате", "silent"),
    ],
)
def test_S71_the_most_common_first_words_name_a_need(text: str, need: str) -> None:
    assert need in recognise(text).needs


@pytest.mark.parametrize(
    "text",
    [
        "я ударил жену",
        "боюсь что не сдержусь и ударю её",
        "әйелімді ұрып жібердім",
        "I hit my wife yesterday",
    ],
)
def test_S70_own_violence_is_known_as_such(text: str) -> None:
    assert recognise(text).own_violence


@pytest.mark.parametrize("text", ["муж ударил меня", "әкем мені ұрды", "he hit me"])
def test_S70_who_is_hurt_is_not_taken_for_who_hurts(text: str) -> None:
    assert not recognise(text).own_violence


@pytest.mark.parametrize(
    "text",
    [
        "моя ученица говорит что не хочет жить",
        "құрбымды күйеуі ұрады",
        "my friend wants to die",
        "мен мұғаліммін, оқушының денесі көгерген",
    ],
)
def test_S69_somebody_else_is_known_as_such(text: str) -> None:
    assert recognise(text).third_person


@pytest.mark.parametrize("text", ["я не хочу жить", "мой сын бьёт меня", "мені күйеуім ұрады", "he hits me"])
def test_S69_who_tells_of_oneself_is_no_somebody_else(text: str) -> None:
    assert not recognise(text).third_person


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("он идёт", "he_is_coming"),
        ("he is coming", "he_is_coming"),
        ("ол келе жатыр", "he_is_coming"),
        ("извините за беспокойство", "sorry"),
        ("не хочу звонить", "will_not_call"),
        ("мне стыдно", "ashamed"),
        ("нет денег на телефоне", "no_money_on_phone"),
    ],
)
def test_S67_short_words_that_have_an_answer_of_their_own(text: str, about: str) -> None:
    assert about in recognise(text).about
