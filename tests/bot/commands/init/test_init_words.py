"""The words of setting up: the same keys and parts in three languages, and every key is used."""

import re
import tomllib
from pathlib import Path

import pytest

import bot
from bot.commands.doctor.words import DIRECTORY
from bot.settings import Settings
from content.model import LANGUAGES

TABLES = {each: tomllib.loads((DIRECTORY / f"{each}.toml").read_text(encoding="utf-8")) for each in LANGUAGES}
LINES = [(table, key) for table, lines in TABLES["en"].items() for key in lines]
SOURCE = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("commands/init", "commands/doctor", "jobs")
    for file in (Path(bot.__file__).parent / folder).glob("*.py")
)


def parts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_lines_with_the_same_parts(language: str) -> None:
    lines = {
        (table, key): parts(text) for table, keys in TABLES[language].items() for key, text in keys.items()
    }
    assert lines == {(table, key): parts(TABLES["en"][table][key]) for table, key in LINES}


@pytest.mark.parametrize(("table", "key"), LINES)
def test_every_line_is_used(table: str, key: str) -> None:
    if table == "expected":
        assert key in Settings.model_fields
        return
    assert table == "levels" or f'"{key}"' in SOURCE


def test_every_setting_that_can_be_wrong_is_explained() -> None:
    assert set(TABLES["en"]["expected"]) == set(Settings.model_fields)
