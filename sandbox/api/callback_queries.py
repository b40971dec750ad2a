"""answerCallbackQuery: toasts and alerts, once for each tap and only while it is fresh."""

from sandbox.api.entities import utf16_length
from sandbox.api.links import link_problem
from sandbox.api.params import Params, boolean, text_of
from sandbox.api.refusals import QUERY_TOO_OLD, bad_request
from sandbox.api.world import World

ANSWER_LIMIT = 200
FRESH_SECONDS = 150


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery"""
    query_id = text_of(params, "callback_query_id")
    query = world.queries.get(query_id)
    if query is None or query.answered or world.now() - query.made > FRESH_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    text, url = text_of(params, "text"), text_of(params, "url")
    if utf16_length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and link_problem(url):
        raise bad_request("URL_INVALID")
    query.answered = True
    query.chat.unanswered -= 1
    notice = {"query_id": query_id, "text": text, "alert": boolean(params, "show_alert"), "url": url}
    query.chat.notices.append({"number": world.next_name(), **notice})
    world.changed(query.chat)
    return True
