"""Sentences, words and quotations of a text."""

import re

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"\n]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def unquoted(text: str) -> str:
    """The text with what stands between quotation marks blanked out; places do not move."""
    return _QUOTED.sub(lambda quote: re.sub(r"[^\n]", " ", quote[0]), text)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, those without a word left out."""
    return [part for part in _SENTENCE_END.split(text) if part and _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text, without numbers."""
    return _WORD.findall(text)


def first_line(text: str) -> str:
    """The line that a notification may show."""
    return text.strip().split("\n", 1)[0]
