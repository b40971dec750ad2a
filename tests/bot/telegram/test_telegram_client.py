"""The real wire against the sandbox: each way in which an answer can be bad, and each ordinary refusal."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from patience import Clock

from bot.telegram.client import Client, Unreachable
from bot.telegram.messenger import Messenger
from bot.telegram.sender import Sender
from handlers.keyboards import Sheet
from handlers.protocols import Outcome
from sandbox.api.faults import Fault, half, html, refuse, reset, silence, truncated
from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox

TOKEN = "1:CanarytokenQx7Zk2"
ONE, TWO = Sheet('"one"', ""), Sheet('"two"', "")
FAULTS = [
    refuse(500, "Internal Server Error"),
    refuse(500, "Internal Server Error", applied=True),
    html(502),
    reset(),
    reset(applied=True),
    half(),
    truncated(),
    silence(),
    silence(applied=True),
]


@dataclass
class Line:
    sandbox: Sandbox
    wire: Client
    courier: Messenger
    person: Person


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    sandbox = await start_sandbox(tokens=[TOKEN])
    wire = Client(sandbox.url, TOKEN, answer_seconds=0.3)
    await wire.open()
    courier = Messenger(Sender(wire, Clock(), lambda _: asyncio.sleep(0)))
    person = await sandbox.person()
    await person.start()
    yield Line(sandbox, wire, courier, person)
    await wire.close()
    await sandbox.close()


def named(fault: Fault) -> str:
    return f"{fault.kind}{'_applied' * fault.applied}"


@pytest.mark.parametrize("fault", FAULTS, ids=named)
async def test_an_edit_survives_the_fault(line: Line, fault: Fault) -> None:
    message = await line.courier.send(line.person.id, ONE)
    line.sandbox.faults.next("editMessageText", fault, 2)
    assert await line.courier.edit(line.person.id, message, TWO) is Outcome.DONE
    assert (await line.person.chat()).last.text == "two"


@pytest.mark.parametrize("fault", FAULTS, ids=named)
async def test_a_message_survives_the_fault(line: Line, fault: Fault) -> None:
    line.sandbox.faults.next("sendMessage", fault)
    assert await line.courier.send(line.person.id, ONE)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
async def test_S44_no_fault_says_the_token_or_the_chat(
    line: Line, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "qoldau")
    line.sandbox.faults.next("sendMessage", fault, 9)
    await line.courier.send(line.person.id, ONE)
    said = "".join(f"{record.getMessage()}{vars(record)}" for record in caplog.records)
    assert "telegram_fails" in said
    assert TOKEN not in said
    assert str(line.person.id) not in said


async def test_an_unreachable_answer_carries_no_address(line: Line) -> None:
    line.sandbox.faults.next("getMe", reset())
    with pytest.raises(Unreachable) as caught:
        await line.wire.call("getMe")
    assert caught.value.__cause__ is None
    assert TOKEN not in repr(caught.value) + repr(line.wire)


@pytest.mark.parametrize(
    ("code", "said", "outcome"),
    [
        (400, "Bad Request: message is not modified: specified new message content", Outcome.DONE),
        (400, "Bad Request: message to edit not found", Outcome.GONE),
        (400, "Bad Request: MESSAGE_ID_INVALID", Outcome.GONE),
        (400, "Bad Request: message can't be edited", Outcome.IMPOSSIBLE),
        (400, "Bad Request: chat not found", Outcome.BLOCKED),
        (403, "Forbidden: bot was blocked by the user", Outcome.BLOCKED),
        (403, "Forbidden: user is deactivated", Outcome.BLOCKED),
    ],
)
async def test_refusals_of_an_edit_are_ordinary_outcomes(
    line: Line, code: int, said: str, outcome: Outcome
) -> None:
    line.sandbox.faults.next("editMessageText", refuse(code, said))
    assert await line.courier.edit(line.person.id, 1, ONE) is outcome


async def test_a_query_that_is_too_old_is_an_ordinary_outcome(line: Line) -> None:
    assert await line.courier.ask("123") is Outcome.TOO_OLD


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(line: Line) -> None:
    await line.person.block()
    assert await line.courier.send(line.person.id, ONE) == 0


async def test_half_of_a_surrogate_pair_in_an_answer_is_read_all_the_same() -> None:
    from bot.telegram.client import _reply

    assert _reply(200, b'{"ok":true,"result":"\\ud83d"}').ok


async def test_many_calls_that_are_given_up_leave_the_connections_usable(line: Line) -> None:
    line.sandbox.faults.next("getMe", silence(), 400)
    calls = [asyncio.create_task(line.wire.call("getMe")) for _ in range(400)]
    await asyncio.sleep(0)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    line.sandbox.faults.clear()
    assert (await line.wire.call("getMe", seconds=30.0)).ok
