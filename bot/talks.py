"""Open talks and their expiry: in memory only, gone with Hide, the end or the idle limit (S20, S46)."""

import hashlib
import secrets
from collections.abc import Callable

from handlers.ports import Talk

HIDDEN_SECONDS = 15 * 60


class OpenTalks:
    """Talks in the order in which they were last touched. `on_forget` hears of each chat that ends."""

    def __init__(
        self, now: Callable[[], float], idle_seconds: float, on_forget: Callable[[int], None]
    ) -> None:
        self._now = now
        self._idle = idle_seconds
        self._on_forget = on_forget
        self._talks: dict[int, Talk] = {}
        self._hidden: dict[bytes, float] = {}
        self._key = secrets.token_bytes(32)

    def __len__(self) -> int:
        return len(self._talks)

    def get(self, chat: int) -> Talk | None:
        return self._talks.get(chat)

    def keep(self, chat: int, talk: Talk) -> None:
        talk.touched = self._now()
        self._talks.pop(chat, None)
        self._talks[chat] = talk

    def forget(self, chat: int) -> None:
        self._talks.pop(chat, None)
        self._on_forget(chat)

    def hid(self, chat: int, message: int) -> None:
        self._drop_old_hidden()
        self._hidden[self._mark(chat, message)] = self._now()

    def was_hidden(self, chat: int, message: int) -> bool:
        self._drop_old_hidden()
        return self._mark(chat, message) in self._hidden

    def idle(self) -> list[tuple[int, Talk]]:
        """The talks that have been left alone for the idle limit, oldest first."""
        limit = self._now() - self._idle
        left = []
        for chat, talk in self._talks.items():
            if talk.touched > limit:
                break
            left.append((chat, talk))
        return left

    def next_idle(self) -> float:
        """Seconds until a talk may reach the idle limit."""
        oldest = next(iter(self._talks.values()), None)
        return self._idle if oldest is None else max(0.0, oldest.touched + self._idle - self._now())

    def everything(self) -> list[tuple[int, Talk]]:
        return list(self._talks.items())

    def _mark(self, chat: int, message: int) -> bytes:
        return hashlib.blake2b(f"{chat}/{message}".encode(), key=self._key, digest_size=16).digest()

    def _drop_old_hidden(self) -> None:
        limit = self._now() - HIDDEN_SECONDS
        while self._hidden and next(iter(self._hidden.values())) < limit:
            del self._hidden[next(iter(self._hidden))]
