"""Telegram's own 429 sets the pace: a pause for that chat, or for all when several are refused."""

from collections.abc import Callable

SEVERAL = 3
TOGETHER_SECONDS = 5.0


class Pace:
    """Until when each chat, and everybody, must wait. Chats leave it when their pause is over."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._chats: dict[int, float] = {}
        self._refused: dict[int, float] = {}
        self._all = 0.0

    def refused(self, chat: int, retry_after: float) -> None:
        """Telegram refused a call for `chat` (0: for none in particular) for that many seconds."""
        now = self._now()
        until = now + retry_after
        self._chats[chat] = max(until, self._chats.get(chat, 0.0))
        self._refused = {each: at for each, at in self._refused.items() if at > now - TOGETHER_SECONDS}
        self._refused[chat] = now
        if len(self._refused) >= SEVERAL:
            self._all = max(self._all, until)

    def wait(self, chat: int) -> float:
        """Seconds until a call for `chat` may be tried."""
        now = self._now()
        self._chats = {each: until for each, until in self._chats.items() if until > now}
        return max(0.0, self._chats.get(chat, 0.0) - now, self._all - now)
