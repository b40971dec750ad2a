"""The handlers' messenger for what belongs to no talk: sheets become calls, refusals outcomes."""

from bot.telegram import methods
from bot.telegram.methods import outcome
from bot.telegram.sender import Sender
from bot.telegram.webhook_reply import WebhookReplies
from handlers.keyboards import Sheet
from handlers.protocols import Outcome


class Messenger:
    """Implements `handlers.protocols.Messenger` over the sender."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self.replying = WebhookReplies()

    async def edit(self, chat: int, message: int, sheet: Sheet) -> Outcome:
        return outcome(await self._sender.call(*methods.edit_text(chat, message, sheet), chat))

    async def send(self, chat: int, sheet: Sheet) -> int:
        """The message id, 0 when the person cannot be reached."""
        return methods.message_id(await self._sender.call(*methods.send_text(chat, sheet), chat))

    async def ask(self, query: str) -> Outcome:
        """Ends the waiting sign on the button, and says what Telegram thinks of the tap."""
        return outcome(await self._sender.once(*methods.answer_query(query)))

    def answer(self, query: str, chat: int) -> None:
        """Ends the waiting sign on the button; nothing waits for it."""
        if not self.replying.take(query):
            self._sender.answer(query, chat)

    async def leave(self, chat: int) -> Outcome:
        return outcome(await self._sender.call(*methods.leave(chat), chat))
