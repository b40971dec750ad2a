"""What a message means: levels, order of topics, idioms, negation, small talk, calls for help."""

import json

import pytest

from content.understand import recognise, understand_line


@pytest.mark.parametrize(
    "text",
    [
        "умираю со смеху",
        "убиваю время в пробке",
        "этот проект меня добьёт",
        "умереть со стыда",
        "бьём рекорды продаж",
        "прыгнуть с парашютом",
        "в доте меня опять убили",
        "күлкіден өліп қала жаздадым",
        "доп ұрып ойнадық",
        "өлең жаттап отырмын",
        "this traffic is killing me",
        "we shot a great video",
        "my phone died",
        "посмотрела сериал про маньяка",
        "готовлю презентацию о домашнем насилии",
        "зорлық туралы баяндама жазып жатырмын",
        "writing an essay about bullying",
    ],
)
def test_an_idiom_a_game_or_homework_does_not_alarm(text: str) -> None:
    answer = recognise(text)
    assert (answer.topics, answer.urgent) == (("other",), False)


@pytest.mark.parametrize(
    "text",
    [
        "никто меня не обижает",
        "мені ешкім ұрмайды",
        "nobody hurts me",
        "муж меня не бьёт",
        "I am not suicidal",
    ],
)
def test_what_is_denied_does_not_alarm(text: str) -> None:
    assert recognise(text).topics == ("other",)


def test_an_idiom_hides_nothing_that_stands_beside_it() -> None:
    assert recognise("ахаха умираю со смеху. а вообще жить не хочу").topics[0] == "suicidal_thoughts"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("не хочу жить в общежитии", "other"),
        ("не хочу жить без неё", "suicidal_thoughts"),
        ("анам шаштан сүйреп ұрады", "domestic_violence"),
        ("сына бьют в школе", "bullying"),
        ("бывший преследует и угрожает", "domestic_violence"),
        ("шантажирует голыми фотками", "abuse"),
        ("потерял работу, не знаю как жить дальше", "other"),
    ],
)
def test_near_wordings_are_told_apart(text: str, topic: str) -> None:
    assert recognise(text).topics[0] == topic


@pytest.mark.parametrize(
    "text",
    [
        "я убью себя сегодня",
        "муж схватил топор, дети плачут",
        "он сейчас ломает дверь",
        "за стеной кричит женщина, её бьют",
        "только что пытались изнасиловать",
        "бауырым көп дәрі ішіп қойыпты",
        "ерім есікті жауып алып ұрып жатыр",
        "he has a gun and he is drunk",
        "I am going to kill myself tonight",
        "one man is following me right now",
    ],
)
def test_S32_danger_now_is_urgent(text: str) -> None:
    assert recognise(text).urgent


@pytest.mark.parametrize(
    "text", ["не хочу жить", "өмір сүргім келмейді", "I want to die", "в детстве отец бил меня"]
)
def test_a_wish_or_the_past_is_a_topic_and_not_urgent(text: str) -> None:
    answer = recognise(text)
    assert answer.topics != ("other",)
    assert not answer.urgent


def test_suicide_stands_before_bullying_and_both_are_offered() -> None:
    assert recognise("меня травят в школе, жить не хочу").topics == ("suicidal_thoughts", "bullying")


def test_S41_at_most_three_topics_are_offered() -> None:
    text = (
        "жить не хочу, муж бьёт меня, отчим меня трогал, в школе меня травят, родители ссорятся, муж изменяет"
    )
    assert len(recognise(text).topics) == 3


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("привет", "greeting"),
        ("сәлеметсіз бе", "greeting"),
        ("спасибо большое", "thanks"),
        ("ты бот?", "are_you_bot"),
        ("is it confidential?", "is_it_anonymous"),
        ("кто читает мои сообщения?", "who_reads"),
        ("тегін көмек пе", "cost"),
        ("testing", "test_message"),
        ("тупой бот", "swearing"),
        ("до свидания", "goodbye"),
        ("я боюсь сорваться и ударить жену", "afraid_of_self"),
        ("өзімнен қорқамын", "afraid_of_self"),
        ("i hit my wife", "afraid_of_self"),
    ],
)
def test_small_talk_gets_its_key(text: str, key: str) -> None:
    assert recognise(text).small_talk == key


@pytest.mark.parametrize(
    "text", ["боюсь что муж ударит", "он бьёт жену", "маған қол көтерді", "he may hit me"]
)
def test_S39_fear_of_somebody_else_is_not_fear_of_oneself(text: str) -> None:
    assert recognise(text).small_talk != "afraid_of_self"


def test_small_talk_never_covers_a_topic() -> None:
    answer = recognise("здравствуйте, муж меня бьёт")
    assert (answer.small_talk, answer.topics[0]) == (None, "domestic_violence")


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "150",
        "102",
        "103",
        "sos",
        "SOS!",
        "көмек",
        "КОМЕК",
        "komek",
        "помогите",
        "Помогите!!!",
        "помощь",
        "help",
    ],
)
def test_a_plain_call_for_help_is_a_safe_word(text: str) -> None:
    assert recognise(text).safe_word


@pytest.mark.parametrize("text", ["помогите выбрать подарок", "help me choose a gift", "мне 15 лет", "12"])
def test_other_messages_are_no_safe_word(text: str) -> None:
    assert not recognise(text).safe_word


def test_a_line_is_answered_with_the_json_of_the_command() -> None:
    assert json.loads(understand_line("муж избивает меня")) == {
        "language": "ru",
        "topics": ["domestic_violence"],
        "urgent": False,
        "needs": [],
    }
