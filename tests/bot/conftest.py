import asyncio

import pytest
from counting import Clock, Pause
from postgres import running_postgres

from bot.counts.store import open_store


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def pause():
    return Pause()


@pytest.fixture(scope="session")
def postgres_server():
    with running_postgres() as running:
        yield running


@pytest.fixture
def postgres_url(postgres_server):
    import asyncpg

    async def fresh() -> None:
        connection = await asyncpg.connect(postgres_server.get_uri())
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        await connection.close()

    asyncio.run(fresh())
    return postgres_server.get_uri()


@pytest.fixture
def sqlite_path(tmp_path):
    return tmp_path / "counts.db"


@pytest.fixture
def sqlite_url(sqlite_path):
    return f"sqlite:///{sqlite_path}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def store(database_url, clock):
    opened = open_store(database_url, clock)
    await opened.open()
    yield opened
    await opened.close()
