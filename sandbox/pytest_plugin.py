"""Fixtures for tests of any bot: `bot_api`, a running sandbox, and `person`, somebody in it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from sandbox.people.person import Person
from sandbox.server import ANY_TOKEN, Sandbox, start_sandbox


@pytest_asyncio.fixture
async def bot_api() -> AsyncIterator[Sandbox]:
    """A Bot API at `bot_api.url` that knows one bot, `bot_api.token`."""
    sandbox = await start_sandbox(tokens=[ANY_TOKEN])
    yield sandbox
    await sandbox.close()


@pytest_asyncio.fixture
async def person(bot_api: Sandbox) -> Person:
    """Somebody with a phone in English who has not met the bot yet."""
    return await bot_api.person("Aida", "en")
