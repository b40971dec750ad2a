"""`qoldau poster`: which campaign, whose bot, which file."""

import asyncio
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.commands.poster.draw import FORMATS, link, poster
from bot.commands.poster.poster_words import poster_words
from bot.settings import SettingsError, read_settings
from bot.telegram.client import Client, Unreachable
from content.finding import ContentError
from content.load import load

USER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")


class PosterError(Exception):
    """The poster cannot be made; the text says what to do."""


def make(code: str, language: str, out: Path, bot: str) -> int:
    """Writes the poster; the exit code (0 well, 1 content or Telegram, 2 wrong question)."""
    try:
        content = load()
        _known(code, content.campaigns)
        kind = _kind(out)
        name = _checked(bot) if bot else asyncio.run(_own_name())
        out.write_bytes(poster(poster_words(content, language), name, code, kind))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except (PosterError, OSError) as error:
        print(f"poster: {error}", file=sys.stderr)
        return 2
    print(f"{out}: {link(name, code)}")
    return 0


def _known(code: str, codes: Iterable[str]) -> None:
    if code not in codes:
        use = ", ".join(sorted(codes)) or "none yet: add one"
        raise PosterError(f"no campaign {code!r} in content/campaigns.toml; its codes: {use}")


def _kind(out: Path) -> str:
    kind = out.suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise PosterError(f"{out.name} is none of .pdf, .svg, .png: name the file so")
    return kind


def _checked(bot: str) -> str:
    name = bot.removeprefix("@")
    if not USER_NAME.fullmatch(name):
        raise PosterError(f"{bot!r} is no user name of a bot: as in --bot qoldau_bot")
    return name


async def _own_name() -> str:
    """The bot's user name, asked of Telegram with the token of the settings."""
    try:
        settings = read_settings(with_token=True)
    except SettingsError:
        raise PosterError(
            "name the bot with --bot NAME, or set BOT_TOKEN so that Telegram can be asked"
        ) from None
    client = Client(settings.bot_api_url, settings.token())
    await client.open()
    try:
        reply = await client.call("getMe")
    except Unreachable as fault:
        raise PosterError(f"Telegram does not answer ({fault.kind}): name the bot with --bot NAME") from None
    finally:
        await client.close()
    if not reply.ok or not isinstance(reply.result, dict):
        raise PosterError("Telegram refuses the token: name the bot with --bot NAME, or correct BOT_TOKEN")
    return _checked(str(reply.result.get("username", "")))
