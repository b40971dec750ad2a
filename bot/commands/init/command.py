"""`qoldau init`, guided or by flags: checks everything first, then writes `.env`, then names the bot."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bot.commands.init import envfile, given
from bot.commands.init.fault import Fault
from bot.commands.init.telegram import Bot, delete_webhook, publish, send_to, verified
from bot.commands.init.terminal import Terminal, terminal
from bot.exit_codes import ExitCode
from bot.settings import Settings, SettingsError, read_settings
from content.load import load

DEFAULT_API = str(Settings.model_fields["bot_api_url"].default)


def init(asked: argparse.Namespace) -> int:
    """The exit code: 0 done, 1 Telegram does not answer now, 2 wrong input, 3 refused (token, rights)."""
    asking = not asked.yes and asked.token is None and sys.stdin.isatty()
    speaker = terminal(asked.lang, asking=asking)
    try:
        _set_up(asked, speaker)
    except Fault as fault:
        speaker.complain(fault)
        return fault.code
    return ExitCode.WELL


def _set_up(asked: argparse.Namespace, speaker: Terminal) -> None:
    file: Path = asked.env_file
    before = envfile.read(file)
    present = envfile.values(before)
    if speaker.asking:
        speaker.say("welcome")
    chosen = given.token_from(asked.token, asked.token_file)
    changes: dict[str, str] = {}
    if asked.api_url is not None:
        changes["BOT_API_URL"] = given.address(asked.api_url)
    if asked.database_url is not None:
        changes["DATABASE_URL"] = given.database(asked.database_url)
    address = changes.get("BOT_API_URL") or given.address(_present(present, "BOT_API_URL") or DEFAULT_API)
    token, bot = _token(chosen, speaker, present, address)
    changes |= _where_it_stands(asked, present, token)
    speaker.say("verified", name=bot.name)
    organisers = _organisers(asked, speaker, present, bot)
    if organisers != present.get("ORGANISERS", ""):
        changes["ORGANISERS"] = organisers
    if asked.delete_webhook:
        asyncio.run(delete_webhook(address, token))
        speaker.say("webhook_deleted")
    _write(speaker, file, before, changes)
    refused = asyncio.run(publish(address, token, load()))
    if refused:
        speaker.say("profile_refused", methods=", ".join(refused))
    else:
        speaker.say("profile")
    _test(asked, speaker, address, token, organisers)
    speaker.say("next" if organisers else "next_organisers")


def _token(chosen: str | None, speaker: Terminal, present: dict[str, str], address: str) -> tuple[str, Bot]:
    """The token that Telegram has confirmed, and its bot."""
    known = _present_token(present)
    if chosen or not speaker.asking:
        if not (chosen or known):
            raise Fault("token_missing")
        sure = given.token(chosen or known)
        return sure, asyncio.run(verified(address, sure))
    if not known:
        speaker.say("botfather")

    def ask() -> tuple[str, Bot]:
        answer = given.token(speaker.ask_hidden("token_kept" if known else "token") or known)
        return answer, asyncio.run(verified(address, answer))

    return speaker.until_right(ask)


def _where_it_stands(asked: argparse.Namespace, present: dict[str, str], token: str) -> dict[str, str]:
    """How the settings name the token: by itself, or by the file in which it is left."""
    if asked.leave_token and asked.token_file is not None:
        left = {"BOT_TOKEN_FILE": str(asked.token_file.absolute())}
        return left | ({"BOT_TOKEN": ""} if "BOT_TOKEN" in present else {})
    return {} if token == _present_token(present) else {"BOT_TOKEN": token}


def _organisers(asked: argparse.Namespace, speaker: Terminal, present: dict[str, str], bot: Bot) -> str:
    known = present.get("ORGANISERS", "")
    if asked.organisers is not None:
        return given.organisers(asked.organisers, bot.id)
    if not speaker.asking:
        return known
    speaker.say("organisers_why")
    return speaker.until_right(lambda: given.organisers(speaker.ask("organisers", known), bot.id))


def _write(speaker: Terminal, file: Path, before: str, changes: dict[str, str]) -> None:
    after = envfile.changed(before, changes)
    closed = file.exists() and file.stat().st_mode & 0o077 == 0
    if after == before and closed:
        speaker.say("unchanged", file=file)
        return
    envfile.save(file, after, _accept)
    speaker.say("written", file=file)


def _accept(file: Path) -> None:
    try:
        read_settings(with_token=True, _env_file=file)
    except SettingsError as error:
        raise Fault("settings", problems="; ".join(str(error).splitlines())) from None


def _test(asked: argparse.Namespace, speaker: Terminal, address: str, token: str, organisers: str) -> None:
    if not organisers:
        if asked.test_message:
            speaker.say("test_none")
        return
    if not (asked.test_message or (speaker.asking and speaker.agreed("test"))):
        return
    people = [int(each) for each in organisers.split(",")]
    sent = asyncio.run(send_to(address, token, people, speaker.words.say("init", "test_text")))
    speaker.say("test_sent", count=sent, all=len(people))
    if sent < len(people):
        speaker.say("test_missed")


def _present(present: dict[str, str], name: str) -> str:
    return present.get(name) or os.environ.get(name, "")


def _present_token(present: dict[str, str]) -> str:
    if token := _present(present, "BOT_TOKEN").strip():
        return token
    file = _present(present, "BOT_TOKEN_FILE")
    return (given.token_from(None, Path(file)) or "") if file else ""
