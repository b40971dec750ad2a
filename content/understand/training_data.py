"""Messages invented for the guess to learn from: practice/*.csv, dev.csv and the examples of the rules."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from content.understand.rules import TOPICS
from content.understand.tables import PHRASES, rows

OTHER = "other"
_METHOD = "1"
"""Counts up when features or training change, so that what was learned before is known to be old."""


def practice_files(folder: Path = PHRASES) -> list[Path]:
    return sorted((folder / "practice").glob("*.csv"))


def digest(folder: Path = PHRASES) -> str:
    """Of the practice messages; a changed one makes what was learned before old."""
    found = hashlib.sha256(_METHOD.encode())
    for path in practice_files(folder):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def messages(topic_of: Callable[[str], str], folder: Path = PHRASES) -> Iterator[tuple[str, str]]:
    """Text and topic of every message to learn from, "other" for none of the topics.

    `topic_of`: the topic that rules see in a text; counter-examples do not say what they are.
    """
    for path in (*practice_files(folder), folder / "dev.csv"):
        for row in rows(path):
            yield row["text"], row["topic"]
    for path in sorted((folder / "rules").glob("*.csv")):
        for row in rows(path):
            if row["level"] in ("urgent", "topic"):
                yield row["example"], row["topic"]
                yield row["counter_example"], topic_of(row["counter_example"])
            elif row["level"] in ("idiom", "small", "context"):
                yield row["example"], OTHER


def wrong_rows(folder: Path = PHRASES) -> Iterator[tuple[str, int, str]]:
    """File, line and what is wrong with it."""
    seen: dict[str, str] = {}
    for path in practice_files(folder):
        for row in rows(path):
            place = f"{row.file}:{row.line}"
            if not row["text"]:
                yield row.file, row.line, "text is empty: write a message or take the row out"
            elif row["topic"] not in (*TOPICS, OTHER):
                yield (
                    row.file,
                    row.line,
                    f'topic "{row["topic"]}" is unknown: use {", ".join(TOPICS)}, {OTHER}',
                )
            elif (first := seen.setdefault(row["text"].lower(), place)) != place:
                yield row.file, row.line, f"the same message is at {first}: keep one of them"
