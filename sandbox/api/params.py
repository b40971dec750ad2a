"""Reads the parameters of a call as Telegram does: query, JSON, urlencoded or multipart, loosely typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from sandbox.api.refusals import bad_request

Params = dict[str, Any]
TRUE = ("true", "yes", "1")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    content_type: str
    data: bytes


async def read_params(request: web.Request) -> Params:
    """All parameters; the body wins over the query string. Raises ApiError on a broken body."""
    params: Params = dict(request.query)
    if request.content_type.startswith("multipart/"):
        params.update(await _multipart(request))
    else:
        body = await request.read()
        if body:
            params.update(parse_body(body, request.content_type))
    return params


def parse_body(body: bytes, content_type: str) -> Params:
    """Parameters of a JSON or urlencoded body (also of a webhook's answer)."""
    if content_type == "application/json":
        try:
            parsed = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(parsed, dict):
            raise bad_request("object expected as JSON body")
        return parsed
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


async def _multipart(request: web.Request) -> Params:
    fields = await request.post()
    return {
        name: Upload(value.filename, value.content_type, value.file.read())
        if isinstance(value, web.FileField)
        else value
        for name, value in fields.items()
    }


def text_of(params: Mapping[str, Any], name: str) -> str:
    """The parameter as a string; empty when absent."""
    value = params.get(name)
    if value is None or isinstance(value, Upload):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def integer(params: Mapping[str, Any], name: str, default: int = 0) -> int:
    """The parameter as an integer; the default when absent or not a number, as Telegram does."""
    value = params.get(name)
    if isinstance(value, int):
        return value
    try:
        return int(text_of(params, name).strip())
    except ValueError:
        return default


def boolean(params: Mapping[str, Any], name: str) -> bool:
    """The parameter as a truth value."""
    value = params.get(name)
    return value if isinstance(value, bool) else text_of(params, name).strip().lower() in TRUE


def decoded(params: Mapping[str, Any], name: str, what: str = "") -> Any:
    """A JSON-serialized parameter (or a plain object of a JSON body); None when absent."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise bad_request(f"can't parse {what or name + ' JSON object'}") from None
