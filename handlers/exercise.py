"""Paced exercises: the message is edited by the clock, and stops at once on anything else."""

from collections.abc import Callable, Sequence

from content.model import Screen
from handlers.keyboards import Sheet
from handlers.navigation import Step
from handlers.protocols import Deps


def begin_exercise(deps: Deps, chat: int, step: Step) -> None:
    """Begins the exercise of the step's screen, if it is one."""
    screen = deps.book().content.screens[step.screen]
    if screen.frames and deps.sessions.get(chat):
        deps.sessions.exercise(chat, _frames(deps, chat, screen, step))


async def _frames(deps: Deps, chat: int, screen: Screen, step: Step) -> None:
    """The first frame is on the screen already."""
    shown = [_renderer(deps, screen, frame.text_key, step) for frame in screen.frames]
    first = True
    for _ in range(screen.rounds):
        for frame, render in zip(screen.frames, shown, strict=True):
            if not first:
                deps.sessions.frame(chat, render)
            first = False
            await deps.sleep(frame.seconds)
    deps.sessions.frame(chat, _renderer(deps, screen, "text", step))


def _renderer(deps: Deps, screen: Screen, key: str, step: Step) -> Callable[[Sequence[int]], Sheet]:
    book, today = deps.book(), deps.today()

    def render(ids: Sequence[int]) -> Sheet:
        state = step.state.with_ids(ids)
        return book.frame(screen.id, key, state, today)

    return render
