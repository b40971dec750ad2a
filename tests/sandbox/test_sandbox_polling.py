"""getUpdates: confirming, long polling, filtering, conflicts, expiry, redelivery."""

import asyncio
from typing import Any

import pytest
from calling import Call, Clock

from sandbox.people.person import Person
from sandbox.server import Sandbox


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_until_it_is_confirmed(result: Call, person: Person) -> None:
    await person.say("two")
    first = await result("getUpdates")
    assert texts(first) == ["/start", "two"] == texts(await result("getUpdates"))
    assert [update["update_id"] for update in first] == [1, 2]
    assert texts(await result("getUpdates", offset="2", limit="1")) == ["two"]
    assert await result("getUpdates", offset=3) == []
    assert await result("getUpdates", offset=1) == [], "confirmed ones never come back by themselves"


async def test_a_negative_offset_keeps_only_the_newest(result: Call, person: Person) -> None:
    await person.say("two")
    await person.say("three")
    assert texts(await result("getUpdates", offset=-1)) == ["three"]
    assert texts(await result("getUpdates")) == ["three"]


async def test_a_long_poll_returns_at_once_when_something_comes(result: Call, person: Person) -> None:
    poll = asyncio.create_task(result("getUpdates", offset=2, timeout=50))
    await asyncio.sleep(0)
    await person.say("hello")
    assert texts(await asyncio.wait_for(poll, 5)) == ["hello"]


async def open_poll(sandbox: Sandbox, call: Call) -> "asyncio.Task[dict[str, Any]]":
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await sandbox.api.polls.opened.wait()
    return poll


async def test_a_second_poll_ends_the_first_with_telegrams_conflict(sandbox: Sandbox, call: Call) -> None:
    first = await open_poll(sandbox, call)
    second = asyncio.create_task(call("getUpdates", timeout=50))
    assert await asyncio.wait_for(first, 5) == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    await (await sandbox.person()).start()
    assert len((await asyncio.wait_for(second, 5))["result"]) == 1


async def test_polling_is_refused_while_a_webhook_is_set(sandbox: Sandbox, call: Call) -> None:
    poll = await open_poll(sandbox, call)
    await call("setWebhook", url="https://a.kz/hook")
    ended = await asyncio.wait_for(poll, 5)
    assert (ended["error_code"], ended["description"]) == (409, "Conflict: terminated by setWebhook request")
    refused = await call("getUpdates")
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_kinds_not_asked_for_are_never_queued(result: Call, person: Person) -> None:
    await result("getUpdates", offset=2, allowed_updates=["callback_query"])
    await person.say("unheard")
    assert person.last_update is None
    assert await result("getUpdates") == [], "what was asked for last stays in force"
    await result("getUpdates", allowed_updates="[]")
    await person.say("heard")
    assert texts(await result("getUpdates")) == ["heard"]


async def test_updates_wait_for_24_hours(result: Call, person: Person, clock: Clock) -> None:
    clock.pass_by(86_000)
    await person.say("later")
    clock.pass_by(500)
    assert texts(await result("getUpdates")) == ["later"]


async def test_a_confirmed_update_can_come_again_and_ids_can_start_anew(
    sandbox: Sandbox, result: Call, person: Person
) -> None:
    assert person.last_update is not None
    await result("getUpdates", offset=person.last_update + 1)
    assert await sandbox.crowd.redeliver(person.last_update)
    assert texts(await result("getUpdates")) == ["/start"]
    assert not await sandbox.crowd.redeliver(999)
    await sandbox.crowd.renumber(-5)
    await person.say("after a quiet week")
    assert person.last_update == -5


async def test_the_crowd_knows_when_all_is_confirmed(sandbox: Sandbox, result: Call, person: Person) -> None:
    assert not await sandbox.crowd.confirmed(patience=0.01)
    waiting = asyncio.create_task(sandbox.crowd.confirmed())
    await result("getUpdates", offset=2)
    assert await waiting


@pytest.mark.parametrize("drop", [True, "true", 1])
async def test_pending_updates_can_be_dropped(result: Call, person: Person, drop: object) -> None:
    assert await result("deleteWebhook", drop_pending_updates=drop) is True
    assert await result("getUpdates") == []
