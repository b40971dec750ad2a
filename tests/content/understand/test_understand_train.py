"""What `make learn` does: it learns from messages, and what is written gives what was learned."""

from pathlib import Path

import numpy as np
import pytest

from content.understand.classifier import Model, likely, model, packed
from content.understand.train import TOPIC_CLASSES, chances, fitted, known_features, matrix, read, rounded
from content.understand.training_data import OTHER, messages

EVERY = 40


@pytest.fixture(scope="module")
def some() -> tuple[list[str], list[int]]:
    chosen = [each for each in messages(lambda _: OTHER) if each.topic][::EVERY]
    return [each.text for each in chosen], [TOPIC_CLASSES.index(each.topic) for each in chosen]


def test_what_is_written_gives_what_was_learned(some: tuple[list[str], list[int]], tmp_path: Path) -> None:
    texts, labels = [read(text) for text in some[0]], some[1]
    known = known_features(texts, 1)
    weights, bias = fitted(matrix(texts, known), np.array(labels), len(TOPIC_CLASSES))
    scale, small = rounded(weights)
    file = tmp_path / "classifier.bin"
    written = Model("digest", TOPIC_CLASSES, scale, tuple(bias.tolist()), (1.0,), known, memoryview(small))
    file.write_bytes(packed(written))
    table = model(file)
    assert table is not None
    assert (table.digest, table.classes, list(table.known)) == ("digest", TOPIC_CLASSES, list(known))
    right = 0
    for text, label in zip(texts, labels, strict=True):
        found = likely(text.found, table)
        expected = chances(matrix([text], known), weights, bias)[0]
        assert list(found.values()) == pytest.approx(expected.tolist(), abs=0.05)
        right += max(found, key=lambda name: found[name]) == TOPIC_CLASSES[label]
    assert right >= 0.95 * len(texts)
