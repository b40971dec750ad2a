"""One HTTP call to the Bot API over aiohttp: kept-alive connections, timeouts, nothing else."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from yarl import URL

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 8.0
Body = bytes | Callable[[], aiohttp.FormData]
JSON = {"Content-Type": "application/json"}


class Unreachable(Exception):  # noqa: N818
    """No usable answer came back; `kind` is a word for the log. Carries no address and no token."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Reply:
    """What the Bot API answered: `result` when `ok`, else the error code and its description."""

    ok: bool
    code: int
    result: Any = None
    description: str = ""
    retry_after: float = 0.0
    raw: bytes = field(default=b"", repr=False)


def passing(reply: Reply) -> bool:
    """Whether the same call may well succeed a little later."""
    return reply.code in (0, 429) or reply.code >= 500


class Client:
    """Calls methods of one bot. Open it inside the event loop and close it when done."""

    def __init__(self, base_url: str, token: str, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._base = f"{base_url}/bot{token}/"
        self._urls: dict[str, URL] = {}
        self._timeout = aiohttp.ClientTimeout(total=answer_seconds, sock_connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "Client()"

    async def open(self) -> None:
        if self._session:
            return
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=60)
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), proxy=_proxy(self._base)
        )

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def call(self, method: str, body: Body = b"{}", *, seconds: float | None = None) -> Reply:
        """One attempt; a form is made anew for each. Raises Unreachable when no answer can be read."""
        if self._session is None:
            raise Unreachable("closed")
        headers = JSON if isinstance(body, bytes) else None
        sent = body if isinstance(body, bytes) else body()
        url = self._urls.get(method) or self._urls.setdefault(method, URL(self._base + method))
        timeout = (
            aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS) if seconds else self._timeout
        )
        try:
            async with self._session.post(url, data=sent, headers=headers, timeout=timeout) as got:
                return _reply(got.status, await got.read())
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise Unreachable(type(error).__name__) from None


def _proxy(address: str) -> str | None:
    """The proxy that the environment names for `address`, asked once.

    aiohttp's own `trust_env` hands each call twice to a thread, to look for proxies and passwords.
    """
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def _reply(status: int, raw: bytes) -> Reply:
    try:
        data = _parsed(raw)
    except (ValueError, RecursionError):
        if status >= 400:
            return Reply(ok=False, code=status)
        raise Unreachable("broken_answer") from None
    if not isinstance(data, dict):
        raise Unreachable("broken_answer")
    if data.get("ok") is True:
        return Reply(ok=True, code=200, result=data.get("result"), raw=raw)
    parameters = data.get("parameters")
    wait = parameters.get("retry_after", 0) if isinstance(parameters, dict) else 0
    code = data.get("error_code", status)
    return Reply(
        ok=False,
        code=code if isinstance(code, int) else status,
        description=str(data.get("description", "")),
        retry_after=float(wait) if isinstance(wait, int | float) else 0.0,
        raw=raw,
    )


def _parsed(raw: bytes) -> Any:
    """The fast parser is the strict one; half a surrogate pair in one text must not stop everybody."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return json.loads(raw)
