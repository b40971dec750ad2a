"""Telegram's HTML: text and entities, refusing what tdlib's parser refuses with its own words."""

from dataclasses import dataclass, field
from string import ascii_letters, digits
from typing import Any

from sandbox.api.links import checked_link
from sandbox.api.refusals import ApiError, bad_request

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n"
REFERENCE = f"#{ascii_letters}{digits}"


@dataclass(slots=True)
class _Tag:
    name: str
    start: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Tag] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def fail(self, reason: str, at: int) -> ApiError:
        return bad_request(f"can't parse entities: {reason} at byte offset {self.byte(at)}")

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.units += len(text.encode("utf-16-le")) // 2

    def skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACES:
            self.at += 1

    def until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def span(self, allowed: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] in allowed:
            self.at += 1
        return self.source[start : self.at]

    @property
    def ended(self) -> bool:
        return self.at >= len(self.source)


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and its entities (offsets in UTF-16 units). Raises ApiError as Telegram would."""
    if "<" not in source and "&" not in source:
        return source, []
    reader = _Reader(source)
    while not reader.ended:
        char = source[reader.at]
        if char == "&":
            reader.emit(_reference(reader))
        elif char != "<":
            reader.emit(reader.until("<&"))
        elif source.startswith("</", reader.at):
            _end_tag(reader)
        else:
            _start_tag(reader)
    if reader.open:
        tag = reader.open[-1].name
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return "".join(reader.out), reader.entities


def _reference(reader: _Reader) -> str:
    start = reader.at
    reader.at += 1
    name = reader.span(REFERENCE)
    char = NAMED.get(name) or _numeric(name)
    if char is None:
        reader.at = start + 1
        return "&"
    if not reader.ended and reader.source[reader.at] == ";":
        reader.at += 1
    return char


def _numeric(name: str) -> str | None:
    if not name.startswith("#"):
        return None
    try:
        code = int(name[2:], 16) if name[1:2] in ("x", "X") else int(name[1:])
    except ValueError:
        return None
    if 0xD800 <= code <= 0xDFFF:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x10FFFF else None


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    name = reader.until(SPACES + ">").lower()
    if reader.ended:
        raise reader.fail("Unclosed start tag", begin)
    if name not in SIMPLE:
        raise reader.fail(f'Unsupported start tag "{name}"', begin)
    attributes = _attributes(reader, name, begin)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.fail('Tag "span" must have class "tg-spoiler"', begin)
    reader.open.append(_Tag(name, reader.units, attributes))


def _attributes(reader: _Reader, tag: str, begin: int) -> dict[str, str]:
    found: dict[str, str] = {}
    while True:
        reader.skip_spaces()
        if reader.ended:
            raise reader.fail("Unclosed start tag", begin)
        if reader.source[reader.at] == ">":
            reader.at += 1
            return found
        name = reader.until(SPACES + "=>").lower()
        if not name:
            raise reader.fail(f'Empty attribute name in the tag "{tag}"', begin)
        reader.skip_spaces()
        if reader.ended:
            raise reader.fail(f'Unclosed start tag "{tag}"', begin)
        found[name] = _value(reader, tag, begin) if reader.source[reader.at] == "=" else ""


def _value(reader: _Reader, tag: str, begin: int) -> str:
    reader.at += 1
    reader.skip_spaces()
    if reader.ended:
        raise reader.fail(f'Unclosed start tag "{tag}"', begin)
    quote = reader.source[reader.at]
    if quote not in "\"'":
        start = reader.at
        value = reader.until(SPACES + ">")
        if reader.ended or not all(char.isalnum() or char in ".-" for char in value):
            raise reader.fail("Unexpected end of name token", start)
        return value.lower()
    reader.at += 1
    parts: list[str] = []
    while not reader.ended and reader.source[reader.at] != quote:
        parts.append(_reference(reader) if reader.source[reader.at] == "&" else reader.until(quote + "&"))
    if reader.ended:
        raise reader.fail("Unclosed start tag", begin)
    reader.at += 1
    return "".join(parts)


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.open:
        raise reader.fail("Unexpected end tag", begin)
    reader.at += 2
    name = reader.until(SPACES + ">").lower()
    reader.skip_spaces()
    if reader.ended or reader.source[reader.at] != ">":
        raise reader.fail("Unclosed end tag", begin)
    reader.at += 1
    tag = reader.open.pop()
    if name and name != tag.name:
        where = f"Unmatched end tag at byte offset {reader.byte(begin)}"
        raise bad_request(f'can\'t parse entities: {where}, expected "</{tag.name}>", found "</{name}>"')
    if reader.units > tag.start:
        _add_entity(reader, tag)


def _add_entity(reader: _Reader, tag: _Tag) -> None:
    entity: dict[str, Any] = {
        "type": SIMPLE[tag.name],
        "offset": tag.start,
        "length": reader.units - tag.start,
    }
    if tag.name == "a":
        inner = "".join(reader.out).encode("utf-16-le")[2 * tag.start :].decode("utf-16-le")
        link = checked_link(tag.attributes.get("href") or inner)
        if link is None:
            return
        entity["url"] = link
    elif tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag.name == "tg-emoji":
        entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
    elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
        entity["language"] = tag.attributes["class"].removeprefix("language-")
    elif tag.name == "pre":
        _merge_language(reader, entity)
    reader.entities.append(entity)


def _merge_language(reader: _Reader, pre: dict[str, Any]) -> None:
    last = reader.entities[-1] if reader.entities else None
    if last and last.get("language") and last["offset"] == pre["offset"] and last["length"] == pre["length"]:
        pre["language"] = last["language"]
        reader.entities.pop()
