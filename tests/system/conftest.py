from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from postgres import running_postgres
from process import TOKEN

from sandbox.server import Sandbox, start_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start_sandbox(tokens=[TOKEN], recorder_limit=200_000)
    yield running
    await running.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    with running_postgres() as running:
        yield running


@pytest.fixture
async def database(server: Any) -> str:
    """The address of an empty PostgreSQL."""
    import asyncpg

    connection = await asyncpg.connect(server.get_uri())
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    return str(server.get_uri())
