import asyncio
import gc
from types import SimpleNamespace

from bot.commands import run
from bot.intake.per_chat import Lanes


async def test_S46_nothing_is_kept_out_of_collections_while_somebodys_update_is_in_hand(monkeypatch):
    lanes, answered, frozen = Lanes(), asyncio.Event(), []
    read = asyncio.Event()
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(run, "load_in_subprocess", lambda: loop.call_soon_threadsafe(read.set))
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(len(lanes)))
    lanes.start(9, answered.wait)
    reading = asyncio.create_task(run._read_ahead(SimpleNamespace(processor=SimpleNamespace(lanes=lanes))))
    await read.wait()
    assert frozen == []
    answered.set()
    await reading
    assert frozen == [0]
