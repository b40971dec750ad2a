"""Deliver, duplicate, reorder, crash, restart, idle week: counted exactly once, always answered (S56)."""

import asyncio
import random
import sqlite3
import tempfile
from collections import OrderedDict
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from intaking import DAY, bot


class Intake(RuleBasedStateMachine):
    """The model is two sets: what was sent, and what was answered; and the number of counts."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.bot = bot(Path(self.folder.name), self._answer)
        self.sent = 0
        self.answered: set[str] = set()
        self.names: dict[int, str] = {}
        self.recent: list[int] = []
        self.too_early: list[str] = []
        self.bot.telegram.on_confirm = self._confirmed
        self._do(self.bot.start())

    async def _answer(self, raw: dict, _: object) -> None:
        await asyncio.sleep(0)
        self.answered.add(self.names[raw["update_id"]])
        await asyncio.sleep(0)

    def _confirmed(self, update: int) -> None:
        """An update is confirmed only once its counts are on disk and it was answered."""
        with closing(sqlite3.connect(self.bot.file)) as database:
            on_disk = database.execute("SELECT 1 FROM seen WHERE update_id = ?", (update,)).fetchone()
        if not on_disk or self.names[update] not in self.answered:
            self.too_early.append(self.names[update])

    def _do(self, work):
        return self.loop.run_until_complete(work)

    async def _a_little(self, steps: int) -> None:
        for _ in range(steps):
            await asyncio.sleep(0)

    @rule(chats=st.lists(st.integers(1, 3), min_size=1, max_size=8), steps=st.integers(0, 30))
    def deliver(self, chats: list[int], steps: int) -> None:
        for chat in chats:
            update = self.bot.telegram.tap(chat)
            self.sent += 1
            self.names[update] = f"tap {self.sent}"
            self.recent.append(update)
        self._do(self._a_little(steps))

    @rule(which=st.integers(0, 1_000))
    def duplicate(self, which: int) -> None:
        if self.recent:
            self.bot.telegram.updates.redeliver(self.recent[which % len(self.recent)])

    @rule(seed=st.integers(0, 1_000))
    def reorder(self, seed: int) -> None:
        waiting = self.bot.telegram.updates._waiting
        mixed = list(waiting.items())
        random.Random(seed).shuffle(mixed)
        self.bot.telegram.updates._waiting = OrderedDict(mixed)

    @rule(steps=st.integers(0, 60))
    def crash(self, steps: int) -> None:
        self._do(self._a_little(steps))
        self._do(self.bot.crash())
        self._do(self.bot.start())

    @rule()
    def restart(self) -> None:
        self._do(self.bot.stop())
        self._do(self.bot.start())

    @rule(seconds=st.sampled_from((60, 700, 7_200)))
    def time_passes(self, seconds: float) -> None:
        self.bot.clock.pass_by(seconds)

    @rule(first=st.integers(1, 400))
    def idle_week(self, first: int) -> None:
        """Telegram may begin anew anywhere, also at a number that was used before."""
        self._do(self.bot.telegram.confirmed())
        self.recent.clear()
        self.bot.clock.pass_by(8 * DAY)
        self.bot.telegram.updates._past.clear()
        self.bot.telegram.updates.renumber(first)

    @invariant()
    def none_is_counted_twice(self) -> None:
        assert self._do(self.bot.total()) <= self.sent

    @invariant()
    def none_is_confirmed_too_early(self) -> None:
        assert self.too_early == []

    def teardown(self) -> None:
        try:
            self._do(self.bot.telegram.confirmed())
            assert self._do(self.bot.total()) == self.sent
            assert len(self.answered) == self.sent
            assert self.too_early == []
            assert not self.bot.desk._commits
            assert not len(self.bot.desk.lanes)
        finally:
            self._do(self.bot.stop())
            self._do(self.loop.shutdown_default_executor())
            self.loop.close()
            self.folder.cleanup()


class TestIntake(Intake.TestCase):
    settings = settings(max_examples=40, stateful_step_count=15, deadline=None, derandomize=True)
