"""Putting a copy back, and moving to another database: nothing lost, nothing overwritten."""

import os
import stat
from pathlib import Path

import pytest

from bot.counts.backup import backup
from bot.counts.errors import CountsError, StoreUnavailable
from bot.counts.model import Count, Row
from bot.counts.store import SqlStore, open_store
from bot.counts.transfer import NotEmpty, move, restore, restore_file

NOON = 1_795_500_000.0
WEEK = 7 * 86_400.0
OPENED, HIDDEN = Count("opened", "bullying", "ru"), Count("hidden", "abuse", "kk")


async def filled(file: Path) -> list[Row]:
    """A database with counts of a closed and of the open week."""
    for at, updates in ((NOON - WEEK, (1, 2)), (NOON, (3,))):
        store = open_store(f"sqlite:///{file}", lambda at=at: at)
        await store.open()
        await store.apply([(update, at, [OPENED, HIDDEN]) for update in updates])
        await store.close()
    return await rows_of(file)


async def rows_of(file: Path) -> list[Row]:
    return sorted(row for row in await open_store(f"sqlite:///{file}").rows() if row.n)


async def copied(file: Path, copy: Path) -> list[Row]:
    await backup(await open_store(f"sqlite:///{file}").rows(), copy, NOON)
    return await rows_of(copy)


async def seen(store: SqlStore) -> list[int]:
    async with store.transaction() as sql:
        return [row[0] for row in await sql.fetch("SELECT update_id FROM seen ORDER BY update_id")]


async def test_a_copy_that_is_put_back_gives_the_same_counts_and_the_old_file_stays(tmp_path: Path) -> None:
    counts, copy = tmp_path / "counts.db", tmp_path / "copy.db"
    before = await filled(counts)
    closed = await copied(counts, copy)
    assert closed
    assert len(closed) < len(before)
    _, aside = await restore_file(copy, counts)
    assert await rows_of(counts) == closed
    assert aside == tmp_path / "counts.db.before-restore-1"
    assert await rows_of(aside) == before
    assert stat.S_IMODE(os.stat(counts).st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["copy.db", "counts.db", "counts.db.before-restore-1"]


async def test_putting_back_twice_never_writes_over_an_old_file(tmp_path: Path) -> None:
    counts, copy = tmp_path / "counts.db", tmp_path / "copy.db"
    await filled(counts)
    await copied(counts, copy)
    names = [(await restore_file(copy, counts))[1] for _ in range(2)]
    assert [each and each.name for each in names] == [
        "counts.db.before-restore-1",
        "counts.db.before-restore-2",
    ]


async def test_a_copy_goes_where_no_database_is_yet(tmp_path: Path) -> None:
    closed = (await filled(tmp_path / "old.db")) and await copied(tmp_path / "old.db", tmp_path / "copy.db")
    assert (await restore_file(tmp_path / "copy.db", tmp_path / "new.db"))[1] is None
    assert await rows_of(tmp_path / "new.db") == closed


@pytest.mark.parametrize("content", [b"", b"no database, only text. " * 400, None])
async def test_what_is_no_copy_is_refused_and_the_database_stays(
    tmp_path: Path, content: bytes | None
) -> None:
    before = await filled(tmp_path / "counts.db")
    if content is not None:
        written(tmp_path / "copy.db", content)
    with pytest.raises(CountsError):
        await restore_file(tmp_path / "copy.db", tmp_path / "counts.db")
    assert await rows_of(tmp_path / "counts.db") == before
    assert not [name for name in os.listdir(tmp_path) if "restor" in name]


def written(file: Path, content: bytes) -> None:
    file.write_bytes(content)


async def test_counts_are_never_put_among_others(tmp_path: Path) -> None:
    before = await filled(tmp_path / "counts.db")
    await copied(tmp_path / "counts.db", tmp_path / "copy.db")
    with pytest.raises(NotEmpty):
        await restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'counts.db'}")
    assert await rows_of(tmp_path / "counts.db") == before


async def test_S56_a_move_takes_everything_also_what_keeps_an_update_from_counting_twice(
    tmp_path: Path,
) -> None:
    before = await filled(tmp_path / "old.db")
    urls = [f"sqlite:///{tmp_path / name}" for name in ("old.db", "new.db")]
    assert await move(*urls) >= len(before)
    assert await rows_of(tmp_path / "new.db") == before == await rows_of(tmp_path / "old.db")
    old, new = (open_store(url, lambda: NOON) for url in urls)
    assert await seen(new) == await seen(old) != []
    assert await new.apply([(3, NOON, [OPENED])]) == set()
    await old.close()
    await new.close()


async def test_a_move_into_a_database_with_counts_or_from_none_is_refused(tmp_path: Path) -> None:
    await filled(tmp_path / "old.db")
    await filled(tmp_path / "new.db")
    with pytest.raises(NotEmpty):
        await move(f"sqlite:///{tmp_path / 'old.db'}", f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises((CountsError, StoreUnavailable)):
        await move(f"sqlite:///{tmp_path / 'none.db'}", f"sqlite:///{tmp_path / 'other.db'}")


async def test_a_move_to_postgresql_and_back_loses_nothing(tmp_path: Path, postgres_url: str) -> None:
    before = await filled(tmp_path / "old.db")
    await move(f"sqlite:///{tmp_path / 'old.db'}", postgres_url)
    await move(postgres_url, f"sqlite:///{tmp_path / 'back.db'}")
    assert await rows_of(tmp_path / "back.db") == before
