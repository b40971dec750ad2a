"""All people of a sandbox, in this process or in another one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import aiohttp

from sandbox.api.faults import Fault
from sandbox.people.person import PATIENCE, Control, Person


class Crowd:
    """All people of a sandbox, and what else a test needs to steer it."""

    def __init__(self, control: Control) -> None:
        self._act = control

    async def person(
        self, name: str = "A", language: str = "ru", *, last_name: str = "", username: str = ""
    ) -> Person:
        """Somebody new, unknown to the bot until they write."""
        names = {"name": name, "last_name": last_name, "username": username}
        return Person(self._act, (await self._act("meet", language=language, **names))["person"])

    async def confirmed(self, patience: float = PATIENCE) -> bool:
        """Waits until the bot has confirmed every update; False when it did not in time."""
        return bool((await self._act("confirmed", seconds=patience))["done"])

    async def redeliver(self, update_id: int) -> bool:
        """Delivers a confirmed update once more; False when it is no longer known."""
        return bool((await self._act("redeliver", update_id=update_id))["done"])

    async def renumber(self, update_id: int) -> None:
        """Sets the next update id."""
        await self._act("renumber", update_id=update_id)

    async def fault(
        self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, count: int = 1
    ) -> None:
        """Orders a fault for the next calls; a count of -1 is for ever."""
        where = {"method": method, "chat_id": chat_id}
        given = {key: value for key, value in where.items() if value is not None}
        await self._act("fault", fault=asdict(fault), count=count, **given)

    async def mend(self) -> None:
        """Ends all faults."""
        await self._act("mend")

    async def calls(self, after: int = 0) -> list[dict[str, Any]]:
        """Recorded calls (number, method, params, at, error) above a number."""
        return list((await self._act("calls", after=after))["calls"])


@asynccontextmanager
async def crowd_at(url: str) -> AsyncIterator[Crowd]:
    """The people of a sandbox in another process, by its address."""
    timeout = aiohttp.ClientTimeout(total=None)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:

        async def act(name: str, /, **given: Any) -> dict[str, Any]:
            async with session.post(f"{url}/sandbox/do/{name}", json=given) as response:
                answer = await response.json()
            if response.status != 200:
                raise LookupError(answer["error"])
            return dict(answer)

        yield Crowd(act)
