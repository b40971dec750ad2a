"""A plain python-telegram-bot bot: the library's polling, and a count committed in the handler."""

import logging
import os
import sqlite3

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

TOPICS = (
    "family_conflict",
    "relationship",
    "domestic_violence",
    "abuse",
    "bullying",
    "suicidal_thoughts",
    "other",
)
MENU = InlineKeyboardMarkup([[InlineKeyboardButton(topic, callback_data=topic)] for topic in TOPICS])
database = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """The menu."""
    assert update.effective_chat is not None
    await update.effective_chat.send_message("What is it about?", reply_markup=MENU)


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Counts the topic, then shows it."""
    query = update.callback_query
    assert query is not None
    with database:
        database.execute(
            "INSERT INTO counts VALUES (?, 1) ON CONFLICT (topic) DO UPDATE SET n = n + 1", (query.data,)
        )
    await query.answer()
    await query.edit_message_text(f"{query.data} {query.id}", reply_markup=MENU)


def main() -> None:
    """Until it is killed."""
    logging.basicConfig(level=logging.CRITICAL)
    with database:
        database.execute("CREATE TABLE IF NOT EXISTS counts (topic TEXT PRIMARY KEY, n INTEGER NOT NULL)")
    base = os.environ["BOT_API_URL"]
    application = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{base}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling(drop_pending_updates=False)


if __name__ == "__main__":
    main()
