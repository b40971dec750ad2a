"""What Telegram says: of the token, of the webhook, of the organisers. Updates are never fetched here."""

import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from bot.commands.doctor.model import Line, error, ok, warning
from bot.settings import Settings
from bot.telegram.client import Client, Reply, Unreachable
from bot.values import LOOPBACK

# Fields of getMe (https://core.telegram.org/bots/api#user), and what BotFather calls them.
SWITCHES = {
    "can_join_groups": "Allow Groups",
    "can_read_all_group_messages": "Group Privacy (off)",
    "supports_inline_queries": "Inline Mode",
    "supports_guest_queries": "Guest Mode",
    "can_connect_to_business": "Business Mode",
    "has_topics_enabled": "Threaded Mode",
}


async def telegram(client: Client, settings: Settings) -> list[Line]:
    """Lines about the token, BotFather's switches, the webhook, the organisers and the channel, if any.

    Only the first when Telegram does not answer.
    """
    reply = await asked(client, "getMe")
    first = token(reply)
    if first.says != "ok":
        return [first]
    lines = [first, *switches(reply), await webhook(client, settings.webhook_url)]
    if insecure(settings.webhook_url, settings.bot_api_url):
        lines.append(error("webhook", "insecure"))
    lines.append(await reachable(client, settings.organisers))
    posts = settings.campaign_channel
    return [*lines, await channel(client, posts)] if posts else lines


def token(reply: Reply) -> Line:
    """What an answer of getMe says: is the token good, does anybody answer."""
    if not reply.code:
        return error("token", "silent", why=reply.description)
    if reply.code in (401, 404):
        return error("token", "refused")
    if not reply.ok:
        return error("token", "fails", code=reply.code)
    return ok("token", name=_dict(reply.result).get("username", ""))


def switches(reply: Reply) -> list[Line]:
    """A line when an answer of getMe says that the bot can be used otherwise than in a chat of two."""
    me = _dict(reply.result)
    names = [name for field, name in SWITCHES.items() if me.get(field)]
    return [warning("switches", "on", names=", ".join(names))] if names else []


def insecure(webhook_url: str | None, bot_api_url: str) -> bool:
    """Telegram itself delivers to https only; a Bot API of one's own on this machine may not."""
    local = urlsplit(bot_api_url).hostname in LOOPBACK
    return bool(webhook_url) and not local and urlsplit(webhook_url or "").scheme != "https"


async def webhook(client: Client, ours: str | None) -> Line:
    """getWebhookInfo, compared with WEBHOOK_URL; a webhook that is not ours takes all messages away."""
    return about_webhook(await asked(client, "getWebhookInfo"), ours)


def about_webhook(reply: Reply, ours: str | None) -> Line:
    """What an answer of getWebhookInfo says about our webhook."""
    if not reply.ok:
        return warning("webhook", "unknown")
    info = _dict(reply.result)
    found, waiting = info.get("url", ""), info.get("pending_update_count", 0)
    if found and found != ours:
        return error("webhook", "foreign")
    if ours is None:
        return ok("webhook", "polling")
    if not found:
        return error("webhook", "missing")
    if waiting and (why := info.get("last_error_message")):
        return warning("webhook", "failing", why=why, count=waiting)
    return ok("webhook", count=waiting)


async def reachable(client: Client, organisers: Collection[int]) -> Line:
    """getChat: a bot may write only to those who have opened it once."""
    if not organisers:
        return warning("organisers", "none")
    replies = [await asked(client, "getChat", chat_id=each) for each in sorted(organisers)]
    missed = sum(reply.code in (400, 403) for reply in replies)
    if missed:
        return warning("organisers", "unreached", missed=missed, count=len(organisers))
    return ok("organisers", count=len(organisers))


async def channel(client: Client, name: str) -> Line:
    """getChat and getChatMember: whether the bot may post there. Nothing is posted to find out."""
    if not (await asked(client, "getChat", chat_id=name)).ok:
        return error("channel", "unreached")
    own = _dict((await asked(client, "getMe")).result).get("id", 0)
    member = _dict((await asked(client, "getChatMember", chat_id=name, user_id=own)).result)
    may = member.get("status") == "administrator" and member.get("can_post_messages")
    return ok("channel") if may else error("channel", "may_not_post")


def waiting_in(reply: Reply) -> int | None:
    """How many updates wait, in polling too, by an answer of getWebhookInfo; None when it does not say."""
    found = _dict(reply.result).get("pending_update_count")
    return found if isinstance(found, int) else None


async def asked(client: Client, method: str, **parameters: object) -> Reply:
    """One call; silence is an answer without a code."""
    try:
        return await client.call(method, json.dumps(parameters).encode())
    except Unreachable as fault:
        return Reply(ok=False, code=0, description=fault.kind)


def _dict(result: object) -> dict[str, Any]:
    return result if isinstance(result, dict) else {}
