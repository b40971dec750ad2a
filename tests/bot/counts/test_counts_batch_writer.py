import asyncio
import logging
import sqlite3

import pytest
from counting import DANGER, OPENED, only_counted, written

from bot.counts import batch_writer as batching
from bot.counts.batch_writer import BatchWriter
from bot.counts.errors import SchemaTooNew, StoreUnavailable
from bot.counts.store import open_store


class Faulty:
    """A real store whose commits can be made to fail, before or after they reached the disk."""

    def __init__(self, store):
        self.store = store
        self.fail: str | None = None
        self.batches = []
        self.gate: asyncio.Event | None = None
        self.entered = asyncio.Event()

    def __getattr__(self, name):
        return getattr(self.store, name)

    async def apply(self, batch):
        self.batches.append(len(batch))
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.fail == "before":
            raise StoreUnavailable("full")
        new = await self.store.apply(batch)
        if self.fail == "after":
            raise StoreUnavailable("cannot_reach")
        return new


@pytest.fixture
def faulty(sqlite_url, clock):
    return Faulty(open_store(sqlite_url, clock))


@pytest.fixture
async def batcher(faulty, clock, pause):
    made = BatchWriter(faulty, clock, pause, patience=60)
    await made.start()
    yield made
    faulty.fail = None
    await made.close()


async def counted(faulty):
    return only_counted(await faulty.rows())


async def test_S56_add_returns_when_the_count_is_on_disk(batcher, faulty):
    assert await batcher.add(1, [OPENED])
    assert await counted(faulty) == {("2026-W48", OPENED): 1}
    assert await batcher.add(1, [OPENED])
    assert await counted(faulty) == {("2026-W48", OPENED): 1}


async def test_all_who_count_while_a_commit_runs_share_the_next_one(batcher, faulty):
    faulty.gate = asyncio.Event()
    first = asyncio.create_task(batcher.add(1, [OPENED]))
    await faulty.entered.wait()
    others = [asyncio.create_task(batcher.add(key, [OPENED])) for key in range(2, 102)]
    await asyncio.sleep(0)
    faulty.gate.set()
    assert {await one for one in [first, *others]} == {True}
    assert faulty.batches == [1, 100]


async def test_S57_while_the_store_fails_counts_are_kept_and_written_later(batcher, faulty, pause):
    faulty.fail = "before"
    assert not await batcher.add(1, [OPENED])
    assert not await batcher.add(2, [OPENED, DANGER])
    assert not await batcher.add(2, [OPENED, DANGER])
    health = batcher.health()
    assert (health.ok, health.waiting, health.since) == (False, 2, faulty.store._now())
    faulty.fail = None
    pause.over.set()
    await written(batcher)
    assert batcher.health().ok
    assert await counted(faulty) == {("2026-W48", OPENED): 2, ("2026-W48", DANGER): 1}


async def test_S57_pauses_between_tries_grow_up_to_a_limit(batcher, faulty, pause):
    faulty.fail = "before"
    await batcher.add(1, [OPENED])
    pauses = []
    for _ in range(9):
        pauses.append(await pause.begun.get())
        pause.over.set()
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


async def test_S56_a_commit_whose_outcome_is_unknown_counts_once(batcher, faulty, pause):
    faulty.fail = "after"
    assert not await batcher.add(1, [OPENED])
    faulty.fail = None
    pause.over.set()
    await written(batcher)
    assert await counted(faulty) == {("2026-W48", OPENED): 1}


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_S57_memory_is_bounded_and_what_overflows_still_counts_once(
    batcher, faulty, pause, monkeypatch, fault
):
    monkeypatch.setattr(batching, "MAX_UPDATES", 3)
    faulty.fail = fault
    for _ in range(2):
        for key in range(10):
            await batcher.add(key, [OPENED])
    assert len(batcher._updates) == 3
    pause.over.set()
    await pause.begun.get()
    await pause.begun.get()
    await batcher.add(10, [OPENED])
    faulty.fail = None
    pause.over.set()
    await written(batcher)
    assert await counted(faulty) == {("2026-W48", OPENED): 11}


async def test_S57_a_store_that_hangs_keeps_nobody_waiting(faulty, clock, pause):
    impatient = BatchWriter(faulty, clock, pause, patience=0)
    await impatient.start()
    faulty.gate = asyncio.Event()
    assert not await impatient.add(1, [OPENED])
    faulty.gate.set()
    await impatient.close()
    assert await counted(faulty) == {("2026-W48", OPENED): 1}


async def test_a_newer_database_stops_the_start(sqlite_url, sqlite_path, clock, pause):
    store = open_store(sqlite_url, clock)
    await store.open()
    await store.close()
    with sqlite3.connect(sqlite_path) as other:
        other.execute("INSERT INTO migrations VALUES (999)")
    other.close()
    with pytest.raises(SchemaTooNew):
        await BatchWriter(store, clock, pause).start()
    await store.close()


async def test_S44_log_lines_hold_neither_ids_nor_paths(tmp_path, clock, pause, caplog):
    caplog.set_level(logging.DEBUG, "qoldau.counts")
    batcher = BatchWriter(
        open_store(f"sqlite:///{tmp_path}/absent/counts.db", clock), clock, pause, patience=60
    )
    await batcher.start()
    await batcher.add(77_012_345_678, [OPENED])
    await batcher.close()
    ours = [record for record in caplog.records if record.name == "qoldau.counts"]
    assert [record.message for record in ours] == ["database_unavailable", "counts_lost"]
    assert not any(record.exc_info or record.args for record in ours)
    assert "absent" not in str([record.fields for record in ours])


async def test_S57_an_error_nobody_thought_of_does_not_end_counting(batcher, faulty, pause, monkeypatch):
    async def broken(_batch):
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(faulty, "apply", broken, raising=False)
    assert not await batcher.add(1, [OPENED])
    monkeypatch.undo()
    pause.over.set()
    await written(batcher)
    assert await counted(faulty) == {("2026-W48", OPENED): 1}
