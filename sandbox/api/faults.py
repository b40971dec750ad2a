"""Faults to order for tests: throttling, server errors, broken and missing answers, by method or by chat."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from aiohttp import web

from sandbox.api.refusals import ApiError, too_many_requests

Kind = Literal["refuse", "html", "reset", "half", "truncated", "silence", "delay"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong. `applied`: the call takes effect though its answer is lost. `seconds`: of a delay."""

    kind: Kind
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    applied: bool = False
    seconds: float = 0.0


def throttle(retry_after: int) -> Fault:
    """429, with the pause in seconds."""
    refusal = too_many_requests(retry_after)
    return Fault("refuse", refusal.code, refusal.description, retry_after)


def refuse(code: int, description: str, *, applied: bool = False) -> Fault:
    """Any JSON refusal, such as 500 or 403."""
    return Fault("refuse", code, description, applied=applied)


def html(code: int = 502) -> Fault:
    """A gateway's HTML page, which echoes the path, instead of JSON."""
    return Fault("html", code)


def reset(*, applied: bool = False) -> Fault:
    """The connection is reset instead of an answer."""
    return Fault("reset", applied=applied)


def half(*, applied: bool = True) -> Fault:
    """Half of the body, then the connection closes."""
    return Fault("half", applied=applied)


def truncated(*, applied: bool = True) -> Fault:
    """A complete response whose JSON ends too early."""
    return Fault("truncated", applied=applied)


def silence(*, applied: bool = False) -> Fault:
    """No answer at all until the client gives up."""
    return Fault("silence", applied=applied)


def delay(seconds: float) -> Fault:
    """The right answer, late."""
    return Fault("delay", applied=True, seconds=seconds)


@dataclass(slots=True)
class _Rule:
    fault: Fault
    left: int
    method: str | None = None
    chat_id: int | None = None


class Faults:
    """Rules in the order they were set; the first that fits is used up once. A count of -1 is for ever."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def next(self, method: str, fault: Fault, count: int = 1) -> None:
        """The next `count` calls of the method fail so."""
        self._rules.append(_Rule(fault, count, method=method.lower()))

    def for_chat(self, chat_id: int, fault: Fault, count: int = 1, method: str | None = None) -> None:
        """The next `count` calls to the chat fail so (of one method if given)."""
        self._rules.append(_Rule(fault, count, method=method and method.lower(), chat_id=chat_id))

    def always(self, fault: Fault, count: int = -1) -> None:
        """Every call fails so."""
        self._rules.append(_Rule(fault, count))

    def clear(self) -> None:
        """No faults any more."""
        self._rules.clear()

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault for this call, if any."""
        if not self._rules:
            return None
        chat = str(params.get("chat_id", ""))
        for rule in self._rules:
            if rule.method in (None, method.lower()) and rule.chat_id in (None, chat and _number(chat)):
                rule.left -= 1
                if rule.left == 0:
                    self._rules.remove(rule)
                return rule.fault
        return None


def _number(chat: str) -> int | None:
    return int(chat) if chat.lstrip("-").isdigit() else None


def refusal_of(fault: Fault) -> ApiError | None:
    """The JSON refusal this fault stands for, None for the kinds that break the connection or body."""
    return ApiError(fault.code, fault.description, fault.retry_after) if fault.kind == "refuse" else None


async def spoil(request: web.Request, fault: Fault, body: dict[str, Any]) -> web.StreamResponse:
    """Answers the request as the fault says, with `body` being what the right answer would have been."""
    whole = orjson.dumps(body)
    if fault.kind == "html":
        where = f"{fault.code} Bad Gateway</title></head><body>nginx {request.path}"
        page = f"<html><head><title>{where}</body></html>"
        return web.Response(status=fault.code, text=page, content_type="text/html")
    if fault.kind == "truncated":
        return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        return web.Response(body=whole, content_type="application/json")
    if fault.kind == "silence":
        await asyncio.get_running_loop().create_future()
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    if fault.kind == "half":
        response.content_length = len(whole)
        await response.prepare(request)
        await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response
