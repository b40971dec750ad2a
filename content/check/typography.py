"""Spaces, quotation marks, braces, markup and pictures."""

import re
import unicodedata
from collections.abc import Iterator

from content.check.subject import Role, Subject, Text
from content.finding import Finding

_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+\}")
_MARKUP = re.compile(r"\*\w[^*\n]*\*|(?<!\w)_\w[^_\n]*_(?!\w)|</?[a-z]+>|\]\(|`")
_MARKS_OF_DOUBT = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|lorem ipsum)\b", re.IGNORECASE)


def tidy_spaces(subject: Subject) -> Iterator[Finding]:
    """No doubled, trailing or stray blanks: screen readers stumble over them."""
    for text in subject.texts:
        for line in text.raw.split("\n"):
            if re.search(r"\S {2,}\S", line) or "\t" in line or "\u00a0" in line:
                yield text.finding("spaces", "two blanks in a row: keep one", line)
            elif line != line.strip() and text.role is not Role.COPY:
                yield text.finding("spaces", "a blank at the beginning or end of the line: remove it", line)
            elif found := re.search(r"\s[,.;:!?](?:\s|$)", line):
                yield text.finding("spaces", f"a blank before {found[0].strip()!r}: remove it", line)
        if re.search(r"\n{3,}", text.raw.strip()):
            yield text.finding("spaces", "two empty lines in a row: keep one")


def proper_quotes(subject: Subject) -> Iterator[Finding]:
    """Russian and Kazakh texts quote with «», English ones with “”; both in pairs."""
    for text in subject.texts:
        wanted = "“”" if text.language == "en" else "«»"
        if found := re.search(r'"[^"\n]*', text.raw):
            message = f'straight quotation marks ("): write {wanted}'
            yield text.finding("quotes", message, found[0], "warning")
        for opening, closing in ("«»", "“”", "()") if text.role is not Role.FACT else ():
            if "„" not in text.raw and text.raw.count(opening) != text.raw.count(closing):
                yield text.finding("quotes", f"{opening} and {closing} do not pair up", opening, "warning")


def whole_placeholders(subject: Subject) -> Iterator[Finding]:
    """No broken brace: it would reach the person as it is."""
    for text in subject.texts:
        rest = _PLACEHOLDER.sub("", text.raw)
        if found := re.search(r"[{}][^{}\n]{0,20}", rest):
            yield text.finding("placeholder", f"broken braces at {found[0]!r}: write {{name}}", found[0])


def plain_text(subject: Subject) -> Iterator[Finding]:
    """No markup, no picture, no note to oneself: texts are plain and are read aloud."""
    for text in subject.texts:
        if found := _MARKUP.search(_PLACEHOLDER.sub("", text.raw)):
            yield text.finding("plain-text", f"markup {found[0]!r}: texts are plain", found[0])
        if found := _MARKS_OF_DOUBT.search(text.raw):
            yield text.finding("plain-text", f"{found[0]!r} is a note, no text: finish it", found[0])
        if not _is_sign(text) and (picture := next(filter(_is_picture, text.raw), "")):
            yield text.finding("plain-text", f"{picture!r}: say it in words", picture, "warning")


def _is_sign(text: Text) -> bool:
    return text.role is Role.COMMON and len(text.raw) == 1


def _is_picture(letter: str) -> bool:
    return ord(letter) > 0x2190 and unicodedata.category(letter) == "So"
