"""What people are told about the counts is what the code does."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.counts.store import SEEN_DAYS
from bot.intake.daily_cap import A_DAY, DailyCap
from content.model import LANGUAGES, Count

ROOT = Path(__file__).parents[3]
DAYS = {2: {"kk": "екі күнге дейін", "ru": "до двух дней", "en": "up to two days"}}
NUMBERS = {5: "five"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_S07_the_talk_says_how_long_the_number_of_an_update_is_kept(language):
    folder = ROOT / "content" / "texts" / language
    said = tomllib.loads((folder / "arriving.toml").read_text(encoding="utf-8"))
    assert DAYS[SEEN_DAYS][language] in str(said)


def test_S07_the_documents_say_how_long_the_number_of_an_update_is_kept():
    english = DAYS[SEEN_DAYS]["en"]
    for name in ("privacy.md", "threat-model.md"):
        text = " ".join((ROOT / "docs" / name).read_text(encoding="utf-8").split())
        assert english in text, name
        assert "two to three days" not in text, name


def test_S47_the_limit_a_day_is_of_each_process_as_the_documents_say():
    noted = 0
    for _ in range(2):
        process = DailyCap(lambda: 0.0)
        noted += sum(len(process.allowed(1, [Count("opened", "abuse", "ru")])) for _ in range(20))
    assert noted == 2 * A_DAY
    text = " ".join((ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split())
    assert re.search(rf"{NUMBERS[A_DAY]} times a day in each process, .*start", text)
