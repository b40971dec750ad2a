"""S57: what a real database does when it is locked, full, damaged, gone or restarted."""

import sqlite3

import pytest
from counting import DANGER, OPENED, only_counted, written

from bot.counts.batch_writer import BatchWriter
from bot.counts.store import open_store


async def test_S57_a_locked_database_is_waited_out(sqlite_url, sqlite_path, clock, pause, monkeypatch):
    monkeypatch.setattr("bot.counts.sqlite.BUSY_SECONDS", 0.01)
    store = open_store(sqlite_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert not await batcher.add(1, [OPENED])
    other.execute("ROLLBACK")
    other.close()
    pause.over.set()
    await written(batcher)
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}
    await batcher.close()


@pytest.mark.parametrize(("pragma", "kind"), [("max_page_count=1", "full"), ("query_only=ON", "read_only")])
async def test_S57_a_full_or_read_only_database_is_named_and_survived(
    sqlite_url, clock, pause, caplog, pragma, kind
):
    store = open_store(sqlite_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    await store._engine._connection.execute_fetchall(f"PRAGMA {pragma}")
    assert not await batcher.add(1, [OPENED])
    [record] = [one for one in caplog.records if one.message == "database_unavailable"]
    assert record.fields == {"kind": kind}
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}


@pytest.mark.parametrize(
    "damage", [b"this is no database, only text. " * 400, b"SQLite format 3\0" + b"\xff" * 9000]
)
async def test_S57_a_corrupt_file_is_set_aside_and_counting_starts_anew(
    sqlite_url, sqlite_path, clock, pause, caplog, damage
):
    sqlite_path.write_bytes(damage)
    earlier = sqlite_path.with_name("counts.db.corrupt-1")
    earlier.write_bytes(b"an earlier one")
    store = open_store(sqlite_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    await batcher.add(1, [OPENED])
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}
    assert sqlite_path.with_name("counts.db.corrupt-2").read_bytes() == damage
    assert earlier.read_bytes() == b"an earlier one"
    assert [one.fields for one in caplog.records if one.message == "database_corrupt_set_aside"] == [{"n": 2}]


async def test_S57_a_file_damaged_while_running_is_set_aside_and_the_count_is_kept(
    sqlite_url, sqlite_path, clock, pause
):
    store = open_store(sqlite_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    await batcher.add(1, [OPENED])
    with sqlite_path.open("r+b") as file:
        file.write(b"\0" * sqlite_path.stat().st_size)
    assert await batcher.add(2, [DANGER])
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", DANGER): 1}
    assert sqlite_path.with_name("counts.db.corrupt-1").exists()


async def test_S57_a_file_that_vanished_is_made_anew(sqlite_url, sqlite_path, clock, pause, caplog):
    store = open_store(sqlite_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    await batcher.add(1, [OPENED])
    sqlite_path.unlink()
    await batcher.add(2, [DANGER])
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", DANGER): 1}
    assert "database_gone" in [record.message for record in caplog.records]


async def test_S57_a_database_that_cannot_be_reached_at_start_does_not_stop_the_start(tmp_path, clock, pause):
    store = open_store(f"sqlite:///{tmp_path}/later/counts.db", clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    assert not await batcher.add(1, [OPENED])
    (tmp_path / "later").mkdir()
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}


async def test_S57_postgres_that_is_restarted_loses_and_doubles_nothing(postgres_url, clock, pause):
    import asyncpg

    store = open_store(postgres_url, clock)
    batcher = BatchWriter(store, clock, pause, patience=60)
    await batcher.start()
    await batcher.add(1, [OPENED])
    admin = await asyncpg.connect(postgres_url)
    others = "WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
    await admin.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity {others}")
    await admin.close()
    await batcher.add(1, [OPENED])
    await batcher.add(2, [OPENED])
    await batcher.close()
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 2}
    await store.close()
