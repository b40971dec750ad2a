"""All checks at once, always in the same order."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

from bot.clock import today
from bot.commands.doctor.database import database
from bot.commands.doctor.machine import clock, disk, versions
from bot.commands.doctor.model import Line
from bot.commands.doctor.telegram import telegram
from bot.commands.doctor.texts import checked, dates
from bot.settings import Settings
from bot.telegram.client import Client
from bot.values import file_of
from content.model import Content


def steps(
    settings: Settings, client: Client, root: Path, content: Content, now: Callable[[], float] = time.time
) -> list[Awaitable[list[Line]]]:
    """All that is looked at, at the same time, in the order in which it is told; `content` is of `root`."""
    url = settings.database_url.get_secret_value()
    file = file_of(url)
    folder = file.absolute().parent if file else Path.cwd()
    begun: list[Coroutine[None, None, list[Line]]] = [
        telegram(client, settings),
        _one(database(url)),
        _one(clock(settings.bot_api_url, now)),
        _said(disk(folder)),
        _one(checked(root, len(content.screens))),
        _said(dates(content, today(now)), versions()),
    ]
    return [asyncio.ensure_future(each) for each in begun]


async def examine(
    settings: Settings, client: Client, root: Path, content: Content, now: Callable[[], float] = time.time
) -> list[Line]:
    """What there is to say with complete settings and an open client."""
    return [
        line for found in await asyncio.gather(*steps(settings, client, root, content, now)) for line in found
    ]


async def examine_without_settings(
    root: Path, content: Content, now: Callable[[], float] = time.time
) -> list[Line]:
    """What can be said when the settings cannot be used."""
    texts = await checked(root, len(content.screens))
    return [disk(Path.cwd()), texts, dates(content, today(now)), versions()]


async def _one(line: Awaitable[Line]) -> list[Line]:
    return [await line]


async def _said(*lines: Line) -> list[Line]:
    return list(lines)
