"""`qoldau doctor`: a line for each thing that can be well or not; exit 1 when one is an error."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot.commands.doctor.copies import copies
from bot.commands.doctor.examine import examine_without_settings, steps
from bot.commands.doctor.model import Level, Line, text
from bot.commands.doctor.running import running
from bot.commands.doctor.service import service
from bot.commands.doctor.settings import missing, settings_file, without_effect, wrong_settings
from bot.exit_codes import ExitCode
from bot.settings import Settings, SettingsError, read_settings
from bot.telegram.client import Client
from content import load
from content.model import Content


def doctor(given: argparse.Namespace) -> int:
    """Says each line as soon as it is known; 1 when one is an error, else 0."""
    lines = asyncio.run(_told(given))
    if given.format == "json":
        sys.stdout.write(_as_json(lines, given.lang))
    wrong = any(line.level is Level.ERROR for line in lines)
    return ExitCode.FAULTS_FOUND if wrong else ExitCode.WELL


async def _told(given: argparse.Namespace) -> list[Line]:
    lines: list[Line] = []
    async for line in _examined(given.env_file):
        lines.append(line)
        if given.format == "text":
            print(f"{line.level:8}{text(line, given.lang)}", flush=True)
    return lines


async def _examined(file: Path) -> AsyncIterator[Line]:
    for line in [*missing(file), *without_effect(file)]:
        yield line
    content = load.examine(load.CONTENT_DIR)[0]
    try:
        settings = read_settings(with_token=True, _env_file=file)
    except SettingsError as error:
        for line in [
            *wrong_settings(str(error), file),
            *await examine_without_settings(load.CONTENT_DIR, content),
        ]:
            yield line
        return
    yield settings_file(file)
    async for line in _with(settings, content):
        yield line


async def _with(settings: Settings, content: Content) -> AsyncIterator[Line]:
    client = Client(settings.bot_api_url, settings.token())
    await client.open()
    try:
        found = steps(settings, client, load.CONTENT_DIR, content)
        yield await running(client, settings.heartbeat(), time.time())
        for each in found:
            for line in await each:
                yield line
    finally:
        await client.close()
    made = [copies(settings.backup_folder, time.time())] if settings.backup_folder else []
    for line in [*made, *service()]:
        yield line


def _as_json(lines: list[Line], language: str) -> str:
    said = [
        {"level": line.level, "about": line.about, "says": line.says, "text": text(line, language)}
        for line in lines
    ]
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
