"""Charts and files sent to an organiser through the sender."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.telegram.sender import Sender

TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "datapackage": "application/json",
    "png": "image/png",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its name, its media type, its bytes."""

    name: str
    kind: str
    content: bytes


async def send_photo(sender: Sender, chat: int, picture: bytes, caption: str) -> None:
    """A PNG with a caption, silently."""
    await sender.call(
        "sendPhoto", lambda: _form(chat, "photo", "chart.png", picture, "image/png", caption), chat
    )


async def send_file(sender: Sender, chat: int, file: File, caption: str) -> None:
    """A document, silently."""
    await sender.call(
        "sendDocument",
        lambda: _form(chat, "document", file.name, file.content, file.kind, caption),
        chat,
    )


def _form(chat: int, field: str, name: str, content: bytes, kind: str, caption: str) -> aiohttp.FormData:
    form = aiohttp.FormData()
    given: dict[str, Any] = {"chat_id": str(chat), "caption": caption, "disable_notification": "true"}
    for key, value in given.items():
        form.add_field(key, value)
    form.add_field(field, content, filename=name, content_type=kind)
    return form
