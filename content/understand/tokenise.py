"""A message as words: bounded, lower case, without marks that nobody sees."""

import re
import unicodedata
from functools import cache

from content.understand.normalise import is_latin, letters, plain_key
from content.understand.tables import PHRASES, rows

LONGEST_MESSAGE = 4096
"""UTF-16 units, Telegram's own bound (Bot API, sendMessage)."""
_READ_AT_MOST = 4 * LONGEST_MESSAGE
_REPEATS = re.compile(r"(\D)\1{2,}")
_WORD = re.compile(r"[^\W_]+")
_LATIN_MARKED = re.compile(r"[\u00c0-\u024f]")


@cache
def spellings() -> dict[str, list[str]]:
    """Usual short or run-together spellings → the words they stand for."""
    return {plain_key(row["from"]): row["to"].split() for row in rows(PHRASES / "spellings.csv")}


def bounded(text: str) -> str:
    """At most 4,096 UTF-16 units, three or more of a letter made one; lower case, marks dropped."""
    text = _REPEATS.sub(r"\1", text[:_READ_AT_MOST])
    text = text[:LONGEST_MESSAGE]
    if any(letter > "\uffff" for letter in text):
        text = text.encode("utf-16-le", "ignore")[: 2 * LONGEST_MESSAGE].decode("utf-16-le", "ignore")
    if text.isascii():
        return text.lower().replace("\0", "")
    text = unicodedata.normalize("NFKC", text)[:LONGEST_MESSAGE].lower()
    return text.translate(letters().accents)


def split(text: str) -> list[str]:
    """The words of a bounded text, each in one script, usual short spellings written out."""
    words = []
    usual = spellings()
    for word in _WORD.findall(_seen(text)):
        one_script = _one_script(word)
        if (full := usual.get(plain_key(one_script))) is not None:
            words.extend(full)
        else:
            words.append(one_script)
    return words


def _seen(text: str) -> str:
    text = text.translate(letters().drop)
    if _LATIN_MARKED.search(text):
        text = "".join(unicodedata.normalize("NFD", c)[0] if _LATIN_MARKED.match(c) else c for c in text)
    return text


def _one_script(word: str) -> str:
    if word.isascii() or not _has_look_alikes(word):
        return word
    return word.translate(letters().alike)


def _has_look_alikes(word: str) -> bool:
    return is_latin(word) or (not word.isalpha() and any(letter.isdecimal() for letter in word))
