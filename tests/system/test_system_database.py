"""Help never waits for counting (S57): a database locked, refusing, full, corrupt, gone under the process."""

import asyncio
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from harness_process import PATIENCE, Process, process

from handlers import callback_data
from handlers.keyboards import Book
from handlers.state import State
from sandbox.people.person import Person

pytestmark = pytest.mark.system
SOON = 3.0


async def opens(bot: Process, book: Book, person: Person, topic: str) -> None:
    """Taps a topic, which is counted, and sees its screen soon."""
    live = (await person.chat()).last or await person.reply(await person.start(), patience=PATIENCE)
    target = book.content.entries[topic]
    tail = callback_data.tail(book.codes, State("ru"))
    query = await person.tap(data=callback_data.head(book.codes, target, "ru") + tail, message=live.id)
    said = book.content.words["ru"].screens[target]["text"].split("\n")[0][:20]
    await person.wait_for(
        lambda chat: chat.last.text.startswith(said) and any(n.query_id == query for n in chat.notices),
        patience=SOON,
    )


def counted(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT topic, n FROM counts WHERE measure = 'opened' AND n > 0")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(rows.fetchall())


async def logged(bot: Process, event: str) -> None:
    """Waits until the process has logged the event."""
    async with asyncio.timeout(PATIENCE):
        while event not in bot.log:  # noqa: ASYNC110 (another process's file gives no event)
            await asyncio.sleep(0.02)


async def test_S57_locked_screens_go_on_and_counts_are_written_later(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path) as bot:
        await bot.start()
        person = await bot.sandbox.person()
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            for topic in ("bullying", "abuse", "other"):
                await opens(bot, book, person, topic)
            assert await bot.sandbox.crowd.confirmed(PATIENCE)
            await logged(bot, "database_unavailable kind=locked")
            await opens(bot, book, person, "relationship")
            holder.execute("ROLLBACK")
        await logged(bot, "database_available")
        assert await bot.stop() == 0
        assert counted(bot.database) == {"bullying": 1, "abuse": 1, "other": 1, "relationship": 1}


async def test_S57_locked_at_the_start(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path) as bot:
        await bot.start()
        await bot.stop()
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            await bot.start()
            await opens(bot, book, await bot.sandbox.person(), "bullying")
            holder.execute("ROLLBACK")
        assert await bot.stop() == 0
        assert counted(bot.database) == {"bullying": 1}


async def test_S57_no_room_on_the_disk(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path) as bot:
        await bot.start()
        person = await bot.sandbox.person()
        await opens(bot, book, person, "bullying")
        before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        for topic in ("abuse", "other"):
            await opens(bot, book, person, topic)
        assert await bot.sandbox.crowd.confirmed(PATIENCE)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)
        assert await bot.stop() == 0
        assert counted(bot.database) == {"bullying": 1, "abuse": 1, "other": 1}


async def test_S57_a_corrupt_file_is_set_aside_and_nothing_is_overwritten(tmp_path: Path, book: Book) -> None:
    damaged = b"not a database, but somebody's data" * 300
    async with process(tmp_path) as bot:
        (tmp_path / "data").mkdir()
        bot.database.write_bytes(damaged)
        await bot.start()
        await opens(bot, book, await bot.sandbox.person(), "bullying")
        assert await bot.stop() == 0
        assert counted(bot.database) == {"bullying": 1}
        assert bot.database.with_name("counts.db.corrupt-1").read_bytes() == damaged
        assert "database_corrupt_set_aside" in bot.log


async def test_S57_gone_in_the_middle(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path) as bot:
        await bot.start()
        person = await bot.sandbox.person()
        await opens(bot, book, person, "bullying")
        assert await bot.sandbox.crowd.confirmed(PATIENCE)
        bot.database.unlink()
        await opens(bot, book, person, "abuse")
        assert await bot.stop() == 0
        assert counted(bot.database) == {"abuse": 1}
        assert "database_gone" in bot.log


async def test_S57_a_folder_that_does_not_exist(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/missing/counts.db") as bot:
        await bot.start()
        await opens(bot, book, await bot.sandbox.person(), "bullying")
        (tmp_path / "missing").mkdir()
        assert await bot.stop() == 0
        assert counted(tmp_path / "missing" / "counts.db") == {"bullying": 1}


async def test_S57_a_file_that_refuses_to_be_written(tmp_path: Path, book: Book) -> None:
    async with process(tmp_path) as bot:
        await bot.start()
        person = await bot.sandbox.person()
        await opens(bot, book, person, "bullying")
        assert await bot.sandbox.crowd.confirmed(PATIENCE)
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as database:
            database.execute("CREATE TRIGGER full BEFORE UPDATE ON counts BEGIN SELECT RAISE(FAIL, 'x'); END")
            await opens(bot, book, person, "abuse")
            assert await bot.sandbox.crowd.confirmed(PATIENCE)
            await logged(bot, "database_unavailable")
            database.execute("DROP TRIGGER full")
        assert await bot.stop() == 0
        assert counted(bot.database) == {"bullying": 1, "abuse": 1}
