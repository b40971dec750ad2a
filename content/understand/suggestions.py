"""What is suggested where rules are silent, and when nothing is: a guess that knows when it does not know."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from content.understand.classifier import NEEDS_FILE, Model, believed, evidence, likely, model
from content.understand.features import Features, features, keys_of
from content.understand.normalise import plain_key
from content.understand.rules import CRISIS, NEEDS, TOPICS
from content.understand.tables import PHRASES, rows
from content.understand.training_data import OTHER

_QUIETER = tuple(topic for topic in TOPICS if topic not in CRISIS)
_LIKELY, _SURE = 0.8, 2.5
"""Log-odds at which a crisis is suggested where rules are silent, in a short message; where they are not."""
_SHORT, _A_WORD, _LIKELY_AT_MOST = 8, 0.12, 1.5
"""Words up to which a message is short; how much more each further one asks for, and how much at most."""
_WITH_WORDS = 1.2
"""Log-odds at which words of danger beside it make a danger of it."""
_QUIET = 0.55
"""How likely one of the quieter topics must be."""
_NEED, _NEED_IN_CRISIS, _NEXT_NEED, _PLAIN = 0.6, 2.0, 0.6, 0.5
"""Log-odds at which a need is suggested; a further one's share of the first one's likelihood; how likely
the first one must be where there is a crisis."""
_FEWEST_WORDS = 2
"""No single word says enough."""
_LONG, _WINDOW, _STEP = 30, 16, 8
"""Words: of a longer message both the whole and one stretch of it must speak."""


class Suggestion(NamedTuple):
    topics: tuple[str, ...]
    """Best first."""
    sure: bool
    """Whether it will do where a rule asks for the topic beside words of danger."""


@cache
def polite_words() -> frozenset[str]:
    return frozenset(
        plain_key(word) for row in rows(PHRASES / "politeness.csv") for word in row["words"].split()
    )


def without_politeness(words: Sequence[str]) -> Sequence[str]:
    """The words after a greeting or an apology; all of them where there is nothing else."""
    polite = polite_words()
    start = next((i for i, word in enumerate(words) if plain_key(word) not in polite), 0)
    return words[start:]


class Said(NamedTuple):
    """What was said after the politeness, as the classifiers read it."""

    keys: Sequence[str]
    found: Features

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Said":
        return cls(keys, features(keys))


def understood(words: Sequence[str], english: bool) -> Said | None:
    """None where too little is said."""
    said = without_politeness(words)
    if len(said) < _FEWEST_WORDS:
        return None
    return Said.of(keys_of(said, english))


def likely_enough(belief: float, words: int) -> bool:
    """Whether a crisis is suggested where rules are silent: of a long text more is asked."""
    return belief >= min(_LIKELY_AT_MOST, _LIKELY + _A_WORD * max(0, words - _SHORT))


def suggested(said: Said, careful: bool) -> Suggestion | None:
    """The topics to suggest, None for none. `careful`: rules have found something already, but no crisis."""
    table = model()
    if table is None:
        return None
    belief, chance = crisis_belief(said, table)
    if len(said.keys) > _LONG and likely_enough(belief, len(said.keys)):
        belief = min(belief, max(crisis_belief(part, table)[0] for part in _stretches(said)))
    if belief >= _SURE or (not careful and likely_enough(belief, len(said.keys))):
        best = sorted(CRISIS, key=lambda topic: -chance[topic])
        return Suggestion(tuple(best[: 1 + (chance[best[1]] > chance[best[0]] / 2)]), belief >= _WITH_WORDS)
    best_quiet = max(_QUIETER, key=lambda topic: chance[topic])
    if careful or chance[OTHER] >= _QUIET or chance[best_quiet] < chance[OTHER]:
        return None
    return Suggestion((best_quiet,), sure=False)


def suggested_needs(said: Said, careful: bool = False) -> tuple[str, ...]:
    """What seems to be asked for, best first, at most two. `careful`: rules have found a crisis."""
    table = model(PHRASES / NEEDS_FILE)
    if table is None:
        return ()
    chance = likely(said.found, table)
    first, second = sorted(NEEDS, key=lambda need: -chance[need])[:2]
    belief = believed(evidence(1 - chance[OTHER], said.keys, said.found, table), table.trust)
    if belief < (_NEED_IN_CRISIS if careful else _NEED):
        return ()
    if careful and chance[first] < _PLAIN:
        return ()
    return (first, second) if chance[second] >= _NEXT_NEED * chance[first] else (first,)


def crisis_belief(said: Said, table: Model) -> tuple[float, dict[str, float]]:
    """Log-odds that the words tell of a crisis, and class → how likely."""
    chance = likely(said.found, table)
    crisis = sum(chance[topic] for topic in CRISIS)
    return believed(evidence(crisis, said.keys, said.found, table), table.trust), chance


def _stretches(said: Said) -> Iterator[Said]:
    for start in range(0, len(said.keys) - _WINDOW + _STEP, _STEP):
        yield Said.of(said.keys[start : start + _WINDOW])
