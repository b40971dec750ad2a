"""`qoldau run`: the process around the bot: event loop, signals, no core dumps."""

import asyncio
import gc
import signal
import sys

from bot.application import Parts, assemble
from bot.exit_codes import ExitCode
from bot.process import logs
from bot.process.hardening import forbid_dumps
from bot.process.memory import give_back, one_arena
from bot.process.watchdog import beat
from bot.running import serve
from bot.settings import Settings
from content.understand.load_in_subprocess import load_in_subprocess


def run(settings: Settings) -> int:
    """Until a signal to stop; the exit code as `serve`. Raises ContentError and BadDatabaseUrl."""
    logs.set_up(settings.log_level)
    forbid_dumps()
    one_arena()
    parts = assemble(settings)
    import uvloop

    # What is ready now stays: no later collection need look through all the content again.
    gc.freeze()
    # An update makes hundreds of short-lived objects; looking for garbage every 700 took a tenth of its time.
    gc.set_threshold(10_000, 20, 20)
    return uvloop.run(_until_signal(parts))


async def _until_signal(parts: Parts) -> int:
    loop = asyncio.get_running_loop()
    logs.watch_loop(loop)
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    reading = asyncio.create_task(_read_ahead(parts))
    beating = asyncio.create_task(beat(parts.settings.heartbeat()))
    try:
        code = await serve(parts, stop)
    finally:
        beating.cancel()
        reading.cancel()
        await asyncio.gather(beating, reading, return_exceptions=True)
    if code:
        print(_WHY[code], file=sys.stderr)
    return code


async def _read_ahead(parts: Parts) -> None:
    """Reads the phrases, so that the first who writes does not wait; aside, so that no tap does.

    They are many small things that stay: kept out of garbage collections, they cost a tap nothing. That is
    done while nobody's update is in hand, for what is kept out is never looked at again (S46).
    """
    await asyncio.to_thread(load_in_subprocess)
    await parts.processor.lanes.finished()
    gc.collect()
    gc.freeze()
    give_back()


_WHY: dict[int, str] = {
    ExitCode.REFUSED: "Telegram refuses the token: copy it once more from BotFather into BOT_TOKEN "
    "(or its file) and start anew.",
    ExitCode.TOKEN_SHARED: "Another program reads with this token, or has set a webhook for it. Most often "
    "it is a second copy of this bot: stop that one. If it is none of yours, the token is stolen: get a new "
    "one from BotFather (/revoke) and put it into BOT_TOKEN.",
    ExitCode.NO_ADDRESS: "LISTEN cannot be used, or Telegram refuses WEBHOOK_URL (https:// on port 443, 80, "
    "88 or 8443 is needed): see the line above.",
    ExitCode.DATABASE_IS_NEWER: "The database was made by a newer version of this program: start that one, "
    "or name another database in DATABASE_URL.",
}
