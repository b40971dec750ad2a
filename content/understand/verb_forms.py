"""All forms of the verbs in verbs.csv, as entries for groups."""

from collections.abc import Iterator
from pathlib import Path

from content.understand.tables import Row, rows

_RUSSIAN_PAST = ("л", "ла", "ло", "ли")
_RUSSIAN_PAST_OF_SELF = ("лся", "лась", "лось", "лись")
_FRONT = "әеіөүи"
_VOWELS = "аәеёиоөуұүыіэюя"
_VOICELESS = "кқпстфхцчшщ"
_SOFTENED = {"қ": "ғ", "к": "г", "п": "б"}


def verb_entries(folder: Path) -> Iterator[tuple[str, str, Row]]:
    """Group, entry as in groups.csv, and the row that it comes from."""
    for row in rows(folder / "verbs.csv"):
        for form in _forms(row):
            yield row["group"], form.replace("_", " "), row


def _forms(row: Row) -> Iterator[str]:
    yield from row["more"].split()
    if row["lang"] == "kk":
        for stem in row["present"].split():
            yield from kazakh_forms(stem)
        return
    yield from row["present"].split()
    for stem in row["past"].split():
        yield from russian_past(stem)


def russian_past(stem: str) -> Iterator[str]:
    """`изби` → избил, избила …; `издева-ся` → издевался …"""
    bare = stem.removesuffix("-ся")
    for ending in _RUSSIAN_PAST if bare == stem else _RUSSIAN_PAST_OF_SELF:
        yield bare + ending


def kazakh_forms(stem: str) -> Iterator[str]:
    """Past, present, perfect, condition and the converb, which auxiliaries follow; nothing denied."""
    last = stem[-1]
    front = next((letter in _FRONT for letter in reversed(stem) if letter in _VOWELS), False)
    vowel = last in _VOWELS
    voiceless = last in _VOICELESS
    soft = stem[:-1] + _SOFTENED.get(last, last)
    high, low = ("і", "е") if front else ("ы", "а")
    converb = stem + "п" if vowel else soft + high + "п"
    tense = ("т" if voiceless else "д") + high
    perfect = ("к" if voiceless else "г") + low + "н" if front else ("қ" if voiceless else "ғ") + low + "н"
    yield from (stem + tense, stem + tense + ("лер" if front else "лар"), stem + tense + "м")
    yield (stem + "й" if vowel else soft + low) + "д" + high
    yield from (stem + perfect + "*", stem + "с" + low, stem + "с" + low + "м", converb)
