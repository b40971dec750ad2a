"""Alphabets: no word of mixed scripts, and each language in its own letters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from content.check.prose import words
from content.check.subject import Role, Subject, Text
from content.finding import Finding
from content.words import COMMON

_LONG_ENOUGH = 40
_NO_WORD = re.compile(r"\{\w+\}|(?:\w+\.)+[a-z]{2,4}\b")


def one_script_a_word(subject: Subject) -> Iterator[Finding]:
    """A Latin letter in a Cyrillic word looks right and is read wrong: by screen readers, by search."""
    for text in subject.texts:
        for word in words(_NO_WORD.sub(" ", text.raw)):
            scripts = {_script(letter) for part in re.split(r"[-’']", word)[:1] for letter in part}
            if {"CYRILLIC", "LATIN"} <= scripts:
                odd = _odd_one(word)
                yield text.finding("mixed-script", f"{word!r} mixes alphabets at {odd!r}: retype it", word)


def right_alphabet(subject: Subject) -> Iterator[Finding]:
    """Kazakh texts have Kazakh letters, Russian ones none, English ones no Cyrillic, and the reverse."""
    limits = subject.data.limits
    for text in subject.texts:
        raw = _NO_WORD.sub(" ", text.raw)
        lower = raw.lower()
        if (
            text.language == "kk"
            and len(raw) > _LONG_ENOUGH
            and not set(lower) & set(limits.own_letters["kk"])
        ):
            yield text.finding("alphabet", "no Kazakh letter in a Kazakh text: is it another language?")
        if _speaks_of_languages(text):
            continue
        for word in words(raw):
            script = {_script(letter) for letter in word}
            wrong = "LATIN" if text.language != "en" else "CYRILLIC"
            if script == {wrong} and word.lower() not in limits.foreign_words:
                yield text.finding("alphabet", f"{word!r} is in another alphabet: translate it", word)
            elif text.language == "ru" and set(word.lower()) & set(limits.own_letters["kk"]):
                yield text.finding("alphabet", f"{word!r} has Kazakh letters in a Russian text", word)


def _speaks_of_languages(text: Text) -> bool:
    """Names of languages stand in their own letters, and law citations quote official signs."""
    return text.screen == COMMON or text.role is Role.FACT


def _odd_one(word: str) -> str:
    latin = [letter for letter in word if _script(letter) == "LATIN"]
    cyrillic = [letter for letter in word if _script(letter) == "CYRILLIC"]
    return min((latin, cyrillic), key=len)[0]


@lru_cache(maxsize=512)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "OTHER").split(" ", 1)[0] if letter.isalpha() else "OTHER"
