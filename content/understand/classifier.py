"""What a message may be about where no rule knows: a suggestion learned from the practice messages.

It only ever adds a topic to choose from. Danger is seen by rules alone: some of them ask for words of danger
beside a topic, and this topic will do for them.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from content.understand.features import CELLS, features
from content.understand.rules import CRISIS, TOPICS
from content.understand.tables import PHRASES
from content.understand.training_data import OTHER, digest

MODEL_FILE = "classifier.bin"
CLASSES = (OTHER, *TOPICS)
_QUIETER = tuple(topic for topic in TOPICS if topic not in CRISIS)
_LIKELY, _SURE = 0.55, 0.9
"""How likely a crisis must be to be suggested where rules are silent; where they are not."""
_FEWEST_WORDS = 2
"""No single word says enough."""
_WITH_WORDS = 0.65
"""How likely a crisis must be to make danger of words of danger."""


@dataclass(frozen=True, slots=True)
class Model:
    """A signed byte for each cell and class; a class's score is bias + scale × sum ÷ √(number of cells)."""

    digest: str
    """Of what it was learned from, as `content.understand.training_data` tells it."""
    scale: float
    bias: tuple[float, ...]
    weights: memoryview


def packed(digest: str, scale: float, bias: Sequence[float], weights: bytes) -> bytes:
    """The bytes of classifier.bin: a line of text, then the compressed weights."""
    head = " ".join([digest, repr(scale), *map(repr, bias)])
    return head.encode() + b"\n" + zlib.compress(weights, 9)


@cache
def model(file: Path = PHRASES / MODEL_FILE) -> Model | None:
    """What was learned; None where the file is missing or spoilt, which the check names."""
    try:
        head, _, weights = file.read_bytes().partition(b"\n")
        digest, scale, *bias = head.decode().split()
        signed = memoryview(zlib.decompress(weights)).cast("b")
        whole = len(signed) == CELLS * len(CLASSES) and len(bias) == len(CLASSES)
        return Model(digest, float(scale), tuple(map(float, bias)), signed) if whole else None
    except (OSError, ValueError, zlib.error):
        return None


def is_fresh(folder: Path = PHRASES) -> bool:
    """Whether what was learned is there and was learned from the practice messages as they are."""
    table = model(folder / MODEL_FILE)
    return table is not None and table.digest == digest(folder)


def likely(words: Sequence[str], english: bool, table: Model) -> dict[str, float]:
    """Class → how likely, together 1."""
    count = len(CLASSES)
    cells = features(words, english)
    rows = [table.weights[cell * count : cell * count + count] for cell in cells]
    step = table.scale / math.sqrt(len(cells))
    scores = [
        start + step * sum(column) for start, column in zip(table.bias, zip(*rows, strict=True), strict=True)
    ]
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return {name: each / total for name, each in zip(CLASSES, raised, strict=True)}


class Suggestion(NamedTuple):
    topic: str
    sure: bool
    """Whether it will do where a rule asks for the topic beside words of danger."""


def suggested(words: Sequence[str], english: bool, careful: bool) -> Suggestion | None:
    """The topic to suggest, None for none. `careful`: rules have found something already, but no crisis."""
    table = model()
    if table is None or len(words) < _FEWEST_WORDS:
        return None
    chance = likely(words, english, table)
    crisis = sum(chance[topic] for topic in CRISIS)
    if crisis >= (_SURE if careful else _LIKELY):
        return Suggestion(max(CRISIS, key=lambda topic: chance[topic]), crisis >= _WITH_WORDS)
    if careful or chance[OTHER] >= _LIKELY:
        return None
    return Suggestion(max(_QUIETER, key=lambda topic: chance[topic]), sure=False)
