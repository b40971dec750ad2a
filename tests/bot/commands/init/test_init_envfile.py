import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.init import envfile
from bot.commands.init.fault import REFUSED, Fault

BEFORE = """# mine
OTHER = stays   # as it is
BOT_TOKEN=1:old
export ORGANISERS=5

# LISTEN=127.0.0.1:1
odd line
BOT_TOKEN=1:older
"""


def test_only_what_is_asked_changes_and_comments_and_unknown_lines_stay() -> None:
    after = envfile.changed(BEFORE, {"BOT_TOKEN": "1:new", "ORGANISERS": "6,7", "LISTEN": "h:2", "NEW": "x"})
    assert (
        after
        == """# mine
OTHER = stays   # as it is
ORGANISERS=6,7

# LISTEN=127.0.0.1:1
LISTEN=h:2
odd line
BOT_TOKEN=1:new
NEW=x
"""
    )


def test_no_line_is_glued_to_one_without_an_end() -> None:
    assert envfile.changed("A=1", {"B": "2"}) == "A=1\nB=2\n"


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\n", exclude_categories=("C", "Z")), max_size=30
)


@given(TEXT, TEXT)
def test_whatever_is_written_is_read_back(first: str, second: str) -> None:
    value = f"{first} {second}".strip()
    text = envfile.changed(BEFORE, {"KEY": value})
    assert dotenv_values(stream=StringIO(text), interpolate=False)["KEY"] == value
    assert envfile.values(text)["BOT_TOKEN"] == "1:older"


def test_S48_the_file_is_private_even_if_it_was_open_before(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    file.chmod(0o644)
    old = os.umask(0)
    try:
        envfile.save(file, "A=2\n", lambda _: None)
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_a_refused_text_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")

    def refuse(_: Path) -> None:
        raise Fault("settings", problems="")

    with pytest.raises(Fault):
        envfile.save(file, "A=2\n", refuse)
    assert file.read_text() == "A=1\n"
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / ".env"
    real.write_text("A=1\n")
    link.symlink_to(real)
    envfile.save(link, "A=2\n", lambda _: None)
    assert link.is_symlink()
    assert real.read_text() == "A=2\n"


@pytest.mark.parametrize("file", ["missing/.env", "/proc/.env"])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, file: str) -> None:
    with pytest.raises(Fault) as caught:
        envfile.save(tmp_path / file, "A=1\n", lambda _: None)
    assert (caught.value.key, caught.value.code) == ("file_unwritable", REFUSED)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    with pytest.raises(Fault) as caught:
        envfile.read(tmp_path / ".env")
    assert caught.value.key == "file_unreadable"


def test_a_new_file_begins_as_the_example(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text("# explained\nBOT_TOKEN=\n")
    assert (
        envfile.changed(envfile.read(tmp_path / ".env"), {"BOT_TOKEN": "1:x"})
        == "# explained\nBOT_TOKEN=1:x\n"
    )
