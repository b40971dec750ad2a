"""Telegram's MarkdownV2: text and entities, refusing what tdlib's parser refuses with its own words."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.api.links import checked_link
from sandbox.api.refusals import ApiError, bad_request

RESERVED = "_*[]()~`>#+-=|{}.!"
KINDS = {
    "_": ("italic", "Italic"),
    "*": ("bold", "Bold"),
    "__": ("underline", "Underline"),
    "~": ("strikethrough", "Strikethrough"),
    "||": ("spoiler", "Spoiler"),
    "[": ("text_link", "TextUrl"),
}


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    start: int


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    quote: int | None = None
    outside: int = 0
    entities: list[dict[str, Any]] = field(default_factory=list)

    def fail(self, what: str, at: int) -> ApiError:
        offset = len(self.source[:at].encode())
        return bad_request(f"can't parse entities: Can't find end of {what} at byte offset {offset}")

    def unclosed(self) -> ApiError:
        left = self.open[-1]
        return self.fail(f"{KINDS[left.mark][1]} entity", left.at)

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.units += len(text.encode("utf-16-le")) // 2

    def close(self, kind: str, start: int, **more: str) -> None:
        if self.units > start:
            self.entities.append({"type": kind, "offset": start, "length": self.units - start, **more})


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and its entities (offsets in UTF-16 units). Raises ApiError as Telegram would."""
    reader = _Reader(source)
    while reader.at < len(source):
        char = source[reader.at]
        if char == "\\" and 0 < ord(source[reader.at + 1 : reader.at + 2] or "\0") < 127:
            reader.emit(source[reader.at + 1])
            reader.at += 2
        elif char == ">" and source[reader.at - 1 : reader.at] in ("", "\n", "\r"):
            _quote_line(reader)
        elif char == "\n":
            _line_end(reader)
        elif char == "`":
            _code(reader)
        elif char in RESERVED:
            _mark(reader)
        else:
            reader.emit(char)
            reader.at += 1
    if reader.open:
        raise reader.unclosed()
    if reader.quote is not None:
        reader.close("blockquote", reader.quote)
    return "".join(reader.out), reader.entities


def _quote_line(reader: _Reader) -> None:
    reader.at += 1
    if reader.quote is None:
        reader.quote, reader.outside = reader.units, len(reader.open)


def _line_end(reader: _Reader) -> None:
    reader.emit("\n")
    reader.at += 1
    if reader.quote is not None and reader.source[reader.at : reader.at + 1] != ">":
        if len(reader.open) > reader.outside:
            raise reader.unclosed()
        reader.close("blockquote", reader.quote)
        reader.quote = None


def _mark(reader: _Reader) -> None:
    source, at = reader.source, reader.at
    char = source[at]
    if char == "]" and reader.open and reader.open[-1].mark == "[":
        _link(reader)
        return
    double = source[at : at + 2]
    mark = double if double in ("__", "||") else char
    if mark not in KINDS:
        raise bad_request(
            f"can't parse entities: Character '{char}' is reserved "
            "and must be escaped with the preceding '\\'"
        )
    if mark == "_" and double == "__":
        mark = "__"
    reader.at += len(mark)
    if mark != "[" and reader.open and reader.open[-1].mark == mark:
        reader.close(KINDS[mark][0], reader.open.pop().start)
    else:
        reader.open.append(_Open(mark, at, reader.units))


def _link(reader: _Reader) -> None:
    begun = reader.open.pop()
    reader.at += 1
    url = "".join(reader.out).encode("utf-16-le")[2 * begun.start :].decode("utf-16-le")
    if reader.source.startswith("(", reader.at):
        reader.at += 1
        start = reader.at
        url = _plain_until(reader, ")", "a URL", start)
        reader.at += 1
    link = checked_link(url)
    if link is not None:
        reader.close("text_link", begun.start, url=link)


def _code(reader: _Reader) -> None:
    begin = reader.at
    fence = "```" if reader.source.startswith("```", begin) else "`"
    reader.at += len(fence)
    language = ""
    if fence == "```":
        word = ""
        look = reader.at
        while look < len(reader.source) and not reader.source[look].isspace() and reader.source[look] != "`":
            word += reader.source[look]
            look += 1
        if word and look < len(reader.source) and reader.source[look] != "`":
            language = word
            reader.at = look + (reader.source[look] in "\r\n")
    kind = "PreCode" if language else "Pre" if fence == "```" else "Code"
    start = reader.units
    reader.emit(_plain_until(reader, fence, f"{kind} entity", begin))
    reader.at += len(fence)
    if language:
        reader.close("pre", start, language=language)
    else:
        reader.close("pre" if fence == "```" else "code", start)


def _plain_until(reader: _Reader, stop: str, what: str, begin: int) -> str:
    parts: list[str] = []
    source = reader.source
    tick: int | None = None
    while not source.startswith(stop, reader.at):
        if reader.at >= len(source):
            raise reader.fail("Code entity", tick) if tick is not None else reader.fail(what, begin)
        if stop == "```" and source[reader.at] == "`":
            tick = reader.at if tick is None else None
        escaped = source[reader.at] == "\\" and reader.at + 1 < len(source)
        parts.append(source[reader.at + escaped])
        reader.at += 1 + escaped
    return "".join(parts)
