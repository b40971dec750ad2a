"""The two screens that all contenders show: from the bot's own content, so that all send as many bytes."""

import json
from datetime import date
from pathlib import Path

from content.load import load
from handlers.callback_data import head
from handlers.keyboards import Book
from handlers.state import State

LIST, TOPIC = "topics", "family_start"


def write_screens(target: Path) -> None:
    """JSON: `start` (a keyboard), `start_text`, `labels` (of tapped buttons), `by_code` (text, keyboard)."""
    content = load()
    book, state, today = Book(content), State("ru", origin=LIST), date(2026, 11, 24)
    sheets = {name: book.sheet(name, state, today) for name in (LIST, TOPIC)}
    keyboards = {name: json.loads(sheet.keyboard) for name, sheet in sheets.items()}
    texts = {name: json.loads(sheet.text) for name, sheet in sheets.items()}
    to = {LIST: _label(book, keyboards[LIST], TOPIC), TOPIC: _label(book, keyboards[TOPIC], LIST)}
    given = {
        "start": keyboards[LIST],
        "start_text": texts[LIST],
        "labels": list(to.values()),
        "by_code": {book.codes.of[name]: [texts[name], keyboards[name]] for name in sheets},
    }
    target.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")


def _label(book: Book, keyboard: dict, target: str) -> str:
    start = head(book.codes, target, "ru")
    buttons = [button for row in keyboard["inline_keyboard"] for button in row]
    return next(each["text"] for each in buttons if each.get("callback_data", "").startswith(start))
