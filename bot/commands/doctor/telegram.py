"""What Telegram says: of the token, of the webhook, of the organisers. Updates are never fetched here."""

import json
from collections.abc import Collection
from typing import Any

from bot.commands.doctor.model import Line, error, ok, warning
from bot.telegram.client import Client, Reply, Unreachable


async def telegram(
    client: Client, webhook_url: str | None, people: Collection[int], posts: str
) -> list[Line]:
    """Lines about the token, the webhook, the organisers and the channel that `posts` go to, if any.

    Only the first when Telegram does not answer.
    """
    first = await token(client)
    if first.says != "ok":
        return [first]
    lines = [first, await webhook(client, webhook_url), await reachable(client, people)]
    return [*lines, await channel(client, posts)] if posts else lines


async def token(client: Client) -> Line:
    """getMe: is the token good, does anybody answer."""
    try:
        reply = await client.call("getMe")
    except Unreachable as fault:
        return error("token", "silent", why=fault.kind)
    if reply.code in (401, 404):
        return error("token", "refused")
    if not reply.ok:
        return error("token", "fails", code=reply.code)
    return ok("token", name=_dict(reply.result).get("username", ""))


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
    except Unreachable:
        return Reply(ok=False, code=0)


def _dict(result: object) -> dict[str, Any]:
    return result if isinstance(result, dict) else {}
