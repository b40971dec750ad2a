"""The Bot API's methods by name: one table, one call."""

from collections.abc import Callable
from typing import Any

from sandbox.api import callback_queries, editing, profile_methods, sending
from sandbox.api.faults import Faults
from sandbox.api.long_poll import Polls
from sandbox.api.params import Params
from sandbox.api.recorder import Recorder
from sandbox.api.refusals import ApiError, not_found
from sandbox.api.webhook_delivery import Webhook
from sandbox.api.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        "getMe": profile_methods.get_me,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "sendContact": sending.send_contact,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageMedia": editing.edit_message_media,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "answerCallbackQuery": callback_queries.answer_callback_query,
        "getChat": profile_methods.get_chat,
        "leaveChat": profile_methods.leave_chat,
        "getFile": profile_methods.get_file,
        "setMyName": profile_methods.set_my_name,
        "getMyName": profile_methods.get_my_name,
        "setMyDescription": profile_methods.set_my_description,
        "getMyDescription": profile_methods.get_my_description,
        "setMyShortDescription": profile_methods.set_my_short_description,
        "getMyShortDescription": profile_methods.get_my_short_description,
        "setMyCommands": profile_methods.set_my_commands,
        "getMyCommands": profile_methods.get_my_commands,
        "deleteMyCommands": profile_methods.delete_my_commands,
        "setChatMenuButton": profile_methods.set_chat_menu_button,
        "getChatMenuButton": profile_methods.get_chat_menu_button,
        "logOut": lambda _world, _params: True,
        "close": lambda _world, _params: True,
    }.items()
}


class Api:
    """The Bot API of one sandbox: its state, queue, webhook, faults and record of calls."""

    def __init__(self, world: World, recorder_limit: int = 10_000) -> None:
        self.world = world
        self.polls = Polls(world.updates)
        self.webhook = Webhook(world.updates, self.polls, self.call, world.now)
        self.faults = Faults()
        self.recorder = Recorder(recorder_limit)

    async def call(self, method: str, params: Params) -> dict[str, Any]:
        """Runs a method, records the call and gives the response's JSON; raises nothing."""
        try:
            body = await self._run(method.lower(), params)
            error = ""
        except ApiError as refusal:
            body, error = refusal.body(), refusal.description
        self.recorder.add(method, params, self.world.now(), error)
        return body

    async def _run(self, method: str, params: Params) -> dict[str, Any]:
        plain = METHODS.get(method)
        if plain is not None:
            return {"ok": True, "result": plain(self.world, params)}
        if method == "getupdates":
            return {"ok": True, "result": await self.polls.get_updates(params)}
        if method == "getwebhookinfo":
            return {"ok": True, "result": self.webhook.info()}
        if method in ("setwebhook", "deletewebhook"):
            change = self.webhook.set_webhook if method == "setwebhook" else self.webhook.delete_webhook
            result, description = await change(params)
            return {"ok": True, "result": result, "description": description}
        raise not_found()
