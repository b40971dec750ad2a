"""All findings about the content: those of the loader and those of every rule, at once."""

from datetime import date
from pathlib import Path

from content.check.data import Data
from content.check.reading import read_data
from content.check.rulebook import RULES
from content.check.subject import Subject, gather
from content.finding import ContentError, Finding
from content.load import CONTENT_DIR, examine

# The loader refuses screens that are too long; the check says so on the line itself (lengths.py).
_SAID_BETTER = "S27"


def check(root: Path = CONTENT_DIR, *, today: date) -> list[Finding]:
    """Everything that is wrong with the content below `root`, sorted; reads files and nothing else.

    `today` decides which checks of numbers and laws are too old. A broken file hides no other finding.
    """
    data, broken = read_data()
    content, loaded = examine(root)
    found = {finding for finding in loaded if finding.rule != _SAID_BETTER} | set(broken)
    if data is not None:
        subject = gather(root, content, data, today)
        for rule in RULES:
            found |= set(rule(subject))
    return sorted(found)


def subject_of(root: Path, today: date) -> Subject:
    """The content as the rules see it. Raises ContentError when the rule data itself is broken."""
    return gather(root, examine(root)[0], _whole_data(), today)


def _whole_data() -> Data:
    data, broken = read_data()
    if data is None:
        raise ContentError(broken)
    return data
