"""`qoldau alarm`: one neutral line to the organisers that the bot has stopped; for systemd."""

import argparse
import asyncio
import json
import sys
import time

from bot.exit_codes import ExitCode
from bot.jobs.alarm import alarm_text
from bot.outbox.courier import TelegramCourier
from bot.outbox.outbox import Outbox
from bot.outbox.wire import Wire
from bot.settings import Settings, read_settings
from handlers.pages import Sheet


def alarm(given: argparse.Namespace) -> int:
    """0 when somebody heard of it. Needs no database, which may be why the bot has stopped."""
    settings = read_settings(with_token=True, _env_file=given.env_file)
    sent = asyncio.run(_told(settings))
    print(f"told {sent} of {len(settings.organisers)} organisers", file=sys.stderr)
    return ExitCode.WELL if sent else ExitCode.FAULTS_FOUND


async def _told(settings: Settings) -> int:
    wire = Wire(settings.bot_api_url, settings.token())
    await wire.open()
    try:
        courier = TelegramCourier(Outbox(wire, time.time, asyncio.sleep))
        sheet = Sheet(json.dumps(alarm_text(frozenset({"stopped"})), ensure_ascii=False), "")
        sent = [await courier.send(each, sheet) for each in sorted(settings.organisers)]
    finally:
        await wire.close()
    return sum(map(bool, sent))
