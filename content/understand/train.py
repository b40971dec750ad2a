"""`make learn`: the guess learns from the practice messages and writes classifier.bin.

Multinomial logistic regression on the features of a message, each weighed 1 ÷ √(their number). Needs numpy
and scipy, which the bot itself does not.
"""

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from content.understand.classifier import CLASSES, MODEL_FILE, packed
from content.understand.features import CELLS, features
from content.understand.language import looks_english
from content.understand.recognition import by_rules
from content.understand.tables import PHRASES
from content.understand.tokenise import bounded, split
from content.understand.training_data import digest, messages

Numbers = NDArray[np.float64]
_STRENGTH = 50.0
"""How far the messages may pull the weights away from nought (C of a logistic regression)."""
_ROUNDS = 300
_LARGEST = 127
_FOLDS = 5


def matrix(texts: Sequence[str]) -> csr_matrix:
    """A row for each text, a column for each cell."""
    found = []
    for text in texts:
        words = split(bounded(text))
        found.append(sorted(features(words, looks_english(words))))
    starts = np.cumsum([0, *map(len, found)])
    cells = np.fromiter((cell for row in found for cell in row), dtype=np.int32, count=starts[-1])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in found])
    return csr_matrix((values, cells, starts), shape=(len(texts), CELLS))


def fitted(rows: csr_matrix, labels: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Weights, of shape (CELLS, classes), and biases."""
    count = len(CLASSES)
    used = np.unique(rows.indices)
    small = rows[:, used]
    turned = small.T.tocsr()
    truth = np.eye(count)[labels]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights, bias = flat[:-count].reshape(-1, count), flat[-count:]
        scores = small @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        sums = chances.sum(axis=1, keepdims=True)
        chances /= sums
        value = -_STRENGTH * float((truth * (scores - np.log(sums))).sum()) + 0.5 * float((weights**2).sum())
        off = _STRENGTH * (chances - truth)
        slope = turned @ off + weights
        return value, np.concatenate([slope.ravel(), off.sum(axis=0)])

    start = np.zeros(len(used) * count + count)
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS, "maxcor": 10})
    weights = np.zeros((CELLS, count))
    weights[used] = done.x[:-count].reshape(-1, count)
    return weights, done.x[-count:]


def rounded(weights: Numbers) -> tuple[float, bytes]:
    """The weights as signed bytes, and what a step of one is worth."""
    scale = float(np.abs(weights).max()) / _LARGEST
    return scale, np.rint(weights / scale).astype(np.int8).tobytes()


def tried(rows: csr_matrix, labels: NDArray[np.int64]) -> str:
    """How it does on messages that it has not learned from, in a line."""
    order = np.random.default_rng(5).permutation(len(labels))
    crisis = found = calm = alarmed = right = 0
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        kept = np.setdiff1d(order, held)
        weights, bias = fitted(rows[kept], labels[kept])
        scores = rows[held] @ weights + bias
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        alarm = chances[:, 1:5].sum(axis=1) >= 0.6
        is_crisis = (labels[held] >= 1) & (labels[held] <= 4)
        crisis += int(is_crisis.sum())
        found += int((alarm & is_crisis).sum())
        calm += int((labels[held] == 0).sum())
        alarmed += int((alarm & (labels[held] == 0)).sum())
        right += int((chances.argmax(axis=1) == labels[held]).sum())
    return (
        f"{len(labels)} messages, {_FOLDS}-fold: crisis seen {found}/{crisis}, "
        f"other taken for a crisis {alarmed}/{calm}, topic right {right}/{len(labels)}"
    )


def _seen_by_rules(text: str) -> str:
    typed = bounded(text)
    return by_rules(typed, split(typed)).topics[0]


def main(arguments: Sequence[str]) -> None:
    texts, topics = zip(*messages(_seen_by_rules), strict=True)
    labels = np.array([CLASSES.index(topic) for topic in topics])
    rows = matrix(texts)
    if "--try" in arguments:
        print(tried(rows, labels))
    weights, bias = fitted(rows, labels)
    scale, small = rounded(weights)
    written = packed(digest(), scale, bias.tolist(), small)
    (PHRASES / MODEL_FILE).write_bytes(written)
    print(f"{MODEL_FILE}: {len(written)} bytes, learned from {len(texts)} messages")


if __name__ == "__main__":
    main(sys.argv[1:])
