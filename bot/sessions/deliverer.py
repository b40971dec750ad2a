"""Makes each chat look as its `Outgoing` says, however long Telegram fails; Hide goes before all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext

from bot.sessions import endings, reach
from bot.sessions.outgoing import ECHO_SECONDS, Card, Outgoing, Wish
from bot.sessions.turns import Turns
from bot.telegram import methods
from bot.telegram.client import Reply, passing
from bot.telegram.methods import Call, outcome
from bot.telegram.sender import Sender
from handlers.protocols import Outcome

log = logging.getLogger("qoldau.sessions")

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
BEHIND = 0.05
# What turns dull is tried again soon where one call hangs.
QUICK_SECONDS = 3.0
HIDE, DULL, URGENT, ORDINARY = range(4)


class Deliverer:
    """`blocked` hears of a chat whose person cannot be reached, `gone` of one whose talk ends since its
    message was deleted, `late` of a call that has landed after the end (or after another replica went on),
    `over` of a chat of which nothing more is wanted."""

    def __init__(
        self,
        sender: Sender,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        *,
        blocked: Callable[[int], None],
        gone: Callable[[Outgoing], None],
        late: Callable[[Outgoing], None],
        over: Callable[[Outgoing], None],
    ) -> None:
        self._sender = sender
        self._now = now
        self._sleep = sleep
        self._blocked = blocked
        self._gone = gone
        self._ended = late
        self._over = over
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()
        self.highest = 0
        """The highest message id seen, of whatever chat."""

    def wake(self, out: Outgoing, *, overtaking: bool = False) -> None:
        """Something new is wanted of the chat; `overtaking`: without waiting for a call on its way."""
        self.saw(*out.known())
        out.woken.set()
        if out.task is None or overtaking:
            out.task = asyncio.create_task(self._work(out))
            self._tasks.add(out.task)
            out.task.add_done_callback(self._tasks.discard)

    def saw(self, *messages: int) -> None:
        self.highest = max(self.highest, *messages, 0)

    async def idle(self) -> None:
        """Returns when nothing is wanted of any chat."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def drop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def call(self, out: Outgoing, call: Call, sent_after: int = 0) -> Reply:
        """One try; a 429 is noted, and so is an answer that did not come."""
        quick = out.ending is not None and not out.failures
        out.flying += 1
        try:
            reply = await self._sender.once(*call, seconds=QUICK_SECONDS if quick else None)
        finally:
            out.flying -= 1
        if reply.code == 429:
            self._sender.refused(out.chat, reply.retry_after)
        elif passing(reply):
            out.doubt(self._now(), sent_after)
        if message := methods.message_id(reply):
            self.saw(message)
        return reply

    async def _work(self, out: Outgoing) -> None:
        me = asyncio.current_task()
        while out.task is me and (wait := self._wait(out)) is not None:
            if wait > 0:
                out.release()
                if not await self._rest(out, wait):
                    continue
            tickets, out.tickets = out.tickets, []
            async with self._turns.turn(_pressing(out)) if out.failures else nullcontext():
                well = await self._guarded(out, me)
            for each in tickets:
                if not each.done():
                    each.set_result(None)
            if out.task is me:
                self._note(out, well=well)
        if out.task is me:
            out.task, out.asked = None, 0
            out.release()
            self._over(out)

    def _wait(self, out: Outgoing) -> float | None:
        """Seconds until the next pass. Hide's first one waits for no pause that Telegram asked for."""
        wait = out.due(self._now())
        if wait is None:
            return None
        if out.ending and self._now() > out.ending.until:
            return None
        if out.ending and out.ending.everything and out.ending.left is None:
            return 0.0
        pause = self._sender.pause(out.chat)
        return max(wait, pause + (BEHIND if pause and not out.ending else 0.0))

    async def _rest(self, out: Outgoing, seconds: float) -> bool:
        """Whether the time has passed; not, when something new is wanted before."""
        out.woken.clear()
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(out.woken.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return not out.woken.is_set()

    def _note(self, out: Outgoing, *, well: bool) -> None:
        now = self._now()
        out.failures = 0 if well else out.failures + 1
        pause = min(FIRST_PAUSE * 2 ** (out.failures - 1), LONGEST_PAUSE) * self._sender.chance()
        out.not_before = 0.0 if well else now + pause

    async def _guarded(self, out: Outgoing, me: object) -> bool:
        """A fault of ours in one screen must not leave the chat without all others."""
        try:
            return await self._pass(out, me)
        except Exception as error:
            log.error("delivery_failed", extra={"fields": {"kind": type(error).__name__}})  # noqa: TRY400
            out.wish = out.card = None
            return False

    async def _pass(self, out: Outgoing, me: object) -> bool:
        """Tries each thing that is wanted once; False where something fails that passes by."""
        well = True
        self._echo(out)
        if out.ending:
            return await endings.dull(self, out, out.ending)
        if out.card:
            well = await self._send_card(out, out.card)
        if out.wish and out.task is me:
            well = await self._show(out, out.wish) and well
        if out.doomed and out.task is me:
            well = await self._clean(out) and well
        return well

    def _echo(self, out: Outgoing) -> None:
        """What got no answer may land late, over what was shown since: say it again."""
        now = self._now()
        if not out.doubt_until or now < min(out.echo_at, out.doubt_until):
            return
        over, out.echo_at = now >= out.doubt_until, now + ECHO_SECONDS
        if out.ending:
            out.ending.again = True
        else:
            out.wish = out.wish or out.last
            self.look_for_lost(out)
        if over and out.ending is None:
            out.doubt_from = 0
        if over:
            out.doubt_until = 0.0

    def look_for_lost(self, out: Outgoing) -> None:
        """Whatever a send without an answer left between the ids that are known is deleted."""
        if out.doubt_from:
            mine = {out.live, out.before, *out.kept}
            found = reach.in_doubt(out.doubt_from, self.highest)
            out.doomed |= dict.fromkeys(each for each in found if each not in mine)

    async def _show(self, out: Outgoing, wish: Wish) -> bool:
        if wish.anew or not out.live:
            return await self._send(out, wish)
        message = out.live
        reply = await self.call(out, methods.edit_text(out.chat, message, wish.render(tuple(out.kept))))
        if out.ending or out.given:
            return self._late(out)
        if passing(reply):
            return False
        match outcome(reply):
            case Outcome.BLOCKED:
                self._blocked(out.chat)
            case Outcome.GONE if out.live == message:
                out.live, out.before = out.before, 0
                self._lost_live(out)
            case Outcome.IMPOSSIBLE if out.live == message:
                out.live = 0
                out.kept[message] = None
            case Outcome.DONE if out.live == message:
                out.shows(wish)
            case Outcome.FAILED if out.wish is wish:
                out.wish = None
        return True

    async def _send(self, out: Outgoing, wish: Wish) -> bool:
        known = max(out.known(), default=0)
        out.sending = True
        try:
            reply = await self.call(
                out, methods.send_text(out.chat, wish.render(tuple(out.kept))), known or self.highest
            )
        finally:
            out.sending = False
        if message := methods.message_id(reply):
            out.landed(message)
        if out.ending or out.given:
            return self._late(out)
        if passing(reply):
            return False
        if message:
            out.shows(wish)
            self.look_for_lost(out)
        elif outcome(reply) is Outcome.BLOCKED:
            self._blocked(out.chat)
        elif out.wish is wish:
            out.wish = None
        return True

    async def _send_card(self, out: Outgoing, card: Card) -> bool:
        known = max(out.known(), default=0)
        call = methods.send_contact(out.chat, card.number, card.name)
        reply = await self.call(out, call, known or self.highest)
        if message := methods.message_id(reply):
            out.keep(message)
        if out.ending or out.given:
            return self._late(out)
        if out.card is card and not passing(reply):
            out.card = None
        return not passing(reply)

    async def _clean(self, out: Outgoing) -> bool:
        """Deletes what is doomed; what Telegram will not delete now is kept for the end."""
        asked = list(out.doomed)[: reach.A_CALL]
        refused: list[int] = []
        left = await endings.wipe(self, out, asked, refused.append)
        for each in asked:
            if each not in left:
                out.doomed.pop(each, None)
        for each in refused:
            out.keep(each)
        return self._late(out) if out.ending else not left

    def _lost_live(self, out: Outgoing) -> None:
        """The person deleted the live message: what they asked for is not shown in a chat they emptied."""
        if out.live or out.wish is None:
            return
        if out.wish.repeated:
            out.wish = None
        elif out.wish.gone:
            self._gone(out)

    def _late(self, out: Outgoing) -> bool:
        """A call from before the end has landed, perhaps over what was shown since: once more."""
        if out.ending:
            out.ending.again = True
        self._ended(out)
        out.woken.set()
        return True


def _pressing(out: Outgoing) -> int:
    if out.ending:
        return HIDE if out.ending.everything else DULL
    return URGENT if out.wish and out.wish.urgent else ORDINARY
