"""A peer for understanding typed text: lists of stems from keywords.toml, no grammar and no guards."""

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def recognise(text: str) -> tuple[str, bool]:
    """The first topic one of whose stems is in the text, and whether an urgent word is."""
    text = text.lower()
    topics = (name for name, stems in _LISTS["topics"].items() if any(stem in text for stem in stems))
    topic = next(topics, "other")
    return topic, topic != "other" and any(word in text for word in _LISTS["urgent"])
