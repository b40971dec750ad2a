"""What organisers may ask for gives everybody else exactly what anything unknown gives (S49)."""

import json
import re
from typing import Any

import pytest
from talking import Stage

from sandbox.people.person import Person

pytestmark = pytest.mark.system


async def answers(talk: Stage, act: str, *, in_talk: bool, button: bool) -> list[tuple[str, str]]:
    """Every call that the act of a new person causes, without the ids of the chat and its messages."""
    person: Person = await talk.sandbox.person("A", "kk")
    if in_talk:
        await talk.do(person.start())
    after = max((call.number for call in talk.sandbox.recorder), default=0)
    if button:
        live = await talk.live(person)
        await talk.do(person.tap(data=act, message=live.id))
    else:
        await talk.do(person.say(act))
    made = [call for call in talk.sandbox.recorder if call.number > after and call.method != "getUpdates"]
    return [(call.method, _without_ids(call.params)) for call in made]


def _without_ids(params: dict[str, Any]) -> str:
    plain = json.dumps(params, ensure_ascii=False, sort_keys=True)
    return re.sub(r'"(message_ids?|chat_id|callback_query_id)": ("\d+"|\d+|\[[\d, ]*\])', r'"\1": 0', plain)


@pytest.mark.parametrize("in_talk", [True, False])
@pytest.mark.parametrize("command", ["/stats", "/health", "/stats@sandbox_bot", "/stats 4", "/STATS"])
async def test_S49_a_command_of_organisers(talk: Stage, command: str, in_talk: bool) -> None:
    unknown = command.lower().replace("stats", "wxyzw").replace("health", "wxyzwv")
    assert await answers(talk, command, in_talk=in_talk, button=False) == await answers(
        talk, unknown, in_talk=in_talk, button=False
    )


@pytest.mark.parametrize("data", ["o:text:4:ru", "o:csv:all:kk", "o:on:4:ru", "o:"])
async def test_S49_a_button_of_organisers(talk: Stage, data: str) -> None:
    unknown = "w" + data[1:]
    assert await answers(talk, data, in_talk=True, button=True) == await answers(
        talk, unknown, in_talk=True, button=True
    )


async def test_S49_what_the_comparison_would_find(talk: Stage) -> None:
    assert await answers(talk, "/about", in_talk=True, button=False) != await answers(
        talk, "/wxyzw", in_talk=True, button=False
    )
