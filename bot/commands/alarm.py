"""`qoldau alarm`: one neutral line to the organisers that the bot has stopped; for systemd."""

import argparse
import asyncio
import sys

from bot.commands.init.telegram import send_to
from bot.exit_codes import ExitCode
from bot.jobs.alarm import alarm_text
from bot.settings import Settings, read_settings

SECONDS = 240.0


def alarm(given: argparse.Namespace) -> int:
    """0 when somebody heard of it. Needs no database, which may be why the bot has stopped."""
    settings = read_settings(with_token=True, _env_file=given.env_file)
    sent = asyncio.run(_told(settings))
    print(f"told {sent} of {len(settings.organisers)} organisers", file=sys.stderr)
    return ExitCode.WELL if sent else ExitCode.FAULTS_FOUND


async def _told(settings: Settings) -> int:
    text = alarm_text(frozenset({"stopped"}))
    try:
        async with asyncio.timeout(SECONDS):
            return await send_to(settings.bot_api_url, settings.token(), sorted(settings.organisers), text)
    except TimeoutError:
        return 0
