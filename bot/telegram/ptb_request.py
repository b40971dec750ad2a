"""The library's own calls through the same sender as everything else."""

from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.telegram.client import Body
from bot.telegram.sender import Sender


class PtbRequest(BaseRequest):
    """Implements the library's `BaseRequest` interface."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self.had: dict[str, bytes] = {}
        """Method → the body of an answer had already; it serves the library's next such call."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Raises NetworkError when there was no answer; the error carries no address."""
        name = url.rsplit("/", 1)[-1]
        if name in self.had:
            return 200, self.had.pop(name)
        reply = await self._sender.call(name, _body(request_data))
        if not reply.raw and not reply.ok:
            raise NetworkError(f"no answer to a {method} call")
        return (200 if reply.ok else reply.code), reply.raw


def _body(data: RequestData | None) -> Body:
    if data is None:
        return b"{}"
    if not data.multipart_data:
        return orjson.dumps(data.parameters)
    return lambda: _form(data)


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for key, value in data.json_parameters.items():
        form.add_field(key, value)
    for key, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(key, content, filename=file_name, content_type=kind)
    return form
