"""Two real processes, a real PostgreSQL, a load balancer that remembers nobody, and kills (S56, S57)."""

import asyncio
from collections import Counter

import pytest
from replicas import SECRET, Replica, fleet, free_port

from bot.counts.claims import Subscriptions
from bot.counts.model import RAN
from bot.counts.store import open_store
from sandbox.server import start_sandbox

pytestmark = pytest.mark.system

WAY = ("@origin/ru", "topics", "family_start", "topics", "relationship_start")
PEOPLE = 12
EXPECTED = {("opened", "family_conflict"): PEOPLE, ("opened", "relationship"): PEOPLE}


async def counted(database):
    """What people did; that the bot ran is counted beside it."""
    store = open_store(database)
    rows = await store.rows()
    await store.close()
    return {(row.measure, row.topic): row.n for row in rows if row.n and row.measure != RAN.measure}


async def test_any_replica_answers_any_button(tmp_path, book, database):
    async with fleet(tmp_path, book, database) as running:
        people = [await running.sandbox.person(f"P{n}") for n in range(PEOPLE)]
        await asyncio.gather(*(running.walk(person, *WAY) for person in people))
        assert await running.sandbox.crowd.confirmed()
        assert min(running.balancer.posts.values()) > PEOPLE
        assert {(call.method, call.error) for call in running.sandbox.recorder.refused()} == set()
    assert await counted(database) == EXPECTED


async def test_S56_an_update_delivered_twice_to_two_replicas_counts_once(tmp_path, book, database):
    async with fleet(tmp_path, book, database) as running:
        running.balancer.twice = True
        people = [await running.sandbox.person(f"P{n}") for n in range(PEOPLE)]
        await asyncio.gather(*(running.walk(person, *WAY) for person in people))
        assert await running.sandbox.crowd.confirmed()
        posts = Counter(running.balancer.posts)
        assert len(set(posts.values())) == 1
    assert await counted(database) == EXPECTED


async def test_S56_killing_replicas_in_the_middle_of_taps_loses_nothing(tmp_path, book, database):
    async with fleet(tmp_path, book, database) as running:
        killed = asyncio.Queue()
        moments = [20, 60]

        def strike(number, replica):
            if moments and number >= moments[0] and replica in running.balancer.listening():
                moments.pop(0)
                replica.lines.clear()
                replica.process.kill()
                killed.put_nowait(replica)

        async def raise_again():
            for _ in range(2):
                replica = await killed.get()
                await replica.ended()
                await (await replica.start()).listening()

        running.balancer.before = strike
        people = [await running.sandbox.person(f"P{n}") for n in range(PEOPLE)]
        walks = [running.walk(person, *WAY) for person in people]
        await asyncio.gather(*walks, raise_again())
        assert await running.sandbox.crowd.confirmed()
        assert moments == []
    assert await counted(database) == EXPECTED


async def test_the_weekly_summary_goes_out_once_however_many_replicas_look(database):
    stores = [open_store(database) for _ in range(4)]
    for store in stores:
        await store.open()
    await Subscriptions(stores[0]).set(5, True, "ru")
    claimed = await asyncio.gather(*(Subscriptions(store).claim("2026-W47") for store in stores))
    for store in stores:
        await store.close()
    assert sorted(claimed) == [[], [], [], [(5, "ru")]]


async def test_S57_help_is_served_while_the_database_cannot_be_reached(tmp_path, book):
    nowhere = f"postgresql://nobody:canary-password@127.0.0.1:{free_port()}/none"
    async with fleet(tmp_path, book, nowhere, size=1) as running:
        [replica] = running.replicas
        await replica.says("database_unavailable")
        person = await running.sandbox.person("P")
        await running.walk(person, *WAY)
        assert await running.sandbox.crowd.confirmed()
        assert "canary-password" not in "".join(replica.lines)


async def test_a_database_of_a_newer_version_is_refused_with_a_line(tmp_path, database):
    store = open_store(database)
    await store.open()
    async with store.transaction() as sql:
        await sql.fetch("INSERT INTO migrations VALUES (999)")
    await store.close()
    sandbox = await start_sandbox()
    settings = {"BOT_TOKEN": "1:x", "BOT_API_URL": sandbox.url, "DATABASE_URL": database}
    replica = await Replica({**settings, "WEBHOOK_SECRET": SECRET}, tmp_path).start()
    code = await replica.ended()
    await sandbox.close()
    assert code == 6
    assert "newer version" in "".join(replica.lines)
