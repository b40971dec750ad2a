"""The content as it is: clean, complete, and as near to help as promised."""

import pytest

from content.check.check import check, subject_of
from content.check.paths import CALL
from content.check.subject import Subject
from content.finding import Finding
from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT
from content.graph import distances
from content.load import CONTENT_DIR, load
from content.model import LANGUAGES


@pytest.fixture(scope="module")
def subject() -> Subject:
    content = load()
    latest = max(fact.checked for fact in (*content.services.values(), *content.laws.values()))
    return subject_of(CONTENT_DIR, latest)


@pytest.fixture(scope="module")
def found(subject: Subject) -> list[Finding]:
    return check(today=subject.today)


def test_the_content_has_no_error(found: list[Finding]) -> None:
    assert [str(finding) for finding in found if finding.level == "error"] == []


def test_S30_every_translation_is_on_record_and_none_is_signed_off_unseen(found: list[Finding]) -> None:
    unknown = [each for each in found if each.rule == "translation" and "on record" in each.message]
    assert [str(each) for each in unknown] == []
    assert {each.language for each in found if each.level == "notice" and each.rule == "S30"} == set(
        LANGUAGES
    )


def test_there_are_at_least_110_screens_in_each_language(subject: Subject) -> None:
    for language in LANGUAGES:
        said = subject.content.words[language].screens
        assert len([name for name in subject.content.screens if name in said]) >= 110


def test_S08_help_is_one_tap_away_on_every_page_in_every_language(subject: Subject) -> None:
    for page in subject.pages:
        ways = {tap.target for row in page.rows for tap in row} | {page.screen}
        assert {DANGER, HELPLINES} <= ways, page.screen
    shown = {(page.screen, page.language) for page in subject.pages}
    assert len(shown) >= 110 * len(LANGUAGES)


def test_S09_every_screen_is_reached_from_the_start(subject: Subject) -> None:
    reached = set(distances(subject.content, ROOT))
    spoken = {name for name, screen in subject.content.screens.items() if screen.spoken}
    for name in spoken:
        reached |= set(distances(subject.content, name))
    assert reached == set(subject.content.screens)


def test_S74_no_screen_but_the_page_about_150_shows_that_a_fact_is_unknown(subject: Subject) -> None:
    for language in LANGUAGES:
        words = subject.content.words[language].screens
        unknown = words["common"]["not_confirmed"]
        saying = {name for name in subject.content.screens if unknown in words.get(name, {}).get("text", "")}
        assert saying <= {"line_150"}, language


def test_S35_danger_is_one_tap_and_150_at_most_three_from_the_first_text_screen(subject: Subject) -> None:
    from_first = distances(subject.content, FIRST_TEXT)
    assert from_first[DANGER] == 1
    assert from_first[CALL] <= 3
    for entry in subject.content.entries.values():
        assert distances(subject.content, entry)[CALL] <= 3
