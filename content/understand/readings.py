"""A message as it was meant: letters between dots, starred letters, lost spaces, another keyboard."""

import re
from collections.abc import Sequence

from content.understand.alphabet import LETTERS
from content.understand.classifier import Model, model
from content.understand.compiled_rules import compiled_rules
from content.understand.features import begins_known, is_known_to
from content.understand.keyboard_layout import as_cyrillic_keys, as_latin_keys
from content.understand.language import looks_english
from content.understand.normalise import is_latin, plain_key
from content.understand.segment import segmented
from content.understand.tokenise import split

_SEPARATED = re.compile(r"(?<!\w)(?:[^\W\d_][.*_·•|/\\-]+){2,}[^\W\d_](?!\w)")
_PAIR = re.compile(r"(?<!\w)([^\W\d_])[.*_·•|/\\-]+([^\W\d_])(?!\w)")
_STARRED = re.compile(r"(?<=\w)[*#@$](?=\w)|(?<=\w)[*#@$](?=\s|$)")
_SEPARATORS = re.compile(r"[.*_·•|/\\-]+")
_CYRILLIC_VOWELS, _LATIN_VOWELS = LETTERS["vowels_left_out"], "aeiouy"
_STARS_AT_MOST = 24
_LONG_WORD = 13
"""Letters of a word that may be several."""
_LONG_WORDS_AT_MOST = 3
_SHORTEST_BEGUN = 6
_LOOKED_UP_AT_MOST = 40
_TYPED_AT_MOST = 400
"""Letters read as on another keyboard."""
_WELL_KNOWN, _MUCH_BETTER = 0.7, 0.25
"""Share of known words from which a text is taken as typed; by how much another keyboard must be better."""


def meant(typed: str) -> tuple[str, list[str]]:
    """The bounded text as it was meant, and its words."""
    text = _undotted(typed)
    if _STARRED.search(text):
        text = _with_stars_read(text)
    words = _spaced(split(text))
    share = _known_share(words)
    return _on_best_keyboard(text, words, share) if share < _WELL_KNOWN and text.strip() else (text, words)


def _spaced(words: list[str]) -> list[str]:
    long = 0
    for i, word in reversed(list(enumerate(words))):
        if len(word) >= _LONG_WORD and long < _LONG_WORDS_AT_MOST:
            long += 1
            words[i : i + 1] = _parts(word)
    return words


def _undotted(text: str) -> str:
    if not _SEPARATED.search(text):
        return text
    text = _SEPARATED.sub(lambda found: _SEPARATORS.sub("", found[0]), text)
    return _PAIR.sub(r"\1\2", text)


def _with_stars_read(text: str) -> str:
    """Each word with starred letters as the first known word that it may be."""
    words = text.split(" ")
    read = 0
    for i, word in enumerate(words):
        if read < _STARS_AT_MOST and _STARRED.search(word):
            read += 1
            words[i] = _unstarred(word)
    return " ".join(words)


def _unstarred(word: str) -> str:
    vowels = _LATIN_VOWELS if word.isascii() else _CYRILLIC_VOWELS
    english = word.isascii()
    for letter in vowels:
        candidate = _STARRED.sub(letter, word)
        if all(_is_known(each, english) for each in split(candidate)):
            return candidate
    return _STARRED.sub(vowels[0], word)


def _is_known(word: str, english: bool) -> bool:
    table = model()
    if table is not None and is_known_to(table.place, word, english):
        return True
    return len(word) < _LONG_WORD and bool(compiled_rules().lexicon.places(word, not english))


def _known_share(words: Sequence[str]) -> float:
    words = words[:_LOOKED_UP_AT_MOST]
    english = looks_english(words)
    return sum(_is_known(word, english) for word in words) / (len(words) or 1)


def _on_best_keyboard(text: str, words: list[str], share: float) -> tuple[str, list[str]]:
    best = (share + _MUCH_BETTER, text, words)
    for other in _other_keys(text[:_TYPED_AT_MOST], words):
        read = _spaced(split(other))
        if read and (known := _known_share(read)) > best[0]:
            best = (known, other, read)
    return best[1], best[2]


def _other_keys(text: str, words: Sequence[str]) -> Sequence[str]:
    if is_latin(text):
        return () if looks_english(words) and len(words) > 1 else as_cyrillic_keys(text)
    return () if text.isascii() else (as_latin_keys(text),)


def _parts(word: str) -> Sequence[str]:
    if len(word) < _LONG_WORD or _worth(word) >= _WHOLE:
        return (word,)
    return segmented(word, _worth)


_WHOLE, _BEGUN, _LIKE = 1.5, 1.0, 0.7
"""What a letter of a word is worth that is known as it stands; by its beginning in a rule; or in practice."""


def _worth(word: str) -> float:
    table = model()
    index = compiled_rules().lexicon.own
    key = plain_key(word)
    if key in index.whole or (table is not None and _is_learned(table, word)):
        return _WHOLE
    if len(word) < _SHORTEST_BEGUN:
        return 0.0
    if any(key[:cut] in index.stems for cut in range(3, 7)) and index.find(key):
        return _BEGUN
    return _LIKE if table is not None and begins_known(table.place, word) else 0.0


def _is_learned(table: Model, word: str) -> bool:
    if is_known_to(table.place, word, english=False):
        return True
    return word.isascii() and is_known_to(table.place, word, english=True)
