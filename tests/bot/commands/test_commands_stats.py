import asyncio
import json
import sqlite3
import stat
import subprocess
import sys
from dataclasses import dataclass
from zlib import crc32

import pytest
from counting import DANGER, OPENED, Clock
from histories import rows_of, week, weekly
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.backup import backup
from bot.commands.stats import Question, stats
from bot.counts import weeks
from bot.counts.counts_table import insert
from bot.counts.demo_data import write_year, year
from bot.counts.model import Row, Vocabulary
from bot.counts.publish import as_json, published
from bot.counts.published_cache import PublishedCache
from bot.counts.retention import horizon, merged
from bot.counts.store import open_store
from bot.reports.documents import FORMATS

CELL, WHOLE, PART = ("opened", "bullying"), ("typed", ""), ("not_understood", "")


@pytest.fixture
async def with_year(database_url, clock):
    assert await write_year(database_url, clock())
    return database_url


@pytest.fixture
async def sqlite_year(sqlite_url, clock):
    assert await write_year(sqlite_url, clock())
    return sqlite_url


async def test_the_summary_is_given_of_weeks_back_and_of_weeks_by_name(sqlite_year, clock, capfdbinary):
    by_name = Question("all", "json", None, "ru", "2026-W45", summary=True)
    for question in (Question("3", "json", summary=True), by_name):
        assert await stats(sqlite_year, 10, question, clock) == 0
    first, second = capfdbinary.readouterr().out.splitlines()
    assert first == second
    assert {"measure", "topic", "n", "weeks_shown"} < set(json.loads(first)["figures"][0])


@pytest.mark.parametrize(
    "question",
    [
        Question("4", "csv", summary=True),
        Question("all", "json", None, "ru", "", "2026-W45", summary=True),
        Question("all", "json", None, "ru", "2026-W47", "2026-W46", summary=True),
        Question("all", "json", None, "ru", "2026-W47", "2026-W99", summary=True),
    ],
)
async def test_a_wrong_question_about_the_summary_gets_exit_code_2(sqlite_year, clock, question, capsys):
    assert await stats(sqlite_year, 10, question, clock) == 2
    assert capsys.readouterr().err.count("\n") == 1


# The archive of a slide holds the time at which it was made.
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pptx"])
async def test_S53_every_format_gives_the_same_bytes_after_a_restart(with_year, clock, tmp_path, form):
    for name in ("first", "second"):
        assert await stats(with_year, 10, Question("13", form, tmp_path / name), clock) == 0
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


async def test_S53_the_command_line_prints_what_a_file_gets(sqlite_year, clock, tmp_path, capfdbinary):
    await stats(sqlite_year, 10, Question("4", "csv", tmp_path / "file"), clock)
    await stats(sqlite_year, 10, Question("4", "csv"), clock)
    assert capfdbinary.readouterr().out == (tmp_path / "file").read_bytes()


async def test_S50_what_happens_in_the_open_week_changes_no_byte(with_year, clock, tmp_path):
    await stats(with_year, 10, Question("all", "json", tmp_path / "before"), clock)
    store = open_store(with_year, clock)
    await store.open()
    await store.apply([(key, clock(), [OPENED, DANGER]) for key in range(50)])
    await store.close()
    await stats(with_year, 10, Question("all", "json", tmp_path / "after"), clock)
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()


async def test_the_invented_year_is_the_same_each_time_and_never_written_twice(sqlite_year, clock):
    assert not await write_year(sqlite_year, clock())
    rows = [row for row in await open_store(sqlite_year, clock).rows() if row.n]
    assert rows == sorted(row for row in year("2026-W47") if row.n)


async def test_a_source_reads_once_a_week(sqlite_year, clock):
    store = open_store(sqlite_year, clock)
    source = PublishedCache(store, 10, clock)
    first = await source.get()
    assert await source.get() is first
    clock.pass_days(7)
    assert (await source.get()).until == "2026-W48"


@pytest.mark.parametrize(
    ("weeks", "form", "k"),
    [("0", "json", 10), ("-1", "json", 10), ("x", "json", 10), ("4", "doc", 10), ("4", "json", 4)],
)
async def test_a_wrong_question_gets_a_line_and_exit_code_2(sqlite_year, clock, capsys, weeks, form, k):
    assert await stats(sqlite_year, k, Question(weeks, form), clock) == 2
    assert capsys.readouterr().err.count("\n") == 1


async def test_a_file_that_exists_is_not_overwritten(sqlite_year, clock, tmp_path, capsys):
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert await stats(sqlite_year, 10, Question("4", "csv", taken), clock) == 2
    assert await backup(sqlite_year, taken, clock) == 2
    assert taken.read_text() == "mine"


async def test_a_database_of_a_newer_version_is_left_alone(sqlite_year, sqlite_path, clock, tmp_path, capsys):
    with sqlite3.connect(sqlite_path) as other:
        other.execute("INSERT INTO migrations VALUES (999)")
    other.close()
    before = sqlite_path.read_bytes()
    assert await stats(sqlite_year, 10, Question(), clock) == 3
    assert await backup(sqlite_year, tmp_path / "copy", clock) == 3
    assert "newer version" in capsys.readouterr().err
    assert sqlite_path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_corrupt_database_is_named_and_left_alone(
    sqlite_url, sqlite_path, clock, tmp_path, capsys, content
):
    sqlite_path.write_bytes(content)
    assert await stats(sqlite_url, 10, Question(), clock) == 3
    assert await backup(sqlite_url, tmp_path / "copy", clock) == 3
    assert "corrupt" in capsys.readouterr().err
    assert sqlite_path.read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} == {"counts.db"}


async def test_a_missing_database_is_not_made_by_reading(sqlite_url, sqlite_path, clock):
    assert await stats(sqlite_url, 10, Question(), clock) == 3
    assert await stats("nonsense", 10, Question(), clock) == 3
    assert not sqlite_path.exists()


async def test_S48_a_backup_holds_closed_weeks_only_and_is_for_its_owner(with_year, clock, tmp_path):
    store = open_store(with_year, clock)
    await store.open()
    await store.apply([(1, clock(), [OPENED])])
    rows = await store.rows()
    await store.close()
    copy = tmp_path / "copy.db"
    assert await backup(with_year, copy, clock) == 0
    copied = await open_store(f"sqlite:///{copy}", clock).rows()
    assert copied == [row for row in rows if row.week <= "2026-W47"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as other:
        assert other.execute("SELECT count(*) FROM seen").fetchone() == (0,)
    other.close()


async def test_keep_years_leaves_of_old_quarters_only_what_was_published(with_year, clock, tmp_path):
    clock.pass_days(5 * 365)
    await stats(with_year, 10, Question("all", "json", tmp_path / "before"), clock)
    store = open_store(with_year, clock)
    await store.open()
    assert await store.merge(10, 5) > 0
    assert await store.merge(10, 5) == 0
    await store.close()
    await stats(with_year, 10, Question("all", "json", tmp_path / "after"), clock)
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()
    rows = await open_store(with_year, clock).rows()
    edge = horizon("2031-W46", 5)
    seen = json.loads((tmp_path / "after").read_bytes())["batches"]
    inside = {
        (at, one["measure"], one["topic"])
        for one in seen
        if one["from"] > "2025-W48" and one["to"] < edge
        for at in list(weeks.between(one["from"], one["to"]))[:-1]
    }
    assert inside
    assert inside.isdisjoint(row[:3] for row in rows)


@given(weekly, weekly, st.data())
def test_S50_merging_old_weeks_changes_nothing_published(numbers, typed, data):
    part = [tuple(data.draw(st.integers(0, n)) for n in triple) for triple in typed]
    rows = [*rows_of(CELL, numbers), *rows_of(WHOLE, typed), *rows_of(PART, part)]
    until = week(max(len(numbers), len(typed)) - 1)
    fewer = merged(rows, 10, until, keep_years=0)
    for later in (until, weeks.plus(until, 3)):
        more = [row for row in rows_of(CELL, [(9, 9, 9)] * 60) if row.week > until]
        assert as_json(published([*fewer, *more], 10, later)) == as_json(published([*rows, *more], 10, later))
    assert merged(fewer, 10, until, keep_years=0) == fewer


STEPS_A_ROW = 32  # 26 when this was written


def test_reading_ten_years_takes_steps_in_proportion_and_less_than_150_megabytes(tmp_path):
    five, ten = (calls_and_memory(tmp_path, years) for years in (5, 10))
    print("rows, calls and kilobytes:", five, ten)
    assert ten.calls < 2.2 * five.calls
    assert ten.calls < STEPS_A_ROW * ten.rows
    assert ten.kilobytes < 150 * 1024


@dataclass(frozen=True)
class Effort:
    rows: int
    calls: int
    kilobytes: int


def calls_and_memory(folder, years):
    """What `qoldau stats` does for so many years: calls of functions, counted, and the most memory it had."""
    clock = Clock()
    file = folder / f"{years}.db"
    rows = asyncio.run(write_years(f"sqlite:///{file}", clock, years))
    program = f"""if True:
        import asyncio, sys, threading
        from collections import Counter
        from bot.commands.stats import Question, stats
        calls = Counter()
        count = lambda frame, event, _: calls.update((event,))
        threading.setprofile(count)
        sys.setprofile(count)
        question = stats("sqlite:///{file}", 10, Question(form="csv"), lambda: {clock()})
        assert asyncio.run(question) == 0
        sys.setprofile(None)
        [peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
        print(calls["call"] + calls["c_call"], peak, file=sys.stderr)
    """
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    calls, kilobytes = run.stderr.split()
    return Effort(rows, int(calls), int(kilobytes))


async def write_years(url, clock, years):
    numbers = (0, 0, 1, 2, 5, 9, 20, 40)
    named = list(weeks.between(weeks.plus("2026-W47", 1 - 52 * years), "2026-W47"))
    cells = [(at, one.measure, one.topic, one.language) for at in named for one in Vocabulary().cells()]
    store = open_store(url, clock)
    await store.open()
    async with store.transaction() as sql:
        await insert(sql, [Row(*cell, numbers[crc32(repr(cell).encode()) % 8]) for cell in cells])
    await store.close()
    return len(cells)


def test_S44_a_missing_database_gives_one_line_and_no_traceback(tmp_path):
    question = f"asyncio.run(stats('sqlite:///{tmp_path}/absent.db', 10, Question()))"
    program = f"import asyncio, sys; from bot.commands.stats import Question, stats; sys.exit({question})"
    runs = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True) for _ in range(5)]
    assert {(run.returncode, run.stderr) for run in runs} == {
        (3, "qoldau: the database is not available: cannot open\n")
    }
