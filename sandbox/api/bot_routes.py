"""HTTP routes of the Bot API: methods and files, with the faults ordered for them."""

import orjson
from aiohttp import web

from sandbox.api.faults import Fault, refusal_of, spoil
from sandbox.api.methods import Api
from sandbox.api.params import Params, read_params
from sandbox.api.refusals import ApiError, not_found, unauthorized

JSON = "application/json"


def _answer(body: dict[str, object]) -> web.Response:
    code = body.get("error_code", 200)
    return web.Response(
        body=orjson.dumps(body), status=code if isinstance(code, int) else 500, content_type=JSON
    )


def bot_routes(api: Api, tokens: frozenset[str] | None) -> list[web.RouteDef]:
    """`/bot{token}/{method}` and `/file/bot{token}/…`; `tokens` None accepts any token with a colon."""

    def known(request: web.Request) -> bool:
        token = request.match_info["token"]
        return ":" in token if tokens is None else token in tokens

    async def method(request: web.Request) -> web.StreamResponse:
        if not known(request):
            return _answer(unauthorized().body())
        return await _called(request, api, request.match_info["method"])

    async def file(request: web.Request) -> web.Response:
        stored = api.world.files.get(request.match_info["file_id"])
        if stored is None or not known(request):
            return _answer(not_found().body())
        return web.Response(body=stored[2], content_type=stored[1])

    return [
        web.get("/bot{token}/{method}", method),
        web.post("/bot{token}/{method}", method),
        web.get("/file/bot{token}/files/{file_id}/{name}", file),
    ]


async def _called(request: web.Request, api: Api, name: str) -> web.StreamResponse:
    try:
        params = await read_params(request)
    except ApiError as refusal:
        return _answer(refusal.body())
    fault = api.faults.take(name, params)
    if fault is not None:
        return await _faulty(request, api, name, params, fault)
    return _answer(await api.call(name, params))


async def _faulty(
    request: web.Request, api: Api, name: str, params: Params, fault: Fault
) -> web.StreamResponse:
    body = await api.call(name, params) if fault.applied else {"ok": True, "result": True}
    if not fault.applied:
        api.recorder.add(name, params, api.world.now(), f"fault: {fault.kind}")
    refusal = refusal_of(fault)
    return _answer(refusal.body()) if refusal else await spoil(request, fault, body)
