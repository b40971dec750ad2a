"""Words for those who set up the bot and look after it, from `content/texts/setup/<language>.toml`."""

import tomllib
from functools import cache
from pathlib import Path

import content
from bot.reports.report_words import ReportWords

DIRECTORY = Path(content.__file__).parent / "texts" / "setup"


@cache
def words(language: str) -> ReportWords:
    """The words of `kk`, `ru` or `en`."""
    return ReportWords(language, tomllib.loads((DIRECTORY / f"{language}.toml").read_text(encoding="utf-8")))
