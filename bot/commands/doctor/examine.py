"""All checks at once, always in the same order."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from bot.clock import today
from bot.commands.doctor.database import database
from bot.commands.doctor.machine import clock, disk, versions
from bot.commands.doctor.model import Line, error, ok, warning
from bot.commands.doctor.telegram import telegram
from bot.commands.doctor.texts import checked, dates
from bot.settings import Settings
from bot.telegram.client import Client
from bot.values import file_of
from content.model import Content


async def examine(
    settings: Settings, client: Client, root: Path, content: Content, now: Callable[[], float] = time.time
) -> list[Line]:
    """What there is to say with complete settings and an open client; `content` is that of `root`."""
    url = settings.database_url.get_secret_value()
    file = file_of(url)
    said, kept, right, texts = await asyncio.gather(
        telegram(client, settings.webhook_url, settings.organisers, settings.campaign_channel),
        database(url),
        clock(settings.bot_api_url, now),
        checked(root, len(content.screens)),
    )
    folder = file.absolute().parent if file else Path.cwd()
    return [*said, kept, right, disk(folder), texts, dates(content, today(now)), versions()]


async def examine_without_settings(
    root: Path, content: Content, now: Callable[[], float] = time.time
) -> list[Line]:
    """What can be said when the settings cannot be used."""
    texts = await checked(root, len(content.screens))
    return [disk(Path.cwd()), texts, dates(content, today(now)), versions()]


def settings_file(file: Path) -> Line:
    """Whether others can read the file that holds the token (S48)."""
    try:
        open_to_others = file.stat().st_mode & 0o077
    except OSError:
        return ok("settings")
    return warning("settings", "open", file=file) if open_to_others else ok("settings")


def wrong_settings(problems: str, file: Path) -> list[Line]:
    """A line for each problem."""
    return [error("settings", "wrong", problem=each, file=file) for each in problems.splitlines()]
