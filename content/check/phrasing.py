"""The phrase tables with which typed text is understood (S41): what is wrong with them."""

from collections.abc import Iterator

from content.check.subject import Subject
from content.finding import Finding
from content.understand.check import findings


def phrase_tables(subject: Subject) -> Iterator[Finding]:
    """S41: every row matches its example and not its counter-example; no two say the same."""
    folder = subject.root / "phrases"
    if folder.is_dir():
        yield from findings(folder=folder)
