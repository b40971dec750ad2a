"""Reply markup of a call, checked as Telegram checks it."""

from typing import Any

from sandbox.api.entities import utf16_length
from sandbox.api.links import checked_link, link_problem
from sandbox.api.params import Params, decoded
from sandbox.api.refusals import ApiError, bad_request

Markup = dict[str, Any]
DATA_BYTES = 64
COPY_UNITS = 256
BUTTONS = 100
STYLES = ("danger", "success", "primary")
OTHER_ACTIONS = ("web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "pay")


def inline_keyboard(params: Params) -> Markup | None:
    """The inline keyboard of an edit; None when there is none (which removes it)."""
    markup = _object(params)
    if markup is None or not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return _inline(markup)


def reply_markup(params: Params) -> Markup | None:
    """The markup of a new message: inline keyboard, reply keyboard, removal or forced reply."""
    markup = _object(params)
    if markup is None or not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        return {"keyboard": _reply_rows(markup["keyboard"])}
    return {key: markup[key] for key in ("remove_keyboard", "force_reply") if markup.get(key)} or None


def _object(params: Params) -> Markup | None:
    if "reply_markup" not in params or params["reply_markup"] == "":
        return None
    markup = decoded(params, "reply_markup", "reply keyboard markup JSON object")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return markup


def _inline(markup: Markup) -> Markup | None:
    rows = _rows(markup["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _rows(rows: Any, name: str, kind: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" of the {kind} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" of the {kind} must be an Array of Arrays')
    return rows


def _reply_rows(rows: Any) -> list[list[Any]]:
    for button in (button for row in _rows(rows, "keyboard", "ReplyKeyboardMarkup") for button in row):
        text = button.get("text") if isinstance(button, dict) else button
        if not isinstance(text, str):
            raise bad_request("can't parse keyboard button: Can't find field \"text\"")
        if isinstance(button, dict) and button.get("style") not in (None, "", *STYLES):
            raise bad_request("can't parse keyboard button: Invalid button style specified")
    return [
        [button if isinstance(button, dict) else {"text": button} for button in row] for row in rows if row
    ]


def _cant_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _cant_parse("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise _cant_parse('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _cant_parse('Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    checked = {"text": button["text"], **_style(button), **_action(button)}
    if len(checked) == 1 or ("style" in checked and len(checked) == 2):
        raise _cant_parse("Text buttons are unallowed in the inline keyboard")
    return checked


def _style(button: dict[str, Any]) -> dict[str, Any]:
    style = button.get("style")
    if style and style not in STYLES:
        raise _cant_parse("Invalid button style specified")
    return {"style": style} if style else {}


def _action(button: dict[str, Any]) -> dict[str, Any]:
    if button.get("url"):
        problem = link_problem(str(button["url"]))
        if problem:
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {problem}")
        return {"url": checked_link(str(button["url"]))}
    if button.get("callback_data"):
        data = button["callback_data"]
        if not isinstance(data, str):
            raise _cant_parse('Field "callback_data" must be of type String')
        if len(data.encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if "copy_text" in button:
        return {"copy_text": {"text": _copied(button["copy_text"])}}
    return {key: button[key] for key in OTHER_ACTIONS if key in button}


def _copied(copy: Any) -> str:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str):
        raise _cant_parse('Can\'t find field "text"')
    if not 1 <= utf16_length(text) <= COPY_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
