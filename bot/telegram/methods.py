"""The calls that a talk is made of, as method and body, and what Telegram's refusals mean for it."""

import json
from collections.abc import Sequence

from bot.telegram.client import Reply
from handlers.keyboards import Sheet
from handlers.protocols import Outcome

Call = tuple[str, bytes]
QUIET = '"disable_notification":true,"link_preview_options":{"is_disabled":true}'
NO_PREVIEW = '"link_preview_options":{"is_disabled":true}'


def edit_text(chat: int, message: int, sheet: Sheet) -> Call:
    fields = f'"chat_id":{chat:d},"message_id":{message:d},"text":{sheet.text},{NO_PREVIEW}{_markup(sheet)}'
    return "editMessageText", f"{{{fields}}}".encode()


def remove_buttons(chat: int, message: int) -> Call:
    return "editMessageReplyMarkup", f'{{"chat_id":{chat:d},"message_id":{message:d}}}'.encode()


def send_text(chat: int, sheet: Sheet) -> Call:
    fields = f'"chat_id":{chat:d},"text":{sheet.text},{QUIET}{_markup(sheet)}'
    return "sendMessage", f"{{{fields}}}".encode()


def delete(chat: int, messages: Sequence[int]) -> Call:
    """Up to 100 messages; those that Telegram does not know are skipped."""
    return "deleteMessages", json.dumps({"chat_id": int(chat), "message_ids": list(messages)}).encode()


def send_contact(chat: int, number: str, name: str) -> Call:
    card = {"chat_id": int(chat), "phone_number": number, "first_name": name, "disable_notification": True}
    return "sendContact", json.dumps(card).encode()


def leave(chat: int) -> Call:
    return "leaveChat", json.dumps({"chat_id": int(chat)}).encode()


def answer_query(query: str) -> Call:
    return "answerCallbackQuery", json.dumps({"callback_query_id": query}).encode()


def message_id(reply: Reply) -> int:
    """The id of what was sent, 0 when nothing was."""
    if reply.ok and isinstance(reply.result, dict):
        return int(reply.result.get("message_id", 0))
    return 0


def outcome(reply: Reply) -> Outcome:
    """What a refusal means for the talk; the texts are Telegram's own."""
    text = reply.description.lower()
    if reply.ok or "message is not modified" in text:
        return Outcome.DONE
    if reply.code == 403 or "chat not found" in text or "user is deactivated" in text:
        return Outcome.BLOCKED
    if "query is too old" in text or "query id is invalid" in text:
        return Outcome.TOO_OLD
    if "not found" in text or "message_id_invalid" in text:
        return Outcome.GONE
    return Outcome.IMPOSSIBLE if reply.code == 400 else Outcome.FAILED


def _markup(sheet: Sheet) -> str:
    return f',"reply_markup":{sheet.keyboard}' if sheet.keyboard else ""
