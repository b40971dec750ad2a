"""The control actions over HTTP, for tests in any language."""

import orjson
from aiohttp import web

from sandbox.api.methods import Api
from sandbox.people.control import ACTS
from sandbox.people.phone import NotInSandboxError


def control_routes(api: Api) -> list[web.RouteDef]:
    """`POST /sandbox/do/{act}`: what pretend people do, faults, recorded calls."""

    async def do(request: web.Request) -> web.Response:
        act = ACTS.get(request.match_info["act"])
        if act is None:
            return web.json_response({"error": f"no such act; there are {', '.join(ACTS)}"}, status=404)
        try:
            given = orjson.loads(await request.read() or b"{}")
            done = await act(api, given)
        except (NotInSandboxError, KeyError, TypeError, orjson.JSONDecodeError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return web.Response(body=orjson.dumps(done, default=repr), content_type="application/json")

    return [web.post("/sandbox/do/{act}", do)]
