"""The chat as a person sees it: bubbles, buttons and notices, from the JSON of the sandbox."""

from dataclasses import dataclass
from typing import Any

MEDIA = (
    "photo",
    "document",
    "contact",
    "sticker",
    "voice",
    "location",
    "video",
    "video_note",
    "animation",
    "dice",
)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `data`, `url` and `copy` are "" when it is of another sort."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `kind` is "text" or the sort of media; `raw` is the Bot API's Message."""

    id: int
    from_bot: bool
    kind: str
    text: str
    rows: tuple[tuple[Button, ...], ...]
    edited: bool
    date: int
    raw: dict[str, Any]

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all buttons."""
        return tuple(button.label for button in self.buttons)

    def button(self, label: str = "", *, data: str = "") -> Button | None:
        """The button with this data, this label, or (only one) whose label contains it."""
        if data:
            return next((button for button in self.buttons if button.data == data), None)
        exact = [button for button in self.buttons if button.label == label]
        partly = exact or [button for button in self.buttons if label in button.label]
        return partly[0] if exact or len(partly) == 1 else None


@dataclass(frozen=True, slots=True)
class Notice:
    """The answer to a tap: a toast or an alert; the text is "" when the bot only stopped the spinner."""

    query_id: str
    text: str
    alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class ChatView:
    """What is on the person's screen. `unanswered`: taps whose spinner still turns."""

    version: int
    bubbles: tuple[Bubble, ...]
    notices: tuple[Notice, ...]
    unanswered: int
    blocked: bool
    left: bool
    action: str

    @property
    def from_bot(self) -> tuple[Bubble, ...]:
        """The bot's messages."""
        return tuple(bubble for bubble in self.bubbles if bubble.from_bot)

    @property
    def mine(self) -> tuple[Bubble, ...]:
        """The person's own messages."""
        return tuple(bubble for bubble in self.bubbles if not bubble.from_bot)

    @property
    def last(self) -> Bubble | None:
        """The bot's newest message."""
        return self.from_bot[-1] if self.from_bot else None

    @property
    def text(self) -> str:
        """Everything on the screen, with button labels, one line each."""
        return "\n".join(line for bubble in self.bubbles for line in (bubble.text, *bubble.labels))

    def bubble(self, message_id: int) -> Bubble | None:
        """The message with this id, if it is still there."""
        return next((bubble for bubble in self.bubbles if bubble.id == message_id), None)


def view_of(seen: dict[str, Any]) -> ChatView:
    """From the JSON of the `look` action."""
    return ChatView(
        version=seen["version"],
        bubbles=tuple(map(_bubble, seen["messages"])),
        notices=tuple(
            Notice(notice["query_id"], notice["text"], notice["alert"], notice["url"])
            for notice in seen["notices"]
        ),
        unanswered=seen["unanswered"],
        blocked=seen["blocked"],
        left=seen["left"],
        action=seen["action"],
    )


def _bubble(message: dict[str, Any]) -> Bubble:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return Bubble(
        id=message["message_id"],
        from_bot=bool(message.get("from", {}).get("is_bot")),
        kind=next((kind for kind in MEDIA if kind in message), "text"),
        text=message.get("text") or message.get("caption") or "",
        rows=tuple(tuple(map(_button, row)) for row in rows),
        edited="edit_date" in message,
        date=message["date"],
        raw=message,
    )


def _button(button: dict[str, Any]) -> Button:
    return Button(
        label=button["text"],
        data=button.get("callback_data", ""),
        url=button.get("url", ""),
        copy=button.get("copy_text", {}).get("text", ""),
        style=button.get("style", ""),
    )
