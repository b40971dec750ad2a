"""Paced exercises: the message is edited by the clock, and stops at once on anything else."""

from collections.abc import Callable, Sequence

from content.model import Screen
from handlers.pages import Sheet
from handlers.ports import Service
from handlers.talk import Step


def begin_exercise(service: Service, chat: int, step: Step) -> None:
    """Begins the exercise of the step's screen, if it is one."""
    screen = service.book().content.screens[step.screen]
    if screen.frames and service.sessions.get(chat):
        service.sessions.exercise(chat, _frames(service, chat, screen, step))


async def _frames(service: Service, chat: int, screen: Screen, step: Step) -> None:
    """The first frame is on the screen already."""
    shown = [_renderer(service, screen, frame.text_key, step) for frame in screen.frames]
    first = True
    for _ in range(screen.rounds):
        for frame, render in zip(screen.frames, shown, strict=True):
            if not first:
                service.sessions.frame(chat, render)
            first = False
            await service.sleep(frame.seconds)
    service.sessions.frame(chat, _renderer(service, screen, "text", step))


def _renderer(service: Service, screen: Screen, key: str, step: Step) -> Callable[[Sequence[int]], Sheet]:
    book, today = service.book(), service.today()

    def render(ids: Sequence[int]) -> Sheet:
        state = step.state.with_ids(ids)
        return book.frame(screen.id, key, state, today)

    return render
