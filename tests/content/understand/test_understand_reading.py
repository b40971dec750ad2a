"""One message, many spellings: scripts, keyboards, missing letters and marks lead to the same topic."""

import pytest

from content.understand import recognise


@pytest.mark.parametrize(
    "text",
    [
        "не хочу жить",
        "НЕ ХОЧУ ЖИТЬ!!!",
        "нехочу жить",
        "не хочу житььььь",
        "ne hochu zhit",
        "ne xochu zhit'",
        "нe xoчу жить",
        "не\u200b хочу жи\u00adть",
        "yt [jxe ;bnm",
    ],
)
def test_russian_is_read_through_spelling_script_and_keyboard(text: str) -> None:
    assert recognise(text).topics[0] == "suicidal_thoughts"


@pytest.mark.parametrize(
    "text",
    [
        "күйеуім мені ұрады",
        "куйеуим мени урады",
        "kuieuim meni urady",
        "kuyeuim meni uradi",
        "küyeuim meni ūrady",
        "KÜIEUIM MENI URADY",
    ],
)
def test_kazakh_is_read_without_its_letters_and_in_latin(text: str) -> None:
    answer = recognise(text)
    assert (answer.topics[0], answer.language) == ("domestic_violence", "kk")


def test_english_on_a_cyrillic_keyboard_is_read() -> None:
    answer = recognise("ш цфте ещ вшу")
    assert (answer.topics[0], answer.language) == ("suicidal_thoughts", "en")


@pytest.mark.parametrize(
    "text", ["муж избиввает меня", "муж избевает меня", "муж изибвает меня", "муж избиает меня"]
)
def test_one_slip_in_a_long_word_is_forgiven(text: str) -> None:
    assert recognise(text).topics[0] == "domestic_violence"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("я не знаю что делать", "ru"),
        ("не істерімді білмеймін", "kk"),
        ("не истеримди билмеймин", "kk"),
        ("I do not know what to do", "en"),
        ("ya ne znayu chto delat", "ru"),
        ("men ne isterimdi bilmeimin", "kk"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert recognise(text).language == language


def test_a_mixed_message_is_read_in_both_languages() -> None:
    assert recognise("муж мені ұрады").topics[0] == "domestic_violence"


def test_a_single_word_leaves_the_language_unsure() -> None:
    assert not recognise("ммм").language_sure
