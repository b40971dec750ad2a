"""Which language a message is in: letters, function words, endings, words of the rules' examples."""

from collections import defaultdict
from collections.abc import Sequence

from content.understand.compiled_rules import compiled_rules
from content.understand.language_features import ENGLISH, KAZAKH, RUSSIAN
from content.understand.normalise import is_latin, latin_readings, letters, plain_key

_OWN_LETTER, _ENDING, _RUSSIAN_LETTER = 3.0, 0.7, 0.6
_SURE_MARGIN = 1.5
_LONGEST_ENDING = 5
Scores = defaultdict[str, float]


def _add(scores: Scores, weights: dict[str, float]) -> None:
    for language, weight in weights.items():
        scores[language] += weight


def looks_english(words: Sequence[str]) -> bool:
    """Whether Latin words are English rather than Cyrillic words in Latin letters."""
    table = compiled_rules().languages
    latin = [word for word in words if is_latin(word)]
    english = sum(ENGLISH in table.words.get(plain_key(word), ()) for word in latin)
    return 4 * english >= len(latin)


def language_of(words: Sequence[str], text: str, english: bool) -> tuple[str, bool]:
    """The language and whether that is sure. `english`: Latin words are read as English."""
    scores: Scores = defaultdict(float)
    own = letters().own
    cyrillic = [word for word in words if not word.isascii()]
    for word in words:
        if word.isascii():
            _score_latin(word, scores, english)
        else:
            _score_cyrillic(word, scores)
    if any(letter in text for letter in own):
        scores[KAZAKH] += _OWN_LETTER * sum(any(letter in word for letter in own) for word in words)
    if not scores:
        return (RUSSIAN if cyrillic else ENGLISH), False
    (best, most), *others = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
    second = others[0][1] if others else 0.0
    return best, most - second >= _SURE_MARGIN


def _score_latin(word: str, scores: Scores, english: bool) -> None:
    table = compiled_rules().languages
    if not is_latin(word):
        return
    if english:
        _add(scores, table.words.get(plain_key(word), {}))
        scores[ENGLISH] += 0.2
        return
    best: dict[str, float] = {}
    for key in latin_readings(word):
        for language, weight in table.latin.get(key, {}).items():
            best[language] = max(best.get(language, 0.0), weight)
    _add(scores, best)
    if not best and not _score_ending(word, scores):
        scores[ENGLISH] += 0.3


def _score_cyrillic(word: str, scores: Scores) -> None:
    table = compiled_rules().languages
    key = plain_key(word)
    known = table.words.get(key)
    if known:
        _add(scores, known)
    else:
        _score_ending(key, scores)
    if any(letter in table.russian_letters for letter in word):
        scores[RUSSIAN] += _RUSSIAN_LETTER


def _score_ending(key: str, scores: Scores) -> bool:
    endings = compiled_rules().languages.endings
    for size in range(min(_LONGEST_ENDING, len(key) - 2), 1, -1):
        if language := endings.get(key[-size:]):
            scores[language] += _ENDING + 0.1 * size
            return True
    return False
