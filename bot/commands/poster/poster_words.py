"""What stands on a poster in one language, with the numbers of the services filled in."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import content as content_package
from content.model import Content

FOLDER = Path(content_package.__file__).parent / "texts" / "poster"


@dataclass(frozen=True, slots=True)
class PosterWords:
    """`lines` are the numbers that help without the bot; the rest says what the code leads to."""

    title: str
    lead: str
    how: str
    not_person: str
    languages: str
    lines: tuple[str, ...]


def poster_words(content: Content, language: str) -> PosterWords:
    """The words of `kk`, `ru` or `en`."""
    said = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    del said["review"]
    numbers = {name: service.number for name, service in content.services.items()}
    return PosterWords(**{**said, "lines": tuple(line.format(**numbers) for line in said["lines"])})
