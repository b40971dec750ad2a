"""Messages invented for the classifiers to learn from: practice/*.csv, dev.csv, the examples of rules."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from content.understand.rules import NEEDS, TOPICS
from content.understand.tables import PHRASES, Row, rows

OTHER = "other"
_METHOD = "2"
"""Counts up when features or training change, so that what was learned before is known to be old."""


_LEARNED_COLUMNS = ("level", "topic", "example", "counter_example")
_CALM, _EVERY_CALM, _EVERY_EXAMPLE = "harmless_or_other_trouble.csv", 3, 4
"""Every so many of them teach what is no need; not all, since some do ask for something."""
_IN_A_ROW = (1, 2, 4)
"""Sentences of ordinary text taken together."""


class Message(NamedTuple):
    text: str
    topic: str
    """"other" for none of the topics, "" where that is not known."""
    need: str
    """"other" for none, "" where that is not known."""
    prose: bool = False
    """Whether it is ordinary text, not a message to the bot."""


def practice_files(folder: Path = PHRASES) -> list[Path]:
    return sorted((folder / "practice").glob("*.csv"))


def digest(folder: Path = PHRASES) -> str:
    """Of everything learned from; a changed message makes what was learned before old."""
    found = hashlib.sha256(_METHOD.encode())
    for path in (*practice_files(folder), folder / "dev.csv"):
        found.update(path.read_bytes() if path.exists() else b"")
    for row in _rule_rows(folder):
        found.update(
            "\t".join(row[name] for name in ("level", "topic", "example", "counter_example")).encode()
        )
    return found.hexdigest()[:16]


def messages(topic_of: Callable[[str], str], folder: Path = PHRASES) -> Iterator[Message]:
    """Every message to learn from.

    `topic_of`: the topic that rules see in a text; counter-examples do not say what they are.
    """
    for path in (*practice_files(folder), folder / "dev.csv"):
        if path.name.startswith("ordinary"):
            yield from _prose([row["text"] for row in rows(path)])
            continue
        calm = path.name == _CALM
        for i, row in enumerate(rows(path)):
            asks_nothing = calm and i % _EVERY_CALM == 0
            yield Message(row["text"], row["topic"], row["need"] or (OTHER if asks_nothing else ""))
    for i, row in enumerate(_rule_rows(folder)):
        if row["level"] in ("urgent", "topic"):
            yield Message(row["example"], row["topic"], OTHER if i % _EVERY_EXAMPLE == 0 else "")
            yield Message(row["counter_example"], topic_of(row["counter_example"]), "")
        elif row["level"] == "need":
            yield Message(row["example"], "", row["topic"])
        elif row["level"] in ("idiom", "small", "context"):
            yield Message(row["example"], OTHER, OTHER)


def _prose(sentences: list[str]) -> Iterator[Message]:
    """Each sentence, and a few in a row: ordinary text is long more often than a message is."""
    for size in _IN_A_ROW:
        for start in range(0, len(sentences) - size + 1, max(1, size - 1)):
            yield Message(" ".join(sentences[start : start + size]), OTHER, OTHER, prose=True)


def _rule_rows(folder: Path) -> Iterator[Row]:
    for path in sorted((folder / "rules").glob("*.csv")):
        yield from rows(path)


def wrong_rows(folder: Path = PHRASES) -> Iterator[tuple[str, int, str]]:
    """File, line and what is wrong with it."""
    seen: dict[str, str] = {}
    for path in practice_files(folder):
        for row in rows(path):
            place = f"{row.file}:{row.line}"
            if not row["text"]:
                yield row.file, row.line, "text is empty: write a message or take the row out"
            elif row["topic"] not in (*TOPICS, OTHER, ""):
                known = ", ".join((*TOPICS, OTHER))
                yield row.file, row.line, f'topic "{row["topic"]}" is unknown: use {known}'
            elif row["need"] not in (*NEEDS, OTHER, ""):
                known = ", ".join((*NEEDS, OTHER))
                yield row.file, row.line, f'need "{row["need"]}" is unknown: use {known}'
            elif (first := seen.setdefault(row["text"].lower(), place)) != place:
                yield row.file, row.line, f"the same message is at {first}: keep one of them"
