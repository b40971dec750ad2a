from pathlib import Path

import pytest
from harness_kill import Report, Talker, killed_again_and_again
from harness_process import PLAIN, process

from content.model import TOPICS
from handlers import callback_data
from handlers.keyboards import Book
from handlers.state import State
from sandbox.people.chat_view import Bubble

pytestmark = pytest.mark.system
OPENED = "SELECT topic, n FROM counts WHERE measure = 'opened'"


@pytest.fixture
def talker(book: Book) -> Talker:
    """Taps a topic as from the topic list; where the message has turned dull, taps its one button."""
    tail = callback_data.tail(book.codes, State("ru"))

    def button(topic: str) -> str:
        return callback_data.head(book.codes, book.content.entries[topic], "ru") + tail

    def only_way(bubble: Bubble) -> str:
        return bubble.buttons[0].data if book.is_resume(bubble.text) else ""

    return Talker(TOPICS, button, only_way, OPENED)


def assert_nothing_lost(report: Report) -> None:
    assert (report.lost, report.twice, report.unanswered, report.integrity) == (0, 0, 0, "ok"), report
    assert report.counted == report.expected


async def test_S56_ten_kills_lose_no_tap_and_count_none_twice(tmp_path: Path, talker: Talker) -> None:
    async with process(tmp_path) as bot:
        report = await killed_again_and_again(bot, talker, kills=10, taps=240, seed=56)
    assert report.kills == 10
    assert report.taps > 200
    assert_nothing_lost(report)


@pytest.mark.soak
async def test_S56_two_hundred_kills_under_four_thousand_taps(tmp_path: Path, talker: Talker) -> None:
    async with process(tmp_path) as bot:
        report = await killed_again_and_again(bot, talker, kills=210, taps=4_800, seed=5_600)
    print(f"kills {report.kills}, taps {report.taps}, lost {report.lost}, twice {report.twice}")
    assert report.kills >= 200
    assert report.taps >= 4_000
    assert_nothing_lost(report)


@pytest.mark.soak
async def test_S56_the_same_harness_finds_what_a_plain_bot_loses(tmp_path: Path) -> None:
    plain = Talker(TOPICS, lambda topic: topic, lambda _: "", "SELECT topic, n FROM counts")
    async with process(tmp_path, PLAIN) as bot:
        report = await killed_again_and_again(bot, plain, kills=40, taps=960, seed=56)
    print(f"plain bot: kills {report.kills}, taps {report.taps}, lost {report.lost}, twice {report.twice}")
    assert report.lost > 0
