"""Paced exercises: the message is edited by the clock, and stops at once on any tap."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from content.model import Screen
from handlers.ports import Outcome, Service
from handlers.talk import Step


@dataclass(frozen=True, slots=True)
class _Running:
    stopped: asyncio.Event
    task: asyncio.Task[None]


class Pacer:
    """The exercises that are going on, at most one a chat."""

    def __init__(self) -> None:
        self._running: dict[int, _Running] = {}

    def start(self, service: Service, chat: int, step: Step) -> None:
        """Begins the exercise of the step's screen, if it is one."""
        screen = service.book().content.screens[step.screen]
        talk = service.talks.get(chat)
        if not screen.frames or talk is None:
            return
        stopped = asyncio.Event()
        task = asyncio.create_task(self._run(service, chat, talk.message, screen, step, stopped))
        self._running[chat] = _Running(stopped, task)
        task.add_done_callback(lambda ended: self._forget(chat, ended))

    async def stop(self, chat: int) -> None:
        """Ends the exercise of this chat; an edit on its way has arrived when this returns."""
        if running := self._running.pop(chat, None):
            running.stopped.set()
            with suppress(asyncio.CancelledError):
                await running.task

    async def stop_all(self) -> None:
        for chat in list(self._running):
            await self.stop(chat)

    async def _run(
        self, service: Service, chat: int, message: int, screen: Screen, step: Step, stopped: asyncio.Event
    ) -> None:
        book, today = service.book(), service.today()
        sheets = [book.frame(screen.id, frame.text_key, step.state, today) for frame in screen.frames]
        first = True
        for _ in range(screen.rounds):
            for frame, sheet in zip(screen.frames, sheets, strict=True):
                if not first and await service.courier.edit(chat, message, sheet) is not Outcome.DONE:
                    return
                first = False
                if await _stopped_within(service, frame.seconds, stopped):
                    return
        await service.courier.edit(chat, message, book.frame(screen.id, "text", step.state, today))

    def _forget(self, chat: int, ended: "asyncio.Task[None]") -> None:
        if (running := self._running.get(chat)) and running.task is ended:
            del self._running[chat]


async def _stopped_within(service: Service, seconds: float, stopped: asyncio.Event) -> bool:
    waits = [asyncio.ensure_future(stopped.wait()), asyncio.ensure_future(service.sleep(seconds))]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    return stopped.is_set()
