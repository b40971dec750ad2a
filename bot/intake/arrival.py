"""One update in hand: what the handlers are told of it, what it counts, and when it may be confirmed."""

import asyncio
from collections.abc import Callable, Sequence

from content.model import Count

# A person reads the answer to their last words; those of a flood are deleted unread.
CROWD = 3


class Arrival:
    """Implements `handlers.protocols.Arrival`. Counts are sealed when the handler has decided."""

    __slots__ = (
        "_allowed",
        "_newer",
        "_owed",
        "_sealed",
        "chat",
        "counts",
        "id",
        "ready",
        "stale",
        "uncertain",
    )

    def __init__(
        self,
        number: int,
        chat: int,
        *,
        stale: bool,
        uncertain: bool,
        newer: Callable[[int], int],
        allowed: Callable[[int, Sequence[Count]], Sequence[Count]],
    ) -> None:
        self.id = number
        self.chat = chat
        self.stale = stale
        self.uncertain = uncertain
        self.counts: list[Count] = []
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._newer = newer
        self._allowed = allowed
        self._owed: list[asyncio.Future[None]] = []
        self._sealed = False

    def note(self, counts: Sequence[Count]) -> None:
        """Raises RuntimeError after the update was dealt with: the count would be lost."""
        if self._sealed:
            raise RuntimeError("counts are noted before the update is dealt with")
        self.counts += self._allowed(self.chat, counts)

    def owes(self, tried: "asyncio.Future[None]") -> None:
        self._owed.append(tried)

    def crowded(self) -> bool:
        return self._newer(self.chat) > CROWD

    async def tried(self) -> tuple[Count, ...]:
        """What was counted, once everything that is owed to the person was tried."""
        self._sealed = True
        if self._owed:
            await asyncio.wait(self._owed)
            self._owed.clear()
        return tuple(self.counts)
