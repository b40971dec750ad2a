"""`make learn`: the classifiers learn from the practice messages and write what the bot reads.

Multinomial logistic regression on the features of a message, each weighed 1 ÷ √(their number), then a plain
one that learns, from messages held back, how far to trust it. Needs numpy and scipy, which the bot does not.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from content.understand.classifier import NEEDS_FILE, TOPICS_FILE, Model, evidence, packed
from content.understand.features import keys_of
from content.understand.language import looks_english
from content.understand.recognition import by_rules
from content.understand.rules import CRISIS, NEEDS, TOPICS
from content.understand.suggestions import Said, without_politeness
from content.understand.tables import PHRASES
from content.understand.tokenise import bounded, split
from content.understand.training_data import OTHER, digest, messages

Numbers = NDArray[np.float32]
Labels = NDArray[np.int64]
TOPIC_CLASSES = (OTHER, *TOPICS)
NEED_CLASSES = (OTHER, *NEEDS)
_STRENGTH = 30.0
"""How far the messages may pull the weights away from nought (C of a logistic regression)."""
_ROUNDS = 50
_FEWEST = 2
"""Messages that a feature must be in."""
_LARGEST = 127
_FOLDS = 2


def read(text: str) -> Said:
    words = without_politeness(split(bounded(text)))
    return Said.of(keys_of(words, looks_english(words)))


def known_features(texts: Sequence[Said], fewest: int = _FEWEST) -> "array[int]":
    seen = Counter(number for text in texts for number in text.found.all)
    return array("I", sorted(number for number, times in seen.items() if times >= fewest))


def matrix(texts: Sequence[Said], known: "array[int]") -> csr_matrix:
    """A row for each text, a column for each known feature."""
    columns = np.frombuffer(known, dtype=np.uint32)
    starts, cells, values = [0], [], []
    for text in texts:
        numbers = np.fromiter(text.found.all, dtype=np.uint32, count=len(text.found.all))
        places = np.minimum(np.searchsorted(columns, numbers), len(columns) - 1)
        places = np.sort(places[columns[places] == numbers])
        cells.append(places)
        values.append(np.full(len(places), 1 / np.sqrt(len(numbers) or 1), dtype=np.float32))
        starts.append(starts[-1] + len(places))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(cells), starts), shape=(len(texts), len(columns))
    )


def fitted(rows: csr_matrix, labels: Labels, count: int) -> tuple[Numbers, Numbers]:
    """Weights, of shape (features, classes), and biases."""
    turned = rows.T.tocsr()
    truth = np.eye(count, dtype=np.float32)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = _parted(flat.astype(np.float32), count)
        scores = rows @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        sums = chances.sum(axis=1, keepdims=True)
        chances /= sums
        value = -_STRENGTH * float((truth * (scores - np.log(sums))).sum()) + 0.5 * float((weights**2).sum())
        off = _STRENGTH * (chances - truth)
        slope = np.concatenate([(turned @ off + weights).ravel(), off.sum(axis=0)])
        return value, slope.astype(np.float64)

    start = np.zeros(rows.shape[1] * count + count)
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS, "maxcor": 6})
    return _parted(done.x.astype(np.float32), count)


def _parted(flat: Numbers, count: int) -> tuple[Numbers, Numbers]:
    return flat[:-count].reshape(-1, count), flat[-count:]


def chances(rows: csr_matrix, weights: Numbers, bias: Numbers) -> Numbers:
    scores = rows @ weights + bias
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return found


def rounded(weights: Numbers) -> tuple[float, bytes]:
    """The weights as signed bytes, and what a step of one is worth."""
    scale = float(np.abs(weights).max()) / _LARGEST
    return scale, np.rint(weights / scale).astype(np.int8).tobytes()


def labels_of(names: Sequence[str], classes: Sequence[str]) -> Labels:
    return np.array([classes.index(name) for name in names])


def trusted(
    texts: Sequence[Said], names: Sequence[str], classes: Sequence[str], wanted: Collection[str],
    of_prose: Sequence[bool],
) -> list[float]:  # fmt: skip
    """How far to believe that one of the wanted classes is there, learned on messages that were held back."""
    labels = labels_of(names, classes)
    fold = np.random.default_rng(5).permutation(len(texts)) % _FOLDS
    seen: list[list[float]] = []
    truth: list[bool] = []
    weigh: list[float] = []
    for held in range(_FOLDS):
        kept = [int(i) for i in np.flatnonzero(fold != held)]
        known = known_features([texts[i] for i in kept])
        weights, bias = fitted(matrix([texts[i] for i in kept], known), labels[kept], len(classes))
        table = Model("", tuple(classes), 1.0, (), (), known, memoryview(b""))
        tried = [int(i) for i in np.flatnonzero(fold == held)]
        found = chances(matrix([texts[i] for i in tried], known), weights, bias)
        for i, row in zip(tried, found, strict=True):
            if names[i] in wanted or names[i] == OTHER:
                chance = float(sum(row[classes.index(each)] for each in wanted))
                seen.append(evidence(chance, texts[i].keys, texts[i].found, table))
                truth.append(names[i] in wanted)
                weigh.append(_PROSE_WEIGHT if of_prose[i] else 1.0)
    return _plain_fit(np.array(seen), np.array(truth, dtype=float), np.array(weigh))


_PROSE_WEIGHT = 4.0


def _plain_fit(
    rows: NDArray[np.float64], truth: NDArray[np.float64], weigh: NDArray[np.float64]
) -> list[float]:
    rows = np.column_stack([rows, np.ones(len(rows))])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ flat
        value = float((weigh * (np.logaddexp(0, scores) - truth * scores)).sum()) + 0.5 * float(flat @ flat)
        return value, rows.T @ (weigh * (1 / (1 + np.exp(-scores)) - truth)) + flat

    done = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return [round(float(each), 4) for each in done.x]


def learned(
    texts: Sequence[Said], names: Sequence[str], classes: tuple[str, ...], trust: Sequence[float]
) -> Model:
    known = known_features(texts)
    weights, bias = fitted(
        matrix(texts, known), np.array([classes.index(name) for name in names]), len(classes)
    )
    scale, small = rounded(weights)
    rounded_bias = tuple(round(float(each), 4) for each in bias)
    return Model(digest(), classes, scale, rounded_bias, tuple(trust), known, memoryview(small).cast("b"))


def _seen_by_rules(text: str) -> str:
    typed = bounded(text)
    return by_rules(typed, split(typed)).topics[0]


def _written(table: Model, file: str, report: Callable[[str], None], count: int) -> None:
    content = packed(table)
    (PHRASES / file).write_bytes(content)
    report(f"{file}: {len(content)} bytes, {len(table.known)} features, learned from {count} messages")


def main(report: Callable[[str], None] = print) -> None:
    learn_from = list(messages(_seen_by_rules))
    read_once = {each.text: read(each.text) for each in learn_from}
    for file, classes, wanted, told in (
        (TOPICS_FILE, TOPIC_CLASSES, CRISIS, [(each, each.topic) for each in learn_from if each.topic]),
        (NEEDS_FILE, NEED_CLASSES, NEEDS, [(each, each.need) for each in learn_from if each.need]),
    ):
        texts = [read_once[each.text] for each, _ in told]
        names = [name for _, name in told]
        trust = trusted(texts, names, classes, wanted, [each.prose for each, _ in told])
        _written(learned(texts, names, classes, trust), file, report, len(names))


if __name__ == "__main__":
    main()
