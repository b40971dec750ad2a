from collections.abc import AsyncIterator

import pytest
from process import TOKEN

from sandbox.server import Sandbox, start_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = await start_sandbox(tokens=[TOKEN], recorder_limit=200_000)
    yield running
    await running.close()
