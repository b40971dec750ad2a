import os
import sqlite3
import stat
import threading

import pytest
from counting import DANGER, OPENED, only_counted

from bot.counts import store as storing
from bot.counts.errors import BadDatabaseUrl, SchemaTooNew, StoreUnavailable
from bot.counts.model import Vocabulary
from bot.counts.retention import merged
from bot.counts.store import SEEN_DAYS, open_store
from content.model import Count, Measure


async def test_S56_an_update_counts_once_however_often_it_is_delivered(store, clock):
    assert await store.apply([(7, clock(), [OPENED, DANGER]), (8, clock(), [OPENED])]) == {7, 8}
    assert await store.apply([(8, clock(), [OPENED]), (7, clock(), [OPENED, DANGER])]) == set()
    assert await store.seen([6, 7, 8, 9]) == {7, 8}
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 2, ("2026-W48", DANGER): 1}


async def test_S56_the_same_update_twice_in_a_batch_counts_once(store, clock):
    assert await store.apply([(7, clock(), [OPENED]), (7, clock(), [OPENED])]) == {7}
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}


async def test_S56_two_replicas_that_get_the_same_update_count_it_once(postgres_url, clock):
    import asyncio

    replicas = [open_store(postgres_url, clock) for _ in range(2)]
    await asyncio.gather(*(one.open() for one in replicas))
    batch = [(key, clock(), [OPENED, DANGER]) for key in range(300)]
    new = await asyncio.gather(replicas[0].apply(batch), replicas[1].apply(batch[::-1]))
    counted = only_counted(await replicas[0].rows())
    for one in replicas:
        await one.close()
    assert len(new[0]) + len(new[1]) == 300
    assert counted == {("2026-W48", OPENED): 300, ("2026-W48", DANGER): 300}


async def test_S56_a_lower_update_id_after_an_idle_week_is_accepted(store, clock):
    await store.apply([(900_000, clock(), [OPENED])])
    clock.pass_days(16)
    assert await store.apply([(5, clock(), [OPENED]), (900_000, clock(), [OPENED])]) == {5, 900_000}


async def test_S43_ids_of_updates_are_kept_for_a_day_of_redelivery_and_at_most_two(store, clock):
    await store.apply([(1, clock(), [])])
    clock.pass_days(1)
    await store.apply([(2, clock(), [])])
    assert await store.seen([1, 2]) == {1, 2}
    clock.pass_days(1)
    await store.apply([(3, clock(), [])])
    assert await store.seen([1, 2, 3]) == {2, 3}


async def test_S43_ids_are_forgotten_by_the_clock_while_no_update_comes(store, clock):
    await store.apply([(1, clock(), [])])
    clock.pass_days(SEEN_DAYS)
    await store.forget_updates()
    assert await store.seen([1]) == set()


async def test_S43_ids_are_forgotten_at_the_next_start(database_url, store, clock):
    await store.apply([(1, clock(), [])])
    await store.close()
    clock.pass_days(SEEN_DAYS)
    again = open_store(database_url, clock)
    await again.open()
    async with again.transaction() as sql:
        left = list(await sql.fetch("SELECT update_id FROM seen"))
    await again.close()
    assert left == []


async def test_S50_a_clock_that_is_set_back_past_monday_adds_nothing_to_a_published_week(store, clock):
    await store.apply([(1, clock(), [OPENED])])
    clock.pass_days(7)
    await store.apply([(2, clock(), [OPENED])])
    clock.pass_days(-7)
    await store.apply([(3, clock(), [OPENED])])
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1, ("2026-W49", OPENED): 2}


async def test_a_clock_that_was_years_ahead_once_does_not_hold_all_counts_there(store, clock, caplog):
    clock.pass_days(900)
    await store.apply([(1, clock(), [OPENED])])
    clock.pass_days(-900)
    await store.apply([(2, clock(), [OPENED])])
    assert only_counted(await store.rows())[("2026-W48", OPENED)] == 1
    assert "counts_are_far_ahead_of_the_clock" in [record.message for record in caplog.records]


async def test_merging_is_worked_out_in_a_thread_and_without_a_transaction(
    store, database_url, clock, monkeypatch
):
    await store.apply([(n, clock(), [OPENED]) for n in range(4)])
    clock.pass_days(6 * 365)
    await store.apply([(9, clock(), [OPENED])])
    found = []

    def spied(rows, *arguments):
        found.append((threading.current_thread() is threading.main_thread(), store._engine._lock.locked()))
        return merged(rows, *arguments)

    monkeypatch.setattr(storing, "merged", spied)
    assert await store.merge(10, 5) >= 0
    assert found == [(False, False)]


async def test_measures_may_be_given_as_content_names_them(store, clock):
    await store.apply([(1, clock(), [Count(Measure.OPENED, "bullying", "ru")])])
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}


async def test_S43_what_content_did_not_declare_is_never_stored(store, clock):
    await store.apply([(1, clock(), [Count("campaign", "aigerim_7701", "ru"), OPENED])])
    assert {row.topic for row in await store.rows()}.isdisjoint({"aigerim_7701"})
    assert only_counted(await store.rows()) == {("2026-W48", OPENED): 1}


async def test_S45_all_rows_of_a_week_are_made_together_before_the_first_count(database_url, clock):
    words = Vocabulary(campaigns=("spring", "autumn"), questions=("q1",))
    opened = open_store(database_url, clock, words)
    await opened.open()
    await opened.apply([(1, clock(), [])])
    before = await opened.rows()
    await opened.apply([(2, clock(), [Count("campaign", "spring", "kk")])])
    after = await opened.rows()
    await opened.close()
    assert [row[1:4] for row in before] == sorted((c.measure, c.topic, c.language) for c in words.cells())
    assert [row[:4] for row in before] == [row[:4] for row in after]
    assert sum(row.n for row in before) == 0
    assert sum(row.n for row in after) == 1


async def test_S50_a_count_written_late_goes_into_the_open_week(store, clock):
    handled = clock()
    clock.pass_days(7)
    await store.apply([(1, handled, [OPENED])])
    assert only_counted(await store.rows()) == {("2026-W49", OPENED): 1}


async def test_counts_survive_closing_and_opening_again(database_url, store, clock):
    await store.apply([(1, clock(), [OPENED])])
    await store.close()
    again = open_store(database_url, clock)
    await again.open()
    assert await again.apply([(1, clock(), [OPENED])]) == set()
    assert only_counted(await again.rows()) == {("2026-W48", OPENED): 1}
    await again.close()


async def test_S48_only_the_owner_can_read_the_database_and_its_journal(sqlite_url, sqlite_path, clock):
    sqlite_path.touch(mode=0o644)
    opened = open_store(sqlite_url, clock)
    await opened.open()
    await opened.apply([(1, clock(), [OPENED])])
    modes = {stat.S_IMODE(path.stat().st_mode) for path in sqlite_path.parent.iterdir()}
    names = {path.name for path in sqlite_path.parent.iterdir()}
    await opened.close()
    assert modes == {0o600}
    assert names <= {"counts.db", "counts.db-journal"}


async def test_S48_a_link_is_not_followed_and_what_it_points_to_keeps_its_mode(tmp_path, clock):
    target = tmp_path / "somebody.db"
    sqlite3.connect(target).close()
    target.chmod(0o644)
    (tmp_path / "counts.db").symlink_to(target)
    opened = open_store(f"sqlite:///{tmp_path}/counts.db", clock)
    for call in (opened.open, opened.probe, opened.rows):
        with pytest.raises(StoreUnavailable) as caught:
            await call()
        assert caught.value.kind == "symbolic_link"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


async def test_S48_the_doctor_changes_neither_mode_nor_content(sqlite_url, sqlite_path, clock):
    made = open_store(sqlite_url, clock)
    await made.open()
    await made.close()
    sqlite_path.chmod(0o640)
    before = sqlite_path.read_bytes()
    assert await open_store(sqlite_url, clock).probe() > 0
    assert stat.S_IMODE(sqlite_path.stat().st_mode) == 0o640
    assert sqlite_path.read_bytes() == before
    with pytest.raises(StoreUnavailable):
        await open_store(f"sqlite:///{sqlite_path}.absent", clock).probe()
    assert not sqlite_path.with_name("counts.db.absent").exists()


async def test_S48_a_file_of_another_user_is_not_changed(sqlite_url, sqlite_path, clock, monkeypatch):
    sqlite_path.touch(mode=0o644)
    sqlite_path.chmod(0o644)
    monkeypatch.setattr(os, "geteuid", lambda: sqlite_path.stat().st_uid + 1)
    with pytest.raises(StoreUnavailable) as caught:
        await open_store(sqlite_url, clock).open()
    assert caught.value.kind == "belongs_to_another_user"
    assert stat.S_IMODE(sqlite_path.stat().st_mode) == 0o644


async def test_a_newer_database_is_refused_and_left_as_it_is(store, database_url, clock):
    async with store._engine.transaction() as sql:
        await sql.fetch("INSERT INTO migrations (number) VALUES (?)", 999)
    newer = open_store(database_url, clock)
    with pytest.raises(SchemaTooNew, match="newer version"):
        await newer.open()
    with pytest.raises(SchemaTooNew):
        await newer.rows()
    await newer.close()


async def test_a_missing_directory_is_named_without_its_path(tmp_path, clock):
    absent = open_store(f"sqlite:///{tmp_path}/absent/counts.db", clock)
    with pytest.raises(StoreUnavailable) as caught:
        await absent.open()
    assert caught.value.kind == "cannot_open"
    assert "absent" not in str(caught.value)


async def test_a_server_that_is_not_there_is_named(clock):
    absent = open_store("postgresql://nobody:secret@127.0.0.1:1/none", clock)
    with pytest.raises(StoreUnavailable) as caught:
        await absent.open()
    assert "secret" not in str(caught.value)


async def test_reading_neither_creates_a_database_nor_needs_its_tables(sqlite_url, sqlite_path, clock):
    with pytest.raises(StoreUnavailable):
        await open_store(sqlite_url, clock).rows()
    assert not sqlite_path.exists()
    sqlite3.connect(sqlite_path).close()
    assert await open_store(sqlite_url, clock).rows() == []


@pytest.mark.parametrize(
    "bad", ["", "counts.db", "sqlite://", "sqlite:///", "sqlite:///a?mode=ro", "mysql://x", "postgresql://"]
)
def test_a_bad_address_of_a_database_is_named(bad):
    with pytest.raises(BadDatabaseUrl, match="must look like sqlite"):
        open_store(bad)
