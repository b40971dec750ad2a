"""The handlers' courier: sheets become Bot API calls, and Telegram's refusals become outcomes."""

import json
from collections.abc import Sequence

from bot.outbox.outbox import Outbox
from bot.outbox.replying import Replying
from bot.outbox.wire import Reply
from handlers.pages import Sheet
from handlers.ports import Outcome

QUIET = '"disable_notification":true,"link_preview_options":{"is_disabled":true}'


class TelegramCourier:
    """Implements `handlers.ports.Courier` over the outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.replying = Replying()

    async def edit(self, chat: int, message: int, sheet: Sheet, *, first: bool = False) -> Outcome:
        """An edit waits in the background while the chat is throttled; the newest one wins."""
        body = f'{{"chat_id":{chat},"message_id":{message},"text":{sheet.text},{QUIET}{_markup(sheet)}}}'
        reply = await self._outbox.overtaking("editMessageText", body.encode(), chat, message, first=first)
        return Outcome.DONE if reply is None else _outcome(reply)

    async def send(self, chat: int, sheet: Sheet, *, first: bool = False) -> int:
        """The message id, 0 when the person cannot be reached."""
        body = f'{{"chat_id":{chat},"text":{sheet.text},{QUIET}{_markup(sheet)}}}'
        return _message_id(await self._outbox.call("sendMessage", body.encode(), chat, first=first))

    async def delete(self, chat: int, messages: Sequence[int], *, first: bool = False) -> Outcome:
        """Up to 100 messages; those that Telegram does not know are skipped. Waits as an edit does."""
        reply = await self._outbox.wipe(chat, messages, first=first)
        return Outcome.DONE if reply is None else _outcome(reply)

    async def answer(self, query: str) -> Outcome:
        """Ends the waiting sign on the button; nothing waits for it."""
        if self.replying.take(query):
            return Outcome.DONE
        body = json.dumps({"callback_query_id": query}).encode()
        return _outcome(await self._outbox.soon("answerCallbackQuery", body))

    async def contact(self, chat: int, number: str, name: str) -> int:
        """Sends a contact card; the message id, 0 when it could not be sent."""
        card = {"chat_id": chat, "phone_number": number, "first_name": name, "disable_notification": True}
        return _message_id(await self._outbox.call("sendContact", json.dumps(card).encode(), chat))

    async def leave(self, chat: int) -> Outcome:
        return _outcome(await self._outbox.call("leaveChat", json.dumps({"chat_id": chat}).encode(), chat))


def _markup(sheet: Sheet) -> str:
    return f',"reply_markup":{sheet.keyboard}' if sheet.keyboard else ""


def _message_id(reply: Reply) -> int:
    if reply.ok and isinstance(reply.result, dict):
        return int(reply.result.get("message_id", 0))
    return 0


def _outcome(reply: Reply) -> Outcome:
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
