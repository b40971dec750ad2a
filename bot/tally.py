"""What an update counted, until it is committed; and how much one chat may add a day (S47)."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Sequence

from content.model import Count
from handlers.talk import Counted

A_DAY = 5
DAY_SECONDS = 86_400


class PendingCounts:
    """Counts by update id. Chats are known only by a hash under a random key of this process."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._pending: dict[int, list[Count]] = {}
        self._day = -1
        self._key = b""
        self._added: Counter[bytes] = Counter()

    def note(self, update: int, chat: int, counts: Sequence[Counted]) -> None:
        """Adds what the chat may still add today: each count at most `A_DAY` times."""
        self._turn_day()
        for each in counts:
            mark = f"{chat}/{each.measure}/{each.topic}".encode()
            known = hashlib.blake2b(mark, key=self._key, digest_size=12).digest()
            if self._added[known] < A_DAY:
                self._added[known] += 1
                self._pending.setdefault(update, []).append(Count(each.measure, each.topic, each.language))

    def take(self, update: int) -> tuple[Count, ...]:
        return tuple(self._pending.pop(update, ()))

    def _turn_day(self) -> None:
        day = int(self._now() // DAY_SECONDS)
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
            self._added.clear()
