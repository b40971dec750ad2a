"""What `make learn` does: it learns from messages, and what is written gives what was learned."""

from pathlib import Path

import numpy as np
import pytest

from content.understand.classifier import CLASSES, likely, model, packed
from content.understand.language import looks_english
from content.understand.tokenise import bounded, split
from content.understand.train import fitted, matrix, rounded
from content.understand.training_data import OTHER, messages

EVERY = 40


@pytest.fixture(scope="module")
def some() -> tuple[list[str], list[int]]:
    chosen = list(messages(lambda _: OTHER))[::EVERY]
    return [text for text, _ in chosen], [CLASSES.index(topic) for _, topic in chosen]


def test_what_is_written_gives_what_was_learned(some: tuple[list[str], list[int]], tmp_path: Path) -> None:
    texts, labels = some
    weights, bias = fitted(matrix(texts), np.array(labels))
    scale, small = rounded(weights)
    file = tmp_path / "classifier.bin"
    file.write_bytes(packed("digest", scale, bias.tolist(), small))
    table = model(file)
    assert table is not None
    assert table.digest == "digest"
    right = 0
    for text, label in zip(texts, labels, strict=True):
        words = split(bounded(text))
        chances = likely(words, looks_english(words), table)
        scores = (matrix([text]) @ weights + bias)[0]
        expected = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
        assert list(chances.values()) == pytest.approx(expected.tolist(), abs=0.05)
        right += max(chances, key=lambda name: chances[name]) == CLASSES[label]
    assert right >= 0.95 * len(texts)
