import aiohttp

from bot.web.monitors import Monitors
from bot.web.server import WebServer


async def asked(path: str, *, well: bool = True) -> tuple[int, str]:
    monitors = Monitors(lambda: well, lambda: well, lambda: well, 1_000.0)
    server = WebServer(monitors.routes(), "127.0.0.1:0")
    await server.open()
    try:
        url = f"http://127.0.0.1:{server.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.text()
    finally:
        await server.close()


async def test_alive_and_ready_are_different_questions():
    assert await asked("/healthz", well=False) == (200, "ok\n")
    assert await asked("/readyz") == (200, "ready\n")
    assert (await asked("/readyz", well=False))[0] == 503


async def test_S55_metrics_are_about_the_program_and_count_nothing_that_people_do():
    _, text = await asked("/metrics")
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert set(values) - {'qoldau_info{version="0.1.0"}'} == {
        "qoldau_ready",
        "qoldau_counting_ok",
        "qoldau_telegram_ok",
        "qoldau_start_time_seconds",
        "qoldau_resident_memory_megabytes",
    }
    assert values["qoldau_counting_ok"] == "1"


async def test_metrics_show_what_is_not_well():
    _, text = await asked("/metrics", well=False)
    assert "qoldau_telegram_ok 0" in text
    assert "qoldau_ready 0" in text
