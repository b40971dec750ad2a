import asyncio
import json

from bot.intake.polling import Ended
from bot.intake.webhook_registration import LATE_SECONDS, LOOK_SECONDS, WebhookRegistration
from bot.telegram.client import Reply, Unreachable

URL, SECRET, ALLOWED = "https://bot.example.org/hook", "s", ("message", "callback_query")
OURS = {"url": URL, "pending_update_count": 0}


class Door:
    open = False
    unsure = True


class Calls:
    """Answers in the order given, then as if all were well; stops the bot after `looks` pauses."""

    def __init__(self, *replies, looks=1) -> None:
        self.replies = list(replies)
        self.made, self.pauses, self.unsure = [], [], []
        self.looks, self.stop, self.door, self.time = looks, asyncio.Event(), Door(), 1_000.0
        self.delivery = WebhookRegistration(
            self, self.door, URL, SECRET, ALLOWED, lambda: self.time, self._sleep
        )

    async def call(self, method, body=b"{}"):
        self.made.append((method, json.loads(body)))
        reply = self.replies.pop(0) if self.replies else Reply(True, 200, OURS)
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def _sleep(self, seconds):
        self.pauses.append(seconds)
        self.unsure.append(self.door.unsure)
        self.time += seconds
        if len(self.pauses) >= self.looks:
            self.stop.set()

    async def run(self):
        return await self.delivery.run(self.stop)

    def sets(self):
        return [body for method, body in self.made if method == "setWebhook"]


async def test_the_webhook_is_set_with_all_it_needs_and_drops_nothing():
    calls = Calls()
    assert await calls.run() is Ended.STOPPED
    asked = {"url": URL, "secret_token": SECRET, "allowed_updates": list(ALLOWED), "max_connections": 100}
    assert calls.sets() == [asked]
    assert calls.pauses == [LOOK_SECONDS]
    assert not calls.door.open


async def test_it_is_never_deleted_since_other_replicas_may_live_on():
    calls = Calls()
    await calls.run()
    assert {method for method, _ in calls.made} == {"getWebhookInfo", "setWebhook"}


async def test_a_refused_token_and_a_refused_address_end_the_program():
    assert await Calls(Reply(True, 200, OURS), Reply(False, 401)).run() is Ended.UNAUTHORISED
    assert await Calls(Reply(True, 200, OURS), Reply(False, 400)).run() is Ended.NO_ADDRESS


async def test_silence_is_met_with_longer_and_longer_pauses():
    silent = [Unreachable("timeout")] * 6
    calls = Calls(*silent, looks=4)
    await calls.run()
    assert calls.pauses == [0.5, 1.0, 2.0, LOOK_SECONDS]


async def test_a_webhook_that_somebody_changed_is_set_again():
    calls = Calls(*[Reply(True, 200, OURS)] * 2, Reply(True, 200, {"url": "https://thief.example"}), looks=3)
    await calls.run()
    assert len(calls.sets()) == 2


async def test_S22_what_waited_before_the_start_or_during_failures_is_not_taken_for_fresh():
    fresh = Calls()
    waiting = Calls(Reply(True, 200, {"url": URL, "pending_update_count": 3}))
    failing = Calls(Reply(True, 200, {**OURS, "last_error_date": 1_000 - LATE_SECONDS / 2}))
    long_ago = Calls(Reply(True, 200, {**OURS, "last_error_date": 1_000 - LATE_SECONDS}))
    for calls in (fresh, waiting, failing, long_ago):
        await calls.run()
    assert [calls.unsure for calls in (fresh, waiting, failing, long_ago)] == [
        [False],
        [True],
        [True],
        [False],
    ]
