"""Telegram's own 429 sets the pace: a pause for that chat, or for all when several are refused."""

import hashlib
import secrets
from collections.abc import Callable

SEVERAL = 3
TOGETHER_SECONDS = 5.0
SHORTEST_SECONDS = 0.1


class FloodControl:
    """Until when each chat, and everybody, must wait.

    A pause may outlive the talk, so chats are known only by a hash under a random key (S46).
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._chats: dict[bytes, float] = {}
        self._refused: dict[bytes, float] = {}
        self._all = 0.0

    def refused(self, chat: int, retry_after: float) -> None:
        """Telegram refused a call for `chat` (0: for none in particular) for that many seconds."""
        now, mark = self._now(), self._mark(chat)
        until = now + max(retry_after, SHORTEST_SECONDS)
        self._chats[mark] = max(until, self._chats.get(mark, 0.0))
        self._refused = {each: at for each, at in self._refused.items() if at > now - TOGETHER_SECONDS}
        self._refused[mark] = now
        if len(self._refused) >= SEVERAL:
            self._all = max(self._all, until)

    def wait(self, chat: int) -> float:
        """Seconds until a call for `chat` may be tried."""
        now = self._now()
        if not self._chats:
            return max(0.0, self._all - now)
        self._chats = {each: until for each, until in self._chats.items() if until > now}
        return max(0.0, self._chats.get(self._mark(chat), 0.0) - now, self._all - now)

    def _mark(self, chat: int) -> bytes:
        return hashlib.blake2b(str(chat).encode(), key=self._key, digest_size=12).digest()
