"""`qoldau doctor`: a line for each thing that can be well or not; exit 1 when one is an error."""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path

from bot.commands.doctor.copies import copies
from bot.commands.doctor.examine import examine, examine_without_settings, settings_file, wrong_settings
from bot.commands.doctor.model import Level, Line, text
from bot.commands.doctor.running import running
from bot.settings import SettingsError, read_settings
from bot.telegram.client import Client
from content import load


def doctor(given: argparse.Namespace) -> int:
    """0 when nothing is an error, else 1."""
    lines = asyncio.run(_examined(given.env_file))
    sys.stdout.write(_as_json(lines, given.lang) if given.format == "json" else _as_text(lines, given.lang))
    return int(any(line.level is Level.ERROR for line in lines))


async def _examined(file: Path) -> list[Line]:
    content = load.examine(load.CONTENT_DIR)[0]
    try:
        settings = read_settings(with_token=True, _env_file=file)
    except SettingsError as error:
        problems = wrong_settings(str(error), file)
        return [*problems, *await examine_without_settings(load.CONTENT_DIR, content)]
    client = Client(settings.bot_api_url, settings.token())
    await client.open()
    try:
        found, runs = await asyncio.gather(
            examine(settings, client, load.CONTENT_DIR, content),
            running(client, settings.heartbeat(), time.time()),
        )
        made = [copies(settings.backup_folder, time.time())] if settings.backup_folder else []
        return [settings_file(file), runs, *found, *made]
    finally:
        await client.close()


def _as_text(lines: list[Line], language: str) -> str:
    return "".join(f"{line.level:8}{text(line, language)}\n" for line in lines)


def _as_json(lines: list[Line], language: str) -> str:
    said = [
        {"level": line.level, "about": line.about, "says": line.says, "text": text(line, language)}
        for line in lines
    ]
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
