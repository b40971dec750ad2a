import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from calling import TOKEN, Call, Clock, echo
from paging import ARGS, opened
from playwright.async_api import Browser, Page, async_playwright

from sandbox.people.person import Person
from sandbox.server import Sandbox, start_sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    running = await start_sandbox(now=clock, tokens=[TOKEN])
    yield running
    await running.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    async def run(method: str, **params: Any) -> dict[str, Any]:
        async with http.post(f"{sandbox.url}/bot{TOKEN}/{method}", json=params) as response:
            body = await response.json()
        assert response.status == body.get("error_code", 200)
        return body

    return run


@pytest.fixture
def result(call: Call) -> Callable[..., Awaitable[Any]]:
    async def run(method: str, **params: Any) -> Any:
        body = await call(method, **params)
        assert body["ok"], body
        return body["result"]

    return run


@pytest.fixture
async def person(sandbox: Sandbox) -> Person:
    somebody = await sandbox.person("Aru", "kk")
    await somebody.start()
    return somebody


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="module")
async def echoing() -> AsyncIterator[Sandbox]:
    sandbox = await start_sandbox(tokens=[TOKEN])
    bot = asyncio.create_task(echo(sandbox))
    yield sandbox
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    await sandbox.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, echoing: Sandbox) -> AsyncIterator[Page]:
    shown = await opened(browser, echoing)
    yield shown
    await shown.context.close()
    assert shown.outside == []  # type: ignore[attr-defined]
