"""An event loop whose clock is its own: it jumps to the next timer instead of sleeping."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Got = TypeVar("Got")


class NothingWillHappenError(RuntimeError):
    """Everything waits, and no timer is set: a deadlock of the bot or of the story."""


class _Jump(selectors.SelectSelector):
    """Waits for real only while threads have work of this loop."""

    def __init__(self, pass_by: Callable[[float], None], jobs: Callable[[], int]) -> None:
        super().__init__()
        self._pass_by, self._jobs = pass_by, jobs

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self._jobs():
            return super().select(0 if timeout == 0 else None)
        if timeout is None:
            raise NothingWillHappenError
        self._pass_by(max(timeout, 0.0))
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`time()` begins at 0.0 seconds. No socket of this loop is ever looked at."""

    def __init__(self) -> None:
        self._elapsed = 0.0
        self._jobs = 0
        super().__init__(_Jump(self._pass, lambda: self._jobs))

    def time(self) -> float:
        return self._elapsed

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        job = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        job.add_done_callback(self._done)
        return job

    async def shutdown_default_executor(self, *given: Any) -> None:
        self._jobs += 1
        try:
            await super().shutdown_default_executor(*given)
        finally:
            self._jobs -= 1

    def _pass(self, seconds: float) -> None:
        self._elapsed += seconds

    def _done(self, _: object) -> None:
        self._jobs -= 1


def run(work: Coroutine[Any, Any, Got]) -> Got:
    """Runs `work` on a loop of its own, to the end and with all that it left behind cancelled."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
