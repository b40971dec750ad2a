"""Formatted text of a call: explicit entities, trimming, limits in UTF-16 units."""

import re
from typing import Any

from sandbox.api.links import checked_link
from sandbox.api.params import Params, decoded, text_of
from sandbox.api.refusals import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
COMMAND = re.compile(r"(?<![\w/<>])/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![\w/])")
LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")

MODES = ("html", "markdown", "markdownv2")
NO_PARSE_MODE = "parse_mode {mode} is not parsed by this sandbox: send `entities` (MessageEntity) instead"

Formatted = tuple[str, list[dict[str, Any]]]


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def formatted(params: Params, name: str) -> Formatted:
    """Text and entities of the parameter `text` or `caption`. Raises ApiError as Telegram would."""
    text = text_of(params, name)
    _refuse_parse_mode(text_of(params, "parse_mode"))
    entities = _explicit(decoded(params, "entities" if name == "text" else f"{name}_entities"), text)
    return with_detected(*_trimmed(text, entities))


def _refuse_parse_mode(mode: str) -> None:
    if mode.lower() in MODES:
        raise bad_request(NO_PARSE_MODE.format(mode=mode))
    if mode and mode.lower() != "none":
        raise bad_request("unsupported parse_mode")


def with_detected(text: str, entities: list[dict[str, Any]]) -> Formatted:
    """Adds commands and links, which Telegram finds by itself."""
    found = [(match, "bot_command") for match in COMMAND.finditer(text)] if "/" in text else []
    found += [(match, "url") for match in LINK.finditer(text)] if "://" in text else []
    for match, kind in found:
        start = utf16_length(text[: match.start()])
        entity = {"type": kind, "offset": start, "length": utf16_length(match.group())}
        if not any(
            _overlap(entity, other) for other in entities if other["type"] in ("text_link", "code", "pre")
        ):
            entities.append(entity)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _explicit(given: Any, text: str) -> list[dict[str, Any]]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities: expected an Array of message entities")
    size = utf16_length(text)
    return [checked for entity in given if (checked := _entity(entity, size))]


def _entity(entity: Any, size: int) -> dict[str, Any] | None:
    """The entity as Telegram keeps it; None when it drops it, such as a link to `tel:150`."""
    if not isinstance(entity, dict) or "type" not in entity:
        raise bad_request("can't parse MessageEntity: expected an Object")
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Integer')
    if start + length > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text "
            f"at UTF-16 offset {start + length}"
        )
    if entity["type"] != "text_link":
        return dict(entity)
    if not isinstance(entity.get("url"), str):
        raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
    url = checked_link(entity["url"])
    return {**entity, "url": url} if url else None


def _trimmed(text: str, entities: list[dict[str, Any]]) -> Formatted:
    stripped = text.strip()
    if stripped == text:
        return text, entities
    lead = utf16_length(text) - utf16_length(text.lstrip())
    size = utf16_length(stripped)
    kept: list[dict[str, Any]] = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(size, entity["offset"] - lead + entity["length"])
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept
