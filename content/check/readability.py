"""Rough readability: plain enough for the seventh year of school (S27)."""

import re
from collections.abc import Iterator

from content.check.prose import sentences, words
from content.check.subject import Subject
from content.finding import Finding

_PLACEHOLDER = re.compile(r"\{\w+\}")
# The line that names a law and says "not legal advice" has a fixed wording.
_LAW_LINE = re.compile(r"^.*\{law_.*$", re.MULTILINE)
MIN_WORDS = 35
# On screens of some forty words the formulas scatter by about a grade, the Russian one by two.
MAX_GRADE = {"ru": 9.0, "en": 8.0}
MAX_SENTENCE = {"kk": 18, "ru": 24, "en": 28}

# grade = a * words a sentence + b * syllables a word - c
# en: Flesch-Kincaid (Kincaid et al., 1975); ru: its adaptation by Oborneva (2006).
# For Kazakh no such measure is established: only the length of sentences is looked at.
_GRADES = {"en": (0.39, 11.8, 15.59), "ru": (0.5, 8.4, 15.59)}


def plain_words(subject: Subject) -> Iterator[Finding]:
    """S27: a school grade where a measure exists, and no sentence longer than people take in at once."""
    for _, text in subject.screen_texts():
        longest = max(sentences(text.filled), key=lambda each: len(words(each)), default="")
        limit = MAX_SENTENCE[text.language]
        if len(words(longest)) > limit:
            message = f"a sentence of {len(words(longest))} words, at most {limit}: cut it in two"
            yield text.finding("S27", message, longest[:20], "warning")
        bare = _PLACEHOLDER.sub("", _LAW_LINE.sub("", text.raw))
        reached = grade(bare, text.language, subject.data.limits.vowels[text.language])
        if reached > MAX_GRADE.get(text.language, reached):
            limit_grade = MAX_GRADE[text.language]
            message = (
                f"reads like school grade {reached:.1f}, at most {limit_grade}: use shorter words, sentences"
            )
            yield text.finding("S27", message, level="warning")


def grade(text: str, language: str, vowels: str) -> float:
    """School grade of a text; 0.0 for short texts and languages without a measure."""
    said = words(text)
    if language not in _GRADES or len(said) < MIN_WORDS:
        return 0.0
    a, b, c = _GRADES[language]
    syllables = sum(_syllables(word, language, vowels) for word in said)
    return a * len(said) / max(1, len(sentences(text))) + b * syllables / len(said) - c


def _syllables(word: str, language: str, vowels: str) -> int:
    """Russian: one a vowel. English: one a group of vowels, without a silent final e."""
    lower = word.lower()
    if language != "en":
        return max(1, sum(letter in vowels for letter in lower))
    if lower.endswith("e") and not lower.endswith("le"):
        lower = lower[:-1]
    groups = sum(
        letter in vowels and (at == 0 or lower[at - 1] not in vowels) for at, letter in enumerate(lower)
    )
    return max(1, groups)
