"""Who or what a message names, by the patterns of content/phrases/mentions.toml."""

import re
import tomllib

from content.understand.alphabet import PHRASES

READ_AT_MOST = 400
"""Characters of a message that are looked at."""
_GIVEN = tomllib.loads((PHRASES / "mentions.toml").read_text(encoding="utf-8"))
_SCHOOL = re.compile(_GIVEN["school"], re.IGNORECASE)
_ANOTHER = re.compile("|".join(_GIVEN["another"]), re.IGNORECASE)


def names_school(text: str) -> bool:
    """Whether a school stands in the text."""
    return _SCHOOL.search(text[:READ_AT_MOST]) is not None


def names_another(text: str) -> bool:
    """Whether somebody close is named, to whom it may happen (S69)."""
    return _ANOTHER.search(text[:READ_AT_MOST]) is not None
