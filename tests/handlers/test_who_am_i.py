"""The number that ORGANISERS needs is told only while nobody is set."""

from pathlib import Path

import pytest
from talking import staged


@pytest.mark.parametrize(
    ("language", "begins"), [("ru", "Номер"), ("kk", "Осы"), ("en", "Number"), ("fr", "Номер")]
)
async def test_id_is_answered_while_there_is_no_organiser(tmp_path: Path, language: str, begins: str) -> None:
    async with staged(tmp_path, organisers=frozenset()) as stage:
        person = await stage.sandbox.person("Canaryname", language)
        await stage.do(person.say("/id"))
        last = await stage.live(person)
        assert last.text.startswith(begins)
        assert last.text.endswith(f" {person.id}")


async def test_S49_id_is_an_unknown_command_once_somebody_is_set(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answers = []
        for command in ("/id", "/nothing"):
            person = await stage.sandbox.person("Canaryname", "ru")
            await stage.do(person.say(command))
            answers.append((await stage.live(person)).text)
        assert answers[0] == answers[1]
        assert str(person.id) not in answers[0]


async def test_S43_asking_for_the_id_counts_and_keeps_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, organisers=frozenset()) as stage:
        person = await stage.sandbox.person("Canaryname", "ru")
        await stage.do(person.say("/id"))
        assert await stage.counted() == {}
        assert not len(stage.parts.sessions)
