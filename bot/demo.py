"""`qoldau demo`: the real bot against the sandbox, over HTTP, with a chat page in the browser."""

import asyncio
import signal
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.application import Parts, assemble, serve
from bot.profile import publish_names
from bot.sandbox.crowd import FIRST_PERSON
from bot.sandbox.server import Sandbox, start_sandbox
from bot.settings import Settings
from content.finding import ContentError
from content.load import CONTENT_DIR, load
from handlers.pages import Book

TOKEN = "1:demo"  # noqa: S105


def demo(port: int, *, open_browser: bool, with_history: bool, root: Path = CONTENT_DIR) -> int:
    """Until Ctrl-C. Counts go to a folder that is removed at the end."""
    logs.set_up("INFO")
    with tempfile.TemporaryDirectory(prefix="qoldau-demo-") as folder:
        try:
            return asyncio.run(_demo(port, Path(folder), root, open_browser, with_history))
        except ContentError as error:
            print(error, file=sys.stderr)
            return 1
        except OSError as error:
            print(f"port {port} cannot be used ({error.strerror}): name another with --port", file=sys.stderr)
            return 2


async def _demo(port: int, folder: Path, root: Path, open_browser: bool, with_history: bool) -> int:
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    made: list[Parts] = []

    async def reload() -> list[str]:
        return _reloaded(made[0], root) if made else []

    sandbox = await start_sandbox(port=port, content_dir=root, on_content_change=reload)
    try:
        settings = _settings(sandbox, folder)
        if with_history:
            from bot.counts.demo_data import write_year

            await write_year(settings.database_url.get_secret_value(), time.time())
        made.append(assemble(settings, root))
        await made[0].wire.open()
        await publish_names(made[0].outbox, made[0].book.content)
        return await serve(made[0], stop, lambda: _tell(sandbox.url, open_browser))
    finally:
        await sandbox.close()


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        bot_token=SecretStr(TOKEN),
        bot_api_url=sandbox.url,
        database_url=SecretStr(f"sqlite:///{folder / 'counts.db'}"),
        organisers=frozenset({FIRST_PERSON + 1}),
    )


def _reloaded(parts: Parts, root: Path) -> list[str]:
    """Takes over changed content; what is wrong with it is shown, and the last good one stays."""
    try:
        parts.book = Book(load(root))
    except ContentError as error:
        return [str(finding) for finding in error.findings]
    except ValueError as error:
        return [str(error)]
    return []


def _tell(url: str, open_browser: bool) -> None:
    print(f"Qoldau demo: {url}  (Ctrl-C ends it; nothing leaves this computer)", flush=True)
    print("The first person is an organiser, too: /stats", flush=True)
    if open_browser:
        webbrowser.open(url)
