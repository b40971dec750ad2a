"""How much one chat may add to the counts a day (S47)."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Sequence

from content.model import Count

A_DAY = 5
DAY_SECONDS = 86_400


class DailyCap:
    """Chats are known by a hash under a random key, both new every day. Each process counts for itself."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._day = -1
        self._key = b""
        self._added: Counter[bytes] = Counter()

    def allowed(self, chat: int, counts: Sequence[Count]) -> list[Count]:
        """Those that the chat may still add today: each count at most `A_DAY` times."""
        if counts:
            self._turn_day()
        return [each for each in counts if self._has_room(chat, each)]

    def _has_room(self, chat: int, count: Count) -> bool:
        mark = f"{chat}/{count.measure}/{count.topic}".encode()
        known = hashlib.blake2b(mark, key=self._key, digest_size=12).digest()
        self._added[known] += 1
        return self._added[known] <= A_DAY

    def _turn_day(self) -> None:
        day = int(self._now() // DAY_SECONDS)
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
            self._added.clear()
