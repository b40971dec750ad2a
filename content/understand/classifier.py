"""What a message may be about where no rule knows: suggestions learned from the practice messages.

They only ever add a topic or a need to choose from. Danger is seen by rules alone: some of them ask for words
of danger beside a topic, and this topic will do for them.
"""

import json
import math
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.understand.features import Features, speaks_of_self
from content.understand.tables import PHRASES
from content.understand.training_data import digest

TOPICS_FILE, NEEDS_FILE = "topic_classifier.bin", "need_classifier.bin"


@dataclass(frozen=True, slots=True)
class Model:
    """A signed byte for each known feature and class; a class's score is bias + scale × sum ÷ √(features)."""

    digest: str
    """Of what it was learned from, as `content.understand.training_data` tells it."""
    classes: tuple[str, ...]
    scale: float
    bias: tuple[float, ...]
    trust: tuple[float, ...]
    """Weights of what `evidence` gives, the last one alone: how far to believe a crisis that was found."""
    known: "array[int] | memoryview[int]"
    """Numbers of the known features, in order."""
    weights: memoryview

    def place(self, feature: int) -> int:
        """Where a feature stands, -1 where it is unknown."""
        at = bisect_left(self.known, feature)
        return at if at < len(self.known) and self.known[at] == feature else -1


def packed(model: Model) -> bytes:
    """The bytes of a file: a line of JSON, then the compressed features and weights."""
    head = {
        "digest": model.digest,
        "classes": model.classes,
        "scale": model.scale,
        "bias": model.bias,
        "trust": model.trust,
        "known": len(model.known),
    }
    body = zlib.compress(model.known.tobytes() + model.weights.tobytes(), 9)
    return json.dumps(head).encode() + b"\n" + body


@cache
def model(file: Path = PHRASES / TOPICS_FILE) -> Model | None:
    """What was learned; None where the file is missing or spoilt, which the check names."""
    try:
        line, _, body = file.read_bytes().partition(b"\n")
        head = json.loads(line)
        content = memoryview(zlib.decompress(body))
        size = array("I").itemsize * head["known"]
        known, weights = content[:size].cast("I"), content[size:].cast("b")
        classes, bias = tuple(head["classes"]), tuple(head["bias"])
        whole = len(weights) == len(known) * len(classes) and len(bias) == len(classes)
        trust = tuple(head["trust"])
        return Model(head["digest"], classes, head["scale"], bias, trust, known, weights) if whole else None
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def is_fresh(folder: Path = PHRASES) -> bool:
    """Whether what was learned is there and was learned from the practice messages as they are."""
    now = digest(folder)
    return all(
        table is not None and table.digest == now
        for table in (model(folder / TOPICS_FILE), model(folder / NEEDS_FILE))
    )


def likely(found: Features, table: Model) -> dict[str, float]:
    """Class → how likely, together 1."""
    count = len(table.classes)
    places = [place for place in map(table.place, found.all) if place >= 0]
    rows = [table.weights[place * count : place * count + count] for place in places]
    step = table.scale / math.sqrt(len(found.all) or 1)
    sums = map(sum, zip(*rows, strict=True)) if rows else [0] * count
    scores = [start + step * each for start, each in zip(table.bias, sums, strict=True)]
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return {name: each / total for name, each in zip(table.classes, raised, strict=True)}


def evidence(chance: float, keys: Sequence[str], found: Features, table: Model) -> list[float]:
    """What tells a crisis from what looks like one: log-odds, length, what is known, who speaks."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    pronoun, ending = speaks_of_self(keys)
    return [
        math.log(chance / (1 - chance)),
        math.log(len(keys) or 1),
        _known(found.words, table),
        _known(found.long_words, table),
        _known(found.beginnings, table),
        _known(found.pairs, table),
        float(pronoun),
        float(ending),
    ]


def _known(numbers: Sequence[int], table: Model) -> float:
    return sum(table.place(number) >= 0 for number in numbers) / (len(numbers) or 1)


def believed(evidence: Iterable[float], trust: Sequence[float]) -> float:
    """Log-odds that a crisis is one, ordinary prose taken into account."""
    *weights, start = trust
    return start + sum(weight * each for weight, each in zip(weights, evidence, strict=True))
