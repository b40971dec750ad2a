"""aiogram 3 with uvloop and its FSM in memory: the same two calls, no counting."""

import asyncio
import json
import logging
import os
from pathlib import Path

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

given = json.loads(Path(os.environ["SCREENS"]).read_text(encoding="utf-8"))
SHOWN = {
    code: (text, InlineKeyboardMarkup.model_validate(keyboard))
    for code, (text, keyboard) in given["by_code"].items()
}


class Talk(StatesGroup):
    open = State()


async def tapped(query: CallbackQuery, state: FSMContext, bot: Bot) -> None:
    text, keyboard = SHOWN[query.data[2:6]]
    await state.set_state(Talk.open)
    message = query.message
    assert isinstance(message, Message)
    await asyncio.gather(bot(query.answer()), bot(message.edit_text(text, reply_markup=keyboard)))


async def main() -> None:
    api = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=api))
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    logging.basicConfig(level=logging.CRITICAL)
    uvloop.run(main())
