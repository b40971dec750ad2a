"""The answer to a button may travel in the webhook's own response: one request less for every tap.

https://core.telegram.org/bots/api#making-requests-when-getting-updates: nobody learns what became of such a
call, so only this one goes there, which is not tried again anyway. The edit always has a request of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import orjson


@dataclass(slots=True)
class Reply:
    """What the response to one update will carry; None for nothing."""

    body: bytes | None = None


class WebhookReplies:
    """The queries whose updates are being dealt with right now and whose responses have room."""

    def __init__(self) -> None:
        self._open: dict[str, Reply] = {}

    @contextmanager
    def room_for(self, query: str) -> Iterator[Reply]:
        """While this lasts the answer to `query` goes into the reply; an empty query never does."""
        reply = Reply()
        if query:
            self._open[query] = reply
        try:
            yield reply
        finally:
            if self._open.get(query) is reply:
                del self._open[query]

    def take(self, query: str) -> bool:
        """Whether the answer to `query` travels in a response."""
        reply = self._open.get(query)
        if reply is None:
            return False
        reply.body = orjson.dumps({"method": "answerCallbackQuery", "callback_query_id": query})
        return True
