import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.poster.command import make
from bot.commands.poster.draw import CODE_SIDE, HEIGHT, WIDTH, link, modules, poster
from bot.commands.poster.poster_words import poster_words
from content.load import load
from content.model import LANGUAGES
from sandbox.server import start_sandbox

CONTENT = load()
CODE = "s2"
BOT = "qoldau_bot"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_TOKEN_FILE", "BOT_API_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
def test_a_poster_is_made_in_every_language(tmp_path: Path, language: str, kind: str) -> None:
    out = tmp_path / f"poster.{kind}"
    assert make(CODE, language, out, f"@{BOT}") == 0
    assert out.read_bytes()[:4] == {"pdf": b"%PDF", "svg": b"<?xm", "png": b"\x89PNG"}[kind]


def test_the_same_words_give_the_same_bytes() -> None:
    words = poster_words(CONTENT, "kk")
    for kind in ("pdf", "svg", "png"):
        assert poster(words, BOT, CODE, kind) == poster(words, BOT, CODE, kind)


def test_letters_are_outlines_so_that_any_printer_has_them() -> None:
    svg = poster(poster_words(CONTENT, "kk"), BOT, CODE, "svg").decode()
    assert "<text" not in svg
    assert "DejaVuSans-Bold" in svg


def test_every_letter_of_every_poster_is_in_the_font() -> None:
    import matplotlib.font_manager as fonts
    from matplotlib.ft2font import FT2Font

    for weight in ("normal", "bold"):
        font = FT2Font(fonts.findfont(fonts.FontProperties(family="DejaVu Sans", weight=weight)))
        known = font.get_charmap()
        for language in LANGUAGES:
            words = poster_words(CONTENT, language)
            said = "".join((words.title, words.lead, words.how, words.not_person, *words.lines))
            assert {letter for letter in said if ord(letter) not in known} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_S21_a_poster_names_no_topic(language: str) -> None:
    from content.understand import recognise

    words = poster_words(CONTENT, language)
    for said in (words.title, words.lead, words.how, words.not_person):
        assert recognise(said).topics == ("other",), said
        assert not recognise(said).urgent
    assert re.fullmatch(r"https://t\.me/qoldau_bot\?start=[a-z0-9]+", link(BOT, CODE))


def test_the_printed_squares_are_those_of_the_link(tmp_path: Path, needed: Callable[[str], None]) -> None:
    if not shutil.which("pdftoppm"):
        needed("a PDF reader: apt-get install poppler-utils")
    from PIL import Image

    file = tmp_path / "poster.pdf"
    make(CODE, "kk", file, BOT)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", file, tmp_path / "sheet"], check=True)
    sheet = Image.open(tmp_path / "sheet.png").convert("L")
    assert abs(sheet.width / sheet.height - WIDTH / HEIGHT) < 0.002
    rows, scale = modules(link(BOT, CODE)), 100 / 25.4
    left, top, side = (WIDTH - CODE_SIDE) / 2, 86.0, CODE_SIDE / len(rows)
    seen = [
        [
            sheet.getpixel(
                (round((left + (x + 0.5) * side) * scale), round((top + (y + 0.5) * side) * scale))
            )
            < 128
            for x in range(len(rows))
        ]
        for y in range(len(rows))
    ]
    assert seen == rows


def test_an_unknown_campaign_lists_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make("nope", "kk", tmp_path / "p.pdf", BOT) == 2
    said = capsys.readouterr().err
    assert all(code in said for code in CONTENT.campaigns)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("out", "bot", "said"),
    [
        ("p.gif", BOT, "none of .pdf, .svg, .png"),
        ("p.pdf", "no bot!", "no user name"),
        ("p.pdf", "", "--bot NAME, or set BOT_TOKEN"),
        ("nowhere/p.pdf", BOT, "No such file"),
    ],
)
def test_what_cannot_be_made_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, bot: str, said: str
) -> None:
    assert make(CODE, "kk", tmp_path / out, bot) == 2
    assert said in capsys.readouterr().err


async def test_the_bots_name_is_asked_of_telegram_when_a_token_is_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = await start_sandbox()
    monkeypatch.setenv("BOT_TOKEN", "1:demo")
    monkeypatch.setenv("BOT_API_URL", sandbox.url)
    try:
        assert await asyncio.to_thread(make, CODE, "ru", tmp_path / "p.svg", "") == 0
    finally:
        await sandbox.close()
    assert re.search(r"https://t\.me/\w+\?start=s2", capsys.readouterr().out)
