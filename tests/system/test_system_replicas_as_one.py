"""Two real processes and a real PostgreSQL: whatever is done to a talk on one of them holds on the other."""

import json
from contextlib import asynccontextmanager

import pytest
from replica_ear import ear
from replicas import fleet

from bot.counts.store import open_store
from content.flow import DANGER
from content.model import Special
from content.render import page
from handlers import callback_data
from handlers.state import State

pytestmark = pytest.mark.system

WAY = ("@origin/ru", "topics")
TYPED = ("муж бьёт меня", "в школе травят")


@asynccontextmanager
async def two(folder, book, database):
    """A fleet of two that know each other, and an ear for what they say."""
    async with fleet(folder, book, database) as running, ear(database) as notes:
        for each in running.replicas:
            await each.says("hears_replica")
        yield running, notes


async def typed_counts(database):
    store = open_store(database)
    rows = await store.rows()
    await store.close()
    return sum(row.n for row in rows if row.measure == "typed")


def button(book, target, **state):
    return callback_data.head(book.codes, target, "ru") + callback_data.tail(book.codes, State("ru", **state))


def exercise(book):
    return next(name for name, screen in book.content.screens.items() if screen.frames)


def danger(book):
    return page(book.content, DANGER, "ru").text


async def in_exercise(running, person):
    """Where the exercise's screen is shown; the message that shows it."""
    await running.walk(person, *WAY)
    live = (await person.chat()).last
    await person.tap(data=button(running.book, exercise(running.book)), message=live.id)
    await person.wait_for(lambda chat: chat.last and chat.last.text != live.text)
    return live.id


async def frames_pass(person, how_many):
    """Two frames more are shown to somebody."""
    for _ in range(how_many):
        before = (await person.chat()).last.text
        await person.wait_for(lambda chat, before=before: chat.last.text != before, patience=60)


async def test_S20_a_talk_turns_neutral_only_by_the_replica_that_was_used_last(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, notes):
        first, second = running.replicas
        person = await running.sandbox.person("P")
        running.balancer.only = first
        await running.walk(person, *WAY)
        running.balancer.only = second
        await running.go(person, "family_start")
        await notes.settled()
        shown = (await person.chat()).last
        # Its open talks are left alone at a clean stop as at the idle limit.
        assert await first.stop() == 0
        assert (await person.chat()).last == shown
        assert await second.stop() == 0
        dull = json.loads(book.resume("ru").text)
        assert [bubble.text for bubble in (await person.chat()).from_bot] == [dull]


async def test_S18_an_exercise_ends_for_danger_and_for_hide_on_another_replica(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, notes):
        running.balancer.only = running.replicas[0]
        endangered, hiding, calm = [await running.sandbox.person(name) for name in "EHC"]
        message = await in_exercise(running, endangered)
        face = await in_exercise(running, hiding)
        running.balancer.only = running.replicas[1]
        await endangered.tap(data=button(book, DANGER), message=message)
        await hiding.tap(data=button(book, Special.HIDE), message=face)
        await endangered.wait_for(lambda chat: chat.last.text == danger(book))
        await hiding.wait_for(lambda chat: not chat.from_bot)
        await notes.settled()
        running.balancer.only = running.replicas[0]
        await in_exercise(running, calm)
        # Begun last, so its next frames are later than those that the others would have got.
        await frames_pass(calm, 2)
        assert [bubble.text for bubble in (await endangered.chat()).from_bot] == [danger(book)]
        assert (await hiding.chat()).from_bot == ()


async def test_S47_what_is_typed_to_another_replica_keeps_what_was_counted(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, notes):
        person = await running.sandbox.person("P")
        running.balancer.only = running.replicas[0]
        await running.walk(person, *WAY)
        await person.say(TYPED[0])
        assert await running.sandbox.crowd.confirmed()
        running.balancer.only = running.replicas[1]
        await notes.settled()
        await person.say(TYPED[1])
        assert await running.sandbox.crowd.confirmed()
        await person.wait_for(lambda chat: len(chat.from_bot) == 1 and not chat.mine)
    assert await typed_counts(database) == 1


async def test_S18_hide_typed_to_another_replica_reaches_the_live_message(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, _):
        person = await running.sandbox.person("P")
        running.balancer.only = running.replicas[0]
        await running.walk(person, *WAY)
        live = (await person.chat()).last
        running.sandbox.recorder.clear()
        running.balancer.only = running.replicas[1]
        await person.say("/hide")
        await person.wait_for(lambda chat: not chat.bubbles)
        edits = running.sandbox.recorder.of("editMessageText", person.id)
        neutral = json.loads(book.neutral("ru").text)
        assert (live.id, neutral) in {(int(c.params["message_id"]), c.params["text"]) for c in edits}
        assert running.sandbox.recorder.of("sendMessage", person.id) == []


async def test_S19_a_tap_from_before_hide_is_not_obeyed_by_another_replica(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, notes):
        person = await running.sandbox.person("P")
        running.balancer.only = running.replicas[0]
        await running.walk(person, *WAY)
        live = (await person.chat()).last
        await person.tap(data=button(book, Special.HIDE), message=live.id)
        await person.wait_for(lambda chat: not chat.bubbles)
        await notes.settled()
        running.balancer.only = running.replicas[1]
        running.sandbox.recorder.clear()
        await person.tap_and_see(data=button(book, "topics"), message=live.id)
        assert await running.sandbox.crowd.confirmed()
        assert (await person.chat()).bubbles == ()
        assert running.sandbox.recorder.of("sendMessage", person.id) == []


async def test_S46_what_replicas_say_is_noise_to_whoever_listens(tmp_path, book, database):
    async with two(tmp_path, book, database) as (running, notes):
        person = await running.sandbox.person("P")
        await running.walk(person, *WAY)
        await person.say("/hide")
        await person.wait_for(lambda chat: not chat.bubbles)
        await notes.settled()
    assert len(notes.heard) > len(WAY)
    assert len({len(text) for text in notes.heard}) == 1
    assert len(set(notes.heard)) == len(notes.heard)
    assert not any(str(person.id) in text for text in notes.heard)
