"""Faults that tests can order, and the record of calls."""

import asyncio

import aiohttp
import pytest
from calling import TOKEN, Call

from sandbox.api import faults
from sandbox.people.crowd import crowd_at
from sandbox.people.person import Person
from sandbox.server import Sandbox


async def test_throttling_carries_the_pause(sandbox: Sandbox, call: Call, person: Person) -> None:
    sandbox.faults.next("sendMessage", faults.throttle(7))
    assert await call("sendMessage", chat_id=person.id, text="a") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert (await call("sendMessage", chat_id=person.id, text="a"))["ok"]


async def test_a_fault_can_be_for_one_chat(sandbox: Sandbox, call: Call, person: Person) -> None:
    other = await sandbox.person()
    await other.start()
    sandbox.faults.for_chat(person.id, faults.refuse(500, "Internal Server Error"), count=2)
    codes = []
    for somebody in (person, other, person, person):
        body = await call("sendMessage", chat_id=str(somebody.id), text="a")
        codes.append(body.get("error_code"))
    assert codes == [500, None, 500, None]


async def test_a_gateway_page(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.faults.next("getMe", faults.html(502))
    async with http.get(f"{sandbox.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(
    ("fault", "applied"),
    [(faults.reset(), False), (faults.reset(applied=True), True), (faults.half(), True)],
)
async def test_a_connection_that_breaks(
    sandbox: Sandbox, call: Call, person: Person, fault: faults.Fault, applied: bool
) -> None:
    sandbox.faults.next("sendMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=person.id, text="a")
    assert bool((await person.chat()).from_bot) is applied


async def test_json_that_ends_too_early(sandbox: Sandbox, call: Call, person: Person) -> None:
    sandbox.faults.next("sendMessage", faults.truncated())
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        await call("sendMessage", chat_id=person.id, text="a")


async def test_silence_lasts_until_the_client_gives_up(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.faults.next("getMe", faults.silence())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(http.get(f"{sandbox.url}/bot{TOKEN}/getMe"), 0.05)


async def test_an_answer_that_is_lost_after_the_call_was_applied(
    sandbox: Sandbox, call: Call, person: Person
) -> None:
    sandbox.faults.next("sendMessage", faults.silence(applied=True))
    unanswered = asyncio.create_task(call("sendMessage", chat_id=person.id, text="a"))
    await person.reply()
    assert not unanswered.done()
    unanswered.cancel()


async def test_the_right_answer_late(sandbox: Sandbox, call: Call, person: Person) -> None:
    sandbox.faults.next("sendMessage", faults.delay(0.2))
    late = asyncio.create_task(call("sendMessage", chat_id=person.id, text="a"))
    await person.reply()
    assert not late.done(), "it took effect, its answer is still on the way"
    assert (await late)["ok"]


async def test_faults_can_be_ordered_from_another_process(sandbox: Sandbox, call: Call) -> None:
    async with crowd_at(sandbox.url) as crowd:
        await crowd.fault(faults.refuse(503, "Service Unavailable"), count=-1)
        assert [(await call("getMe"))["error_code"] for _ in range(2)] == [503, 503]
        await crowd.mend()
        assert (await call("getMe"))["ok"]


async def test_the_record_of_calls(sandbox: Sandbox, call: Call, person: Person) -> None:
    await call("sendMessage", chat_id=person.id, text="a", disable_notification=True)
    await call("sendMessage", chat_id=person.id, text="")
    sent, refused = sandbox.recorder.of("sendMessage", person.id)
    assert sent.params["disable_notification"] is True
    assert [refused] == sandbox.recorder.refused()
    assert refused.error == "Bad Request: message text is empty"
