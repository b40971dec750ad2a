"""Content that changes while the sandbox runs: reloaded, and its errors shown instead of dying."""

import asyncio
import tomllib
from pathlib import Path

import aiohttp
import pytest

from sandbox.server import start_sandbox

WORDS = Path(__file__).parents[2] / "sandbox" / "page" / "page_words.toml"


async def test_a_changed_file_is_reloaded_and_errors_come_and_go(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    flow = tmp_path / "flow.toml"
    flow.write_text("a = 1")
    found: list[str] = ["flow.toml:3: screen start: no such target"]
    seen: asyncio.Queue[int] = asyncio.Queue()

    async def reload() -> list[str]:
        seen.put_nowait(1)
        return list(found)

    sandbox = await start_sandbox(content_dir=tmp_path, on_content_change=reload)
    async with http.get(f"{sandbox.url}/sandbox/events") as events:
        assert b'"errors":[]' in await events.content.readline()
        flow.write_text("a = 22")
        await asyncio.wait_for(seen.get(), 5)
        await events.content.readline()
        assert b"no such target" in await asyncio.wait_for(events.content.readline(), 5)
        found.clear()
        (tmp_path / "texts.csv").write_text("new")
        await asyncio.wait_for(seen.get(), 5)
        await events.content.readline()
        assert b'"errors":[]' in await asyncio.wait_for(events.content.readline(), 5)
    await sandbox.close()


async def test_a_reload_that_fails_does_not_end_the_watching(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a")
    seen: asyncio.Queue[int] = asyncio.Queue()

    async def reload() -> list[str]:
        seen.put_nowait(1)
        raise RuntimeError("broken")

    sandbox = await start_sandbox(content_dir=tmp_path, on_content_change=reload)
    for text in ("bb", "ccc"):
        (tmp_path / "a.toml").write_text(text)
        await asyncio.wait_for(seen.get(), 5)
    assert sandbox.world.content_errors == ["RuntimeError: broken"]
    await sandbox.close()


def test_the_words_of_the_page_are_complete_in_all_languages() -> None:
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert set(tables) == {"kk", "ru", "en"}
    assert len({frozenset(table) for table in tables.values()}) == 1
    assert all(value for table in tables.values() for value in table.values())


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/app.css", "/sandbox/words"])
async def test_the_page_asks_nothing_of_the_network(http: aiohttp.ClientSession, path: str) -> None:
    sandbox = await start_sandbox()
    async with http.get(sandbox.url + path) as response:
        assert response.status == 200
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "https://" not in await response.text()
    await sandbox.close()


async def test_pages_that_do_not_exist(http: aiohttp.ClientSession) -> None:
    sandbox = await start_sandbox()
    for path in ("/page/server.py", "/sandbox/phone/5", "/sandbox/phone/a", "/sandbox/media/a"):
        async with http.get(sandbox.url + path) as response:
            assert response.status == 404
    async with http.post(f"{sandbox.url}/sandbox/do/dance") as response:
        assert response.status == 404
    await sandbox.close()
