"""What tells the three languages apart: function words, endings, letters, words of the rules' examples."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from content.understand.normalise import is_latin, latin_keys, plain_key
from content.understand.rules import Rule
from content.understand.tables import rows
from content.understand.tokenise import bounded, split

KAZAKH, RUSSIAN, ENGLISH = "kk", "ru", "en"
_FUNCTION_WORD, _SEEN_WORD = 2.0, 1.2


@dataclass(frozen=True, slots=True)
class LanguageFeatures:
    words: dict[str, dict[str, float]]
    """Key of a word → language → weight."""
    latin: dict[str, dict[str, float]]
    """The same for Cyrillic words met in Latin letters."""
    endings: dict[str, str]
    russian_letters: frozenset[str]


def language_features(rules: Iterable[Rule], folder: Path) -> LanguageFeatures:
    """The table of languages in a folder, with the words of the rules' examples."""
    table = LanguageFeatures({}, {}, {}, frozenset())
    listed: list[tuple[str, str, float]] = []
    russian_letters: set[str] = set()
    for row in rows(folder / "languages.csv"):
        for value in row["values"].split():
            if row["kind"] == "ending":
                table.endings[plain_key(value)] = row["lang"]
            elif row["kind"] == "letter":
                russian_letters.add(value)
            else:
                listed.append((value, row["lang"], _FUNCTION_WORD))
    listed.extend((word, language, _SEEN_WORD) for word, language in _words_of_examples(rules))
    for word, language, weight in listed:
        _raise(table.words, plain_key(word), language, weight)
        if not word.isascii():
            for key in latin_keys(word):
                _raise(table.latin, key, language, weight)
    once: dict[tuple[tuple[str, float], ...], dict[str, float]] = {}
    return LanguageFeatures(
        _shared(table.words, once), _shared(table.latin, once), table.endings, frozenset(russian_letters)
    )


def _shared(
    table: dict[str, dict[str, float]], once: dict[tuple[tuple[str, float], ...], dict[str, float]]
) -> dict[str, dict[str, float]]:
    """The same with equal weights kept `once`: there are few, and thousands of words."""
    return {key: once.setdefault(tuple(weights.items()), weights) for key, weights in table.items()}


def _words_of_examples(rules: Iterable[Rule]) -> list[tuple[str, str]]:
    seen: dict[str, set[str]] = {}
    for rule in rules:
        if rule.language != "mixed":
            for word in split(bounded(f"{rule.example} {rule.counter_example}")):
                if is_latin(word) == (rule.language == ENGLISH):
                    seen.setdefault(word, set()).add(rule.language)
    return [(word, languages.pop()) for word, languages in seen.items() if len(languages) == 1]


def _raise(table: dict[str, dict[str, float]], key: str, language: str, weight: float) -> None:
    weights = table.setdefault(key, {})
    weights[language] = max(weights.get(language, 0.0), weight)
