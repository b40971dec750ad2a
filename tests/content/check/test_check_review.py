"""The review page: every text in three languages side by side, with its state."""

import re
from datetime import date
from html import escape
from pathlib import Path

import pytest
from check_seeds import TODAY, Edit, Seed, plant, screens

from content.check.confirm import confirm
from content.check.review import review_html
from content.load import load
from content.model import LANGUAGES


def test_every_screen_stands_in_every_language(root: Path) -> None:
    page, content = review_html(root), load(root)
    for name in content.screens:
        article = page.split(f'<article id="{name}">')[1].split("</article>")[0]
        for language in LANGUAGES:
            for said in content.words[language].screens[name].values():
                assert escape(said) in article


def test_buttons_say_where_they_lead(root: Path) -> None:
    article = review_html(root, "en").split('<article id="doors">')[1].split("</article>")[0]
    assert "It is about me" in article
    assert '<a href="#topics">topics</a>' in article
    assert re.search(r"copies: I am afraid of hurting someone", review_html(root, "en"))


def test_S30_state_of_sign_off_by_topic_and_language(root: Path) -> None:
    before = review_html(root, "en")
    assert before.count("needs native review") == len(load(root).screens) + 1
    confirm(root, TODAY, "kk", ["family_start"], "psychologist of the helpline")

    after = review_html(root, "en")

    assert "signed off: psychologist of the helpline, 2026-11-24" in after
    row = next(line for line in after.splitlines() if line.startswith("<tr>") and "<td>1 of 1</td>" in line)
    assert row.endswith("<td>1</td><td>1 of 1</td><td>0 of 1</td><td>0 of 1</td></tr>")


def test_a_changed_source_is_shown_as_stale(root: Path) -> None:
    confirm(root, date(2026, 11, 1), "kk", role="editor")
    plant(root, Seed("", "", (Edit(screens("ru"), "О ком", "О ком же"),), ()))
    page = review_html(root, "en")
    assert page.count("the Russian text has changed since") == 2
    assert "stale: 1" in page


def test_an_unset_fact_reads_not_confirmed(root: Path) -> None:
    article = review_html(root, "en").split('<article id="fact-line_150">')[1].split("</article>")[0]
    assert article.count("not confirmed</em>") >= len(LANGUAGES)


def test_what_stands_in_a_text_is_no_markup(root: Path) -> None:
    plant(root, Seed("", "", (Edit(screens("en"), "Who is this", "<script>x</script> Who is this"),), ()))
    assert "<script>" not in review_html(root)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_content_gives_the_same_self_contained_page(language: str, root: Path) -> None:
    page = review_html(root, language)
    assert page == review_html(root, language)
    assert f'<html lang="{language}">' in page
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import', page)
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)
