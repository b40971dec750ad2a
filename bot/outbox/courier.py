"""The handlers' courier for what belongs to no talk: sheets become calls, refusals outcomes."""

from bot.outbox import methods
from bot.outbox.methods import outcome
from bot.outbox.outbox import Outbox
from bot.outbox.replying import Replying
from handlers.pages import Sheet
from handlers.ports import Outcome


class TelegramCourier:
    """Implements `handlers.ports.Courier` over the outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.replying = Replying()

    async def edit(self, chat: int, message: int, sheet: Sheet) -> Outcome:
        return outcome(await self._outbox.call(*methods.edit_text(chat, message, sheet), chat))

    async def send(self, chat: int, sheet: Sheet) -> int:
        """The message id, 0 when the person cannot be reached."""
        return methods.message_id(await self._outbox.call(*methods.send_text(chat, sheet), chat))

    async def ask(self, query: str) -> Outcome:
        """Ends the waiting sign on the button, and says what Telegram thinks of the tap."""
        return outcome(await self._outbox.once(*methods.answer_query(query)))

    def answer(self, query: str, chat: int) -> None:
        """Ends the waiting sign on the button; nothing waits for it."""
        if not self.replying.take(query):
            self._outbox.answer(query, chat)

    async def leave(self, chat: int) -> Outcome:
        return outcome(await self._outbox.call(*methods.leave(chat), chat))
