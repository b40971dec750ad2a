"""python-telegram-bot as its examples show it: ConversationHandler, its defaults, no counting."""

import json
import logging
import os
import warnings
from pathlib import Path

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, ConversationHandler

given = json.loads(Path(os.environ["SCREENS"]).read_text(encoding="utf-8"))
SHOWN = {
    code: (text, InlineKeyboardMarkup.de_json(keyboard, None))
    for code, (text, keyboard) in given["by_code"].items()
}


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    query = update.callback_query
    text, keyboard = SHOWN[query.data[2:6]]
    await query.answer()
    await query.edit_message_text(text, reply_markup=keyboard)
    return 0


def main() -> None:
    logging.basicConfig(level=logging.CRITICAL)
    warnings.simplefilter("ignore")
    base = os.environ["BOT_API_URL"]
    application = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{base}/bot").build()
    tap = CallbackQueryHandler(tapped)
    application.add_handler(ConversationHandler([tap], {0: [tap]}, [], per_message=False))
    application.run_polling()


if __name__ == "__main__":
    main()
