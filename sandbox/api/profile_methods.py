"""Methods about the bot and its chats: name, descriptions, commands, menu button, getChat, leaveChat."""

import re
from typing import Any

from sandbox.api.lookup import chat_of
from sandbox.api.params import Params, decoded, integer, text_of
from sandbox.api.refusals import bad_request, forbidden
from sandbox.api.world import Json, World

NAME_LIMIT, DESCRIPTION_LIMIT, SHORT_LIMIT = 64, 512, 120
MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")


def get_me(world: World, _params: Params) -> Json:
    """getMe"""
    return {
        **named_bot(world),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def named_bot(world: World) -> Json:
    """The bot's User with the name it set."""
    return {**world.bot, "first_name": world.profile.names.get("") or world.bot["first_name"]}


def language_of(params: Params) -> str:
    """The language code of the call, "" when none."""
    code = text_of(params, "language_code")
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _set(table: dict[str, str], params: Params, name: str, limit: int, refusal: str) -> bool:
    text, language = text_of(params, name), language_of(params)
    if len(text) > limit:
        raise bad_request(refusal)
    if text:
        table[language] = text
    else:
        table.pop(language, None)
    return True


def set_my_name(world: World, params: Params) -> bool:
    """setMyName"""
    done = _set(world.profile.names, params, "name", NAME_LIMIT, "BOT_TITLE_INVALID")
    world.changed(None)
    return done


def get_my_name(world: World, params: Params) -> Json:
    """getMyName"""
    return {"name": in_language(world.profile.names, language_of(params)) or named_bot(world)["first_name"]}


def set_my_description(world: World, params: Params) -> bool:
    """setMyDescription"""
    table = world.profile.descriptions
    done = _set(table, params, "description", DESCRIPTION_LIMIT, "BOT_DESCRIPTION_INVALID")
    world.changed(None)
    return done


def get_my_description(world: World, params: Params) -> Json:
    """getMyDescription"""
    return {"description": in_language(world.profile.descriptions, language_of(params))}


def set_my_short_description(world: World, params: Params) -> bool:
    """setMyShortDescription"""
    table = world.profile.short_descriptions
    return _set(table, params, "short_description", SHORT_LIMIT, "BOT_SHORT_DESCRIPTION_INVALID")


def get_my_short_description(world: World, params: Params) -> Json:
    """getMyShortDescription"""
    return {"short_description": in_language(world.profile.short_descriptions, language_of(params))}


def in_language(table: dict[str, str], language: str) -> str:
    """The entry for a phone's language, else the default."""
    return table.get(language) or table.get("", "")


def _scope(params: Params) -> str:
    scope = decoded(params, "scope", "BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: expected an Object")
    return ":".join([scope["type"], *(str(scope[key]) for key in ("chat_id", "user_id") if key in scope)])


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands"""
    commands = decoded(params, "commands", "commands JSON object")
    if commands is not None and not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands or ()) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = (_scope(params), language_of(params))
    checked = [_command(command) for command in commands or ()]
    if checked:
        world.profile.commands[key] = checked
    else:
        world.profile.commands.pop(key, None)
    world.changed(None)
    return True


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, text = str(given.get("command", "")).removeprefix("/"), str(given.get("description", ""))
    if not COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(text) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": text}


def get_my_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands"""
    return world.profile.commands.get((_scope(params), language_of(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands"""
    world.profile.commands.pop((_scope(params), language_of(params)), None)
    world.changed(None)
    return True


def shown_commands(world: World, chat_id: int, language: str) -> list[Json]:
    """What a phone's menu shows in a private chat (source: core.telegram.org/bots/api#botcommandscope)."""
    scopes = (f"chat:{chat_id}", "all_private_chats", "default")
    keys = [(scope, code) for scope in scopes for code in (language, "")]
    return next((world.profile.commands[key] for key in keys if key in world.profile.commands), [])


def set_chat_menu_button(world: World, params: Params) -> bool:
    """setChatMenuButton"""
    button = decoded(params, "menu_button", "menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("MenuButton has unsupported type")
    if integer(params, "chat_id"):
        chat = chat_of(world, params)
        chat.menu_button = button
        world.changed(chat)
    else:
        world.profile.menu_button = button
        world.changed(None)
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """getChatMenuButton"""
    own = chat_of(world, params).menu_button if integer(params, "chat_id") else None
    return own or world.profile.menu_button


def get_chat(world: World, params: Params) -> Json:
    """getChat"""
    chat = chat_of(world, params)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        True,
    )
    return {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def leave_chat(world: World, params: Params) -> bool:
    """leaveChat"""
    chat = chat_of(world, params)
    if chat.info["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if chat.left:
        raise forbidden(f"bot is not a member of the {chat.info['type']} chat")
    chat.left = True
    world.changed(chat)
    return True


def get_file(world: World, params: Params) -> Json:
    """getFile"""
    file_id = text_of(params, "file_id")
    if file_id not in world.files:
        raise bad_request("invalid file_id")
    name, _, data = world.files[file_id]
    path = f"files/{file_id}/{name}"
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": len(data),
        "file_path": path,
    }
