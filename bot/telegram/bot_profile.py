"""What Telegram shows of the bot, in each language of the phone, with neutral words (S21)."""

import json
import logging

from bot.telegram.sender import Sender
from content.model import LANGUAGES, Content
from content.render import label
from handlers.on_command import PUBLIC

log = logging.getLogger("qoldau")
FALLBACK = "ru"
NAMES = (
    ("setMyName", "name", "bot_name"),
    ("setMyDescription", "description", "bot_description"),
    ("setMyShortDescription", "short_description", "bot_short_description"),
)


async def publish_commands(sender: Sender, content: Content) -> bool:
    """Sets the commands; a refusal is logged and changes nothing else. Whether Telegram took them."""
    for language in ("", *LANGUAGES):
        spoken = language or FALLBACK
        commands = [
            {"command": name, "description": label(content, spoken, f"command_{name}")} for name in PUBLIC
        ]
        asked: dict[str, object] = {"commands": commands, "scope": {"type": "all_private_chats"}}
        if language:
            asked["language_code"] = language
        reply = await sender.once("setMyCommands", json.dumps(asked, ensure_ascii=False).encode())
        if not reply.ok:
            log.warning("commands_not_set", extra={"fields": {"code": reply.code}})
            return False
    return True


async def publish_names(sender: Sender, content: Content) -> list[str]:
    """Sets name, description and short description; the methods that Telegram refused.

    What is set already is left alone, since Telegram lets a name be set only a few times a day. The
    default comes last: Telegram shows it for a language that has none of its own.
    """
    refused = []
    for method, field, key in NAMES:
        for language in (*LANGUAGES, ""):
            where = {"language_code": language} if language else {}
            asked = {field: label(content, language or FALLBACK, key)} | where
            present = await sender.once(method.replace("set", "get", 1), json.dumps(where).encode())
            if present.ok and isinstance(present.result, dict) and present.result.get(field) == asked[field]:
                continue
            reply = await sender.once(method, json.dumps(asked, ensure_ascii=False).encode())
            if not reply.ok:
                refused.append(method)
                break
    return refused
