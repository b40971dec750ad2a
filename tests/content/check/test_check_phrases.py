"""Every forbidden phrase of the data catches its example and lets its harmless wordings pass."""

from dataclasses import replace
from pathlib import Path

import pytest
from check_seeds import TODAY

from content.check.check import subject_of
from content.check.data import Phrase, Statement
from content.check.phrases import forbidden_phrases
from content.check.reading import read_data
from content.check.statements import required_statements
from content.check.subject import Role, Subject, Text
from content.model import LANGUAGES

DATA, BROKEN = read_data()
assert DATA is not None, BROKEN
PHRASES = DATA.phrases
STATEMENTS = DATA.statements


def saying(subject: Subject, language: str, words: str, topic: str = "domestic_violence") -> Subject:
    screen = replace(subject.content.screens["dv_menu"], topic=topic)
    said = Text("content/x.toml", ((7, words),), "dv_menu", "text", language, Role.TEXT, words, words)
    content = replace(subject.content, screens={"dv_menu": screen})
    return replace(subject, content=content, texts=(said,))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    from check_seeds import small_content

    return subject_of(small_content(tmp_path_factory.mktemp("phrases")), TODAY)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda each: f"{each.rule}-{each.language}-{each.id}")
def test_a_forbidden_phrase_is_found_and_a_harmless_one_is_not(phrase: Phrase, small: Subject) -> None:
    topic = phrase.topics[0] if phrase.topics else "domestic_violence"
    found = list(forbidden_phrases(saying(small, phrase.language, phrase.example, topic)))
    assert (phrase.rule, phrase.level, 7) in {(each.rule, each.level, each.line) for each in found}
    assert all(each.language == phrase.language for each in found)
    for fine in phrase.fine:
        broken = forbidden_phrases(saying(small, phrase.language, fine, topic))
        assert phrase.mend not in " ".join(each.message for each in broken), fine


@pytest.mark.parametrize("phrase", [each for each in PHRASES if not each.quoted], ids=lambda each: each.id)
def test_what_not_to_say_may_be_quoted(phrase: Phrase, small: Subject) -> None:
    topic = phrase.topics[0] if phrase.topics else "domestic_violence"
    marks = "“{}”" if phrase.language == "en" else "«{}»"
    quoted = saying(small, phrase.language, marks.format(phrase.example), topic)
    assert phrase.mend not in " ".join(each.message for each in forbidden_phrases(quoted))


def test_S32_methods_are_not_said_in_quotation_marks_either(small: Subject) -> None:
    for language in LANGUAGES:
        phrase = next(each for each in PHRASES if each.id == "suicide_words" and each.language == language)
        assert list(forbidden_phrases(saying(small, language, f"«{phrase.example}»")))


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: f"{each.rule}-{each.id}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_must_stand_is_missed(statement: Statement, language: str, root: Path) -> None:
    whole = subject_of(root, TODAY)
    assert list(required_statements(whole)) == []
    cut = [
        replace(text, raw=only_numbers(text.raw)) if text.language == language else text
        for text in whole.texts
    ]

    found = list(required_statements(replace(whole, texts=tuple(cut))))

    assert statement.rule in {each.rule for each in found}
    assert {each.language for each in found} == {language}


def only_numbers(raw: str) -> str:
    return " ".join(part for part in raw.split() if part.startswith("{"))


def test_a_screen_that_must_say_something_cannot_be_dropped(root: Path) -> None:
    whole = subject_of(root, TODAY)
    screens = {name: screen for name, screen in whole.content.screens.items() if name != "sent_media"}
    found = list(required_statements(replace(whole, content=replace(whole.content, screens=screens))))
    assert [(each.screen, each.rule) for each in found] == [("sent_media", "S10")]


def test_each_language_forbids_the_same_kinds_of_words() -> None:
    russian_only = {"sex_of_person"}  # Kazakh and English verbs do not show the sex of "you"
    kinds = {language: {each.id for each in PHRASES if each.language == language} for language in LANGUAGES}
    assert kinds["ru"] - russian_only == kinds["kk"] == kinds["en"]
