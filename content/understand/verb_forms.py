"""All forms of the verbs in verbs.csv, as entries for groups."""

from collections.abc import Iterator
from pathlib import Path

from content.understand.alphabet import LETTERS
from content.understand.tables import Row, rows

_KAZAKH = LETTERS["kazakh"]
_VOWELS = LETTERS["vowels"]


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
    """The four forms of the past; those of a verb that acts on itself where the stem says so."""
    bare = stem.removesuffix(LETTERS["of_self"])
    for ending in LETTERS["russian_past" if bare == stem else "russian_past_of_self"]:
        yield bare + ending


def kazakh_forms(stem: str) -> Iterator[str]:
    """Past, present, perfect, condition and the converb, which auxiliaries follow; nothing denied."""
    of, last = _KAZAKH, stem[-1]
    front = next((letter in of["front"] for letter in reversed(stem) if letter in _VOWELS), False)
    vowel, voiceless = last in _VOWELS, last in of["voiceless"]
    soft = stem[:-1] + of["softened"].get(last, last)
    high, low, plural = of["high"][front], of["low"][front], of["plural"][front]
    converb = stem + of["converb"] if vowel else soft + high + of["converb"]
    tense = (of["t"] if voiceless else of["d"]) + high
    perfect = of["perfect"]["voiceless" if voiceless else "voiced"][front] + low + of["n"]
    yield from (stem + tense, stem + tense + plural, stem + tense + of["m"])
    yield (stem + of["y"] if vowel else soft + low) + of["d"] + high
    yield from (stem + perfect + "*", stem + of["s"] + low, stem + of["s"] + low + of["m"], converb)
