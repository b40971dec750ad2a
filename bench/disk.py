"""How much disk a million counts take: they are sums, so it is the ids of two days that fill it."""

import time
from pathlib import Path

from bot.counts.store import open_store
from content.model import Count

BATCH = 1_000


async def bytes_for(folder: Path, counts: int) -> int:
    """Size of the SQLite file after so many updates with a count each, all within two days."""
    path = folder / "million.db"
    store = open_store(f"sqlite:///{path}")
    await store.open()
    one, now = Count("opened", "bullying", "ru"), time.time()
    for first in range(1, counts + 1, BATCH):
        await store.apply([(key, now, (one,)) for key in range(first, first + BATCH)])
    await store.close()
    return path.stat().st_size
