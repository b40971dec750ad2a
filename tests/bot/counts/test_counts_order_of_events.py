"""S45: from the file alone nobody reads which of two things happened first."""

import random

from counting import Clock

from bot.counts.model import Vocabulary
from bot.counts.store import open_store


async def written(path, events):
    clock = Clock()
    opened = open_store(f"sqlite:///{path}", clock)
    await opened.open()
    for number, event in enumerate(events):
        await opened.apply([(number, clock(), [event])])
    await opened.close()
    return path.read_bytes()


async def test_S45_the_file_is_the_same_byte_for_byte_in_whatever_order_things_happened(tmp_path):
    events = [*random.Random(1).choices(Vocabulary().cells(), k=150), *[Vocabulary().cells()[40]] * 130]
    first = await written(tmp_path / "first.db", events)
    for seed in range(3):
        random.Random(seed).shuffle(events)
        assert await written(tmp_path / f"{seed}.db", events) == first


async def test_S45_the_journal_is_empty_between_commits_and_no_other_file_is_made(sqlite_url, sqlite_path):
    clock = Clock()
    opened = open_store(sqlite_url, clock)
    await opened.open()
    await opened.apply([(1, clock(), [Vocabulary().cells()[0]])])
    sizes = {path.name: path.stat().st_size for path in sqlite_path.parent.iterdir()}
    await opened.close()
    assert sizes.pop("counts.db") > 0
    assert sizes == {"counts.db-journal": 0}


async def test_S45_what_is_forgotten_leaves_no_bytes_in_the_file(sqlite_url, sqlite_path):
    clock, canary = Clock(), 0x5EAF00D1
    opened = open_store(sqlite_url, clock)
    await opened.open()
    await opened.apply([(canary, clock(), [])])
    assert canary.to_bytes(4, "big") in sqlite_path.read_bytes()
    clock.pass_days(4)
    await opened.apply([(2, clock(), [])])
    await opened.close()
    assert canary.to_bytes(4, "big") not in sqlite_path.read_bytes()


async def test_S45_marks_of_transactions_are_gone_from_postgres_once_a_week_is_over(postgres_url):
    import asyncpg

    clock = Clock()
    opened = open_store(postgres_url, clock)
    await opened.open()
    for number, cell in enumerate(Vocabulary().cells()[:5]):
        await opened.apply([(number, clock(), [cell])])
    reader = await asyncpg.connect(postgres_url)
    marks = "SELECT DISTINCT xmin::text FROM counts WHERE week = '2026-W48'"
    during = await reader.fetch(marks)
    clock.pass_days(7)
    await opened.apply([(9, clock(), [])])
    after = await reader.fetch(marks)
    await reader.close()
    await opened.close()
    assert len(during) > 1
    assert len(after) == 1
