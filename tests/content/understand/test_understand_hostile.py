"""Whatever is typed gets an answer in bounded time; nothing is remembered."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.understand import recognise
from content.understand.compiled_rules import compiled_rules
from content.understand.tokenise import LONGEST_MESSAGE, bounded

EXAMPLES = [compiled.rule.example for compiled in compiled_rules().rules]
SEED = 5
STEPS_AT_MOST = 250_000
"""About 20 ms of a quiet core of 2024; the worst text known takes three quarters of it."""


def shuffled_examples() -> str:
    chance = random.Random(SEED)
    return " ".join(chance.choice(EXAMPLES) for _ in range(400))[:LONGEST_MESSAGE]


HOSTILE = {
    "all rules at once": shuffled_examples(),
    "one rule again and again": ("муж бьёт меня " * 300)[:LONGEST_MESSAGE],
    "gaps without an end": ("не хочу " * 520)[:LONGEST_MESSAGE],
    "single letters": ("а б " * 1024)[:LONGEST_MESSAGE],
    "ambiguous Latin": ("jwcxjwcx jjwwccxx " * 300)[:LONGEST_MESSAGE],
    "near misses": " ".join(f"избиввает{chr(1072 + i % 32)}ок" for i in range(300))[:LONGEST_MESSAGE],
    "another keyboard": ("yt [jxe ;bnm " * 320)[:LONGEST_MESSAGE],
    "one long word": "аб" * 2048,
    "combining marks": "а\u0301" * 2048,
}


def steps(text: str) -> int:
    """Calls, returns and the like while a text is read: the same on every machine, however busy."""
    recognise("x")  # whatever is read once
    count = 0

    def one(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(one)
    try:
        recognise(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_a_bounded_number_of_steps(name: str) -> None:
    assert steps(HOSTILE[name]) < STEPS_AT_MOST


@pytest.mark.parametrize("text", ["а" * 1_000_000, "не хочу жить " * 100_000, "ab" * 500_000])
def test_a_million_letters_take_no_longer_than_the_longest_message(text: str) -> None:
    assert len(bounded(text)) <= LONGEST_MESSAGE
    assert steps(text) <= steps(text[: 4 * LONGEST_MESSAGE])


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0", "\0" * 50, "😀😭🔪", "👨‍👩‍👧‍👦", "\u202eхочу умереть", "ﷺ" * 500, "\ud800",
        "أريد أن أموت", "我想死", "...", "'", "\u200b", "ʼ", "1 2 3", "İ", "ß", "ﬁ", "²", "٣", "_", "*", "🇰🇿",
    ],
)  # fmt: skip
def test_any_script_gets_an_answer(text: str) -> None:
    assert recognise(text).topics


def test_right_to_left_marks_hide_nothing() -> None:
    assert recognise("\u202eхочу умереть\u202c").topics[0] == "suicidal_thoughts"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    assert recognise(text) == recognise(text)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=5))
def test_an_answer_does_not_depend_on_what_was_asked_before(texts: list[str]) -> None:
    first = [recognise(text) for text in texts]
    assert [recognise(text) for text in reversed(texts)] == first[::-1]


def test_S42_nothing_typed_stays_in_memory() -> None:
    canary = "zqxcanaryword"
    code = (
        "import gc; from content.understand import recognise; "
        f"recognise(''.join({list(canary)!r}) + ' муж бьёт меня'); gc.collect(); "
        "held = [o for d in gc.get_objects() for o in (d if isinstance(d, (dict, list, set, tuple)) else ()) "
        "if isinstance(o, str)]; "
        f"assert not any(''.join({list(canary)!r}) in text for text in held)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
