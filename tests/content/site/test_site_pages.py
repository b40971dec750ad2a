import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from content.flow import DANGER, HELPLINES, ROOT
from content.load import CONTENT_DIR, load
from content.model import LANGUAGES
from content.site.page import NEUTRAL
from content.site.plan import LEFT_OUT, code, file, pages
from content.site.words import plain, read_source
from content.site.write import NotOursError, site, write

SITE = site()
SOURCE = read_source()
NAMES = [name for name in pages(SOURCE.content) if name != ROOT]
PAGES = {path: page.decode() for path, page in SITE.items()}
NEUTRAL_FILE = file(NEUTRAL)
TALKING = {path: page for path, page in PAGES.items() if not path.endswith(NEUTRAL_FILE)}


class Links(HTMLParser):
    """The addresses of a page's links in their order, and the tags that fetch something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.fetching: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.found.append(given["href"] or "")
        elif given.get("src") or (tag == "link" and given.get("href") != "data:,"):
            self.fetching.append(tag)


LINKS = {path: Links(page) for path, page in PAGES.items()}


def leads(path: str, link: str) -> str:
    return normpath(join(dirname(path), link))


def test_every_link_of_every_page_leads_to_a_page() -> None:
    broken = [
        (path, link)
        for path, links in LINKS.items()
        for link in links.found
        if not link.startswith("tel:") and leads(path, link) not in SITE
    ]
    assert broken == []


def test_S09_every_page_can_be_reached_from_the_first() -> None:
    reached, queue = {"index.html"}, ["index.html"]
    while queue:
        here = queue.pop()
        for link in LINKS[here].found:
            there = leads(here, link)
            if there in SITE and there not in reached:
                reached.add(there)
                queue.append(there)
    assert reached == set(SITE)


def test_the_site_has_the_same_pages_in_each_language() -> None:
    in_language = [{path[3:] for path in SITE if path.startswith(language)} for language in LANGUAGES]
    assert in_language[0] == in_language[1] == in_language[2]
    assert len(in_language[0]) > 110


def test_only_what_a_chat_alone_can_do_is_left_out() -> None:
    content = load()
    missing = {name for name, screen in content.screens.items() if not screen.spoken} - set(NAMES)
    daily = {name for name, screen in content.screens.items() if screen.daily}
    assert missing == {ROOT, *LEFT_OUT, *daily}


@pytest.mark.parametrize("language", LANGUAGES)
def test_S08_S18_hide_is_the_first_link_and_help_the_last_on_every_page(language: str) -> None:
    for name in NAMES:
        found = LINKS[f"{language}/{file(name)}"].found
        assert found[0] == NEUTRAL_FILE
        assert found[-2:] == [file(DANGER), file(HELPLINES)]


def test_S03_the_first_page_dials_every_number() -> None:
    found = LINKS["index.html"].found
    assert {"tel:112", "tel:102", "tel:103", "tel:150"} <= set(found)


def test_S19_the_neutral_page_leads_nowhere_and_names_nothing() -> None:
    for language in LANGUAGES:
        path = f"{language}/{NEUTRAL_FILE}"
        assert LINKS[path].found == []
        inside = re.sub(r"<(style|script)>.*?</\1>", "", PAGES[path], flags=re.S)
        assert "Qoldau" not in inside
        assert not re.search(r"\d{3}", inside.split("<body>")[1])


def test_S21_titles_and_addresses_say_nothing_of_a_topic() -> None:
    titles = {re.search(r"<title>(.*?)</title>", page)[1] for page in TALKING.values()}  # type: ignore[index]
    assert titles == {"Qoldau"}
    assert all(re.fullmatch(r"index\.html|(kk|ru|en)/[0-9a-f]{8}\.html", path) for path in SITE)
    assert len({code(name) for name in SOURCE.content.screens}) == len(SOURCE.content.screens)


def test_no_page_fetches_anything_or_names_an_address_of_others() -> None:
    assert [path for path, links in LINKS.items() if links.fetching] == []
    assert [path for path, page in PAGES.items() if "http:" in page or "https:" in page] == []


def test_only_the_first_page_may_be_found_by_search_engines() -> None:
    assert [path for path, page in PAGES.items() if "noindex" not in page] == ["index.html"]


def test_no_mark_and_no_placeholder_is_left_on_a_page() -> None:
    for path, page in PAGES.items():
        body = page.split("<body")[1].split("<script>")[0]
        assert plain(body) == body, path
        assert not re.search(r"\{[a-z]", body), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_S37_every_number_that_is_named_can_be_dialled_beside_what_it_leaves_behind(language: str) -> None:
    note = SOURCE.fixed[language]["call_note"]
    for name in NAMES:
        page = PAGES[f"{language}/{file(name)}"]
        named = re.findall(r"<b>(\d+)</b>", page.split("<figure>")[0].split("<ul")[0])
        assert all(f'href="tel:{number}"' in page for number in named), name
        assert (f'<p class="note">{note}</p>' in page) == ('href="tel:' in page), name


def test_S35_danger_and_helplines_dial_what_they_name() -> None:
    for language in LANGUAGES:
        assert {"tel:112", "tel:102", "tel:103"} <= set(LINKS[f"{language}/{file(DANGER)}"].found)
        assert {"tel:150", "tel:111"} <= set(LINKS[f"{language}/{file(HELPLINES)}"].found)


OWN = {
    language: tomllib.loads((CONTENT_DIR / "texts" / "site" / f"{language}.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES
}


def test_the_words_of_the_site_stand_in_all_languages_and_replace_real_texts() -> None:
    shapes = [
        {name: sorted(table) for name, table in OWN[language]["screens"].items()} for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    assert OWN["kk"]["page"].keys() == OWN["ru"]["page"].keys() == OWN["en"]["page"].keys()
    real = load().words["en"].screens
    assert all(key in real[name] for name, keys in shapes[0].items() for key in keys)


def test_S27_no_text_of_the_site_is_longer_than_a_screen() -> None:
    texts = [text for own in OWN.values() for table in own["screens"].values() for text in table.values()]
    assert max(len(text) for text in texts) <= 600


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_swap_still_finds_the_bots_words(language: str) -> None:
    said = "\n".join(text for texts in load().words[language].screens.values() for text in texts.values())
    assert [swap["bot"] for swap in OWN[language]["swaps"] if swap["bot"] not in said] == []


@pytest.mark.parametrize(
    ("language", "bot"),
    [
        ("ru", r"\b[Бб]от\w*\b|этом сообщении"),
        ("kk", r"\b[Бб]от|осы хабарлама"),
        ("en", r"\b[Bb]ot\b|this message"),
    ],
)
def test_S07_the_site_does_not_call_itself_a_bot(language: str, bot: str) -> None:
    texts = SOURCE.content.words[language].screens
    wrong = [name for name in NAMES for text in texts[name].values() if re.search(bot, text)]
    assert wrong == ["about"]


def test_S07_what_the_site_says_of_itself_does_not_speak_of_a_chat_that_hides() -> None:
    words = SOURCE.content.words["en"].screens
    assert "Telegram" not in words["hide_info"]["text"]
    assert "counts" not in words["privacy"]["text"]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert site() == SITE


def test_writing_again_removes_pages_that_are_no_more(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "kk" / "0badc0de.html").write_text("an outdated number")
    assert write(tmp_path) == len(SITE)
    assert {each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.html")} == set(SITE)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotOursError, match="name an empty or a new folder"):
        write(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]
