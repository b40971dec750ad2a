import aiohttp

from bot.web.monitors import Gauge, Monitors
from bot.web.server import WebServer


async def asked(path: str, *, well: bool = True) -> tuple[int, str]:
    monitors = Monitors(lambda: well, [Gauge("qoldau_ready", "1 while well", lambda: int(well))])
    server = WebServer(monitors.routes(), "127.0.0.1:0")
    await server.open()
    try:
        url = f"http://127.0.0.1:{server.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.text()
    finally:
        await server.close()


async def test_alive_and_ready_are_different_questions() -> None:
    assert await asked("/healthz", well=False) == (200, "ok\n")
    assert await asked("/readyz") == (200, "ready\n")
    assert (await asked("/readyz", well=False))[0] == 503


async def test_metrics_show_what_is_not_well() -> None:
    _, text = await asked("/metrics", well=False)
    assert text.splitlines()[1:] == [
        'qoldau_info{version="0.1.0"} 1',
        "# HELP qoldau_ready 1 while well",
        "# TYPE qoldau_ready gauge",
        "qoldau_ready 0",
    ]
