"""`qoldau demo`: the real bot against the sandbox, over HTTP, with a chat page in the browser."""

import asyncio
import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.application import Parts, assemble, vocabulary
from bot.clock import KAZAKHSTAN
from bot.demo_reload import Reloading
from bot.process import logs
from bot.running import serve
from bot.settings import Settings
from bot.telegram.bot_profile import publish_names
from content.finding import ContentError
from content.load import CONTENT_DIR, load
from sandbox.people.phone import FIRST_PERSON
from sandbox.server import PortError, Sandbox, start_sandbox
from sandbox.set_clock import clock_on

TOKEN = "1:demo"  # noqa: S105


class _OwnSettings(Settings):
    """Nothing of the environment: it may hold those of a real bot, its webhook and its channel."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class _Wish:
    port: int
    open_browser: bool
    with_history: bool
    root: Path
    folder: Path
    now: Callable[[], float]


def demo(
    port: int,
    *,
    open_browser: bool,
    with_history: bool,
    root: Path = CONTENT_DIR,
    day: date | None = None,
) -> int:
    """Until Ctrl-C, on `day` if given. Counts go to a folder that is removed at the end."""
    logs.set_up("INFO")
    now = clock_on(day, KAZAKHSTAN) if day else time.time
    try:
        with tempfile.TemporaryDirectory(prefix="qoldau-demo-") as folder:
            wish = _Wish(port, open_browser, with_history, root, Path(folder), now)
            return asyncio.run(_demo(wish))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except PortError as error:
        print(f"{error.strerror}: name another with --port", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"the demo cannot run here: {error}", file=sys.stderr)
        return 1


def print_truth(day: date | None, root: Path = CONTENT_DIR) -> int:
    """What the invented weeks up to a day hold, on standard output, for comparing with a report."""
    from bot.counts import weeks
    from bot.counts.demo_data import truth

    now = clock_on(day, KAZAKHSTAN) if day else time.time
    sys.stdout.write(truth(weeks.last_closed(now()), vocabulary(load(root))))
    return 0


async def _demo(wish: _Wish) -> int:
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    made: list[Parts] = []
    reloading = Reloading(wish.root)

    async def reload() -> list[str]:
        return await reloading.changed(made[0]) if made else []

    sandbox = await start_sandbox(
        port=wish.port, now=wish.now, content_dir=wish.root, on_content_change=reload
    )
    try:
        settings = _settings(sandbox, wish.folder)
        if wish.with_history:
            from bot.counts.demo_data import write_year

            known = vocabulary(load(wish.root))
            await write_year(settings.database_url.get_secret_value(), wish.now(), known)
        made.append(assemble(settings, wish.root, wish.now))
        await made[0].client.open()
        await publish_names(made[0].sender, made[0].book.content)
        return await serve(made[0], stop, lambda: _tell(sandbox.url, wish.open_browser))
    finally:
        await sandbox.close()


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    return _OwnSettings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=sandbox.url,
        database_url=SecretStr(f"sqlite:///{folder / 'counts.db'}"),
        organisers=frozenset({FIRST_PERSON + 1}),
        listen="127.0.0.1:0",  # never the port of a real bot beside it
    )


def _tell(url: str, open_browser: bool) -> None:
    print(f"Qoldau demo: {url}  (Ctrl-C ends it; nothing leaves this computer)", flush=True)
    print("The first person is an organiser, too: /stats", flush=True)
    if open_browser:
        webbrowser.open(url)
