"""However it is typed, the same is understood: keyboards, spaces, dots, stars, scripts."""

import pytest

from content.understand import recognise
from content.understand.rules import CRISIS
from content.understand.segment import segmented
from content.understand.verb_forms import kazakh_forms, russian_past


@pytest.mark.parametrize(
    "text",
    [
        "мужбьётменяпомогите",
        "отецбьётменяремнём",
        "отчимнасилуетменя",
        "[jxe evthtnm",
        "м.у.ж б.ь.ё.т м.е.н.я",
        "х.о.ч.у у.м.е.р.е.т.ь",
        "м*ж изб*вает м*ня",
        "отчим н*силует м*ня",
        "meni kuieuim urady",
    ],
)
def test_a_mistyped_message_is_understood(text: str) -> None:
    assert set(recognise(text).topics) & set(CRISIS)


@pytest.mark.parametrize("text", ["бьёт", "избивает", "ұрып жатыр", "сабайды", "urip jatyr", "душит"])
def test_a_bare_verb_is_enough(text: str) -> None:
    assert set(recognise(text).topics) & set(CRISIS)


@pytest.mark.parametrize("text", ["бьёт помогите", "помогите избивает", "ұрып жатыр көмектесіңіз", "душит"])
def test_a_bare_verb_with_a_cry_for_help_is_urgent(text: str) -> None:
    assert recognise(text).urgent


@pytest.mark.parametrize("text", ["не бьёт", "ұрмайды", "бьёт рекорды", "сабақ"])
def test_a_denied_verb_or_another_word_is_not(text: str) -> None:
    assert not set(recognise(text).topics) & set(CRISIS)


def test_forms_follow_the_sounds_of_the_stem() -> None:
    assert {"ұрды", "ұрады", "ұрған*", "ұрып", "ұрса"} <= set(kazakh_forms("ұр"))
    assert {"тепті", "тебеді", "тепкен*", "тебіп"} <= set(kazakh_forms("теп"))
    assert {"қорлады", "қорлайды", "қорлаған*", "қорлап"} <= set(kazakh_forms("қорла"))
    assert list(russian_past("издева-ся")) == ["издевался", "издевалась", "издевалось", "издевались"]


def test_words_are_told_apart_where_they_are_known() -> None:
    known = {"муж", "бьёт", "меня"}
    assert segmented("мужбьётменя", lambda word: 1.5 if word in known else 0.0) == ["муж", "бьёт", "меня"]
    assert segmented("щщщщщщщщщщщщщ", lambda _: 0.0) == ["щщщщщщщщщщщщщ"]
