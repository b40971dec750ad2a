import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.flow import HELPLINES
from content.load import load
from content.model import LANGUAGES, TOPICS, Special
from content.render import page
from handlers import callback_data
from handlers.callback_data import LIMIT, codes, head, pressed, tail
from handlers.keyboards import Book
from handlers.state import COUNTED_BITS, GUESS_BITS, GUESSABLE, GUESSES_AT, IDS, TICK_BITS, State

BOOK = Book(load())
SCREENS = sorted(BOOK.content.screens)
LARGEST_ID = 2**31 - 1
FULLEST = State(
    language="kk",
    topic=TOPICS[-1],
    origin=HELPLINES,
    counted=(1 << GUESSES_AT) - 1,
    ticks=(1 << TICK_BITS) - 1,
    before=HELPLINES,
    guesses=GUESSABLE[-3:],
    ids=(LARGEST_ID,) * IDS,
)

states = st.builds(
    State,
    language=st.sampled_from(LANGUAGES),
    topic=st.sampled_from(("", *TOPICS)),
    origin=st.sampled_from(("", *SCREENS)),
    counted=st.integers(0, (1 << GUESSES_AT) - 1),
    ticks=st.integers(0, (1 << TICK_BITS) - 1),
    before=st.sampled_from(("", *SCREENS)),
    guesses=st.lists(st.sampled_from(GUESSABLE), max_size=3).map(tuple),
    ids=st.lists(st.integers(1, LARGEST_ID), max_size=IDS).map(tuple),
)
targets = st.sampled_from((*SCREENS, *map(str, Special)))


@given(targets, states)
def test_a_button_brings_back_what_was_put_in(target: str, state: State) -> None:
    data = head(BOOK.codes, target, state.language) + tail(BOOK.codes, state)
    assert pressed(BOOK.codes, data) == callback_data.Pressed(target, state)


@given(targets, states)
def test_no_button_is_longer_than_telegram_allows(target: str, state: State) -> None:
    assert len((head(BOOK.codes, target, state.language) + tail(BOOK.codes, state)).encode()) <= LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_of_every_screen_holds_the_fullest_talk(language: str) -> None:
    rest = tail(BOOK.codes, FULLEST)
    for screen in SCREENS:
        if BOOK.content.screens[screen].daily:
            continue
        taps = page(BOOK.content, screen, language, periods=frozenset(BOOK.content.periods)).rows
        for tap in (tap for row in taps for tap in row if tap.target):
            assert len((head(BOOK.codes, tap.target, tap.language or language) + rest).encode()) <= LIMIT


@given(st.text(max_size=80) | st.binary(max_size=64).map(lambda raw: raw.decode("latin-1")))
def test_garbage_is_none_of_ours_and_never_an_error(data: str) -> None:
    found = pressed(BOOK.codes, data)
    assert found is None or found.state.language in LANGUAGES


@given(states, targets, st.integers(0, 63), st.characters(codec="utf-8"))
def test_a_button_with_one_wrong_character_is_never_an_error(
    state: State, target: str, place: int, wrong: str
) -> None:
    data = head(BOOK.codes, target, state.language) + tail(BOOK.codes, state)
    pressed(BOOK.codes, data[:place] + wrong + data[place + 1 :])
    pressed(BOOK.codes, data[:place])


@given(states)
def test_S11_a_button_of_a_screen_that_is_gone_keeps_its_language(state: State) -> None:
    today = codes([name for name in SCREENS if name != "topics"], {})
    old = head(BOOK.codes, "topics", state.language) + tail(BOOK.codes, state)
    found = pressed(today, old)
    assert found is not None
    assert (found.target, found.state.language) == ("", state.language)


def test_S11_codes_do_not_depend_on_the_order_of_screens() -> None:
    assert codes(reversed(SCREENS), {}).of == BOOK.codes.of


@pytest.mark.parametrize(("old", "new"), sorted(BOOK.content.moved.items()))
def test_S11_an_old_button_of_a_screen_that_moved_opens_the_one_in_its_place(old: str, new: str) -> None:
    data = f"1k{callback_data.code(old)}0----" + "A" * 16
    assert pressed(BOOK.codes, data) == callback_data.Pressed(new, State("kk"))


def test_S11_a_button_of_version_1_brings_back_what_it_held() -> None:
    data = (
        f"1r{callback_data.code('bridge')}5{callback_data.code('topics')}BAAAAAAA" + "CAAAAAAA" + "BAAAAA" * 6
    )
    found = pressed(BOOK.codes, data)
    assert found is not None
    assert (found.target, found.state.origin, found.state.topic) == ("bridge", "topics", TOPICS[4])
    assert (found.state.counted, found.state.ticks, found.state.ids) == (1, 2, (1,) * 6)


def test_two_screens_with_one_code_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"s8419.*s9071|s9071.*s8419"):
        codes(["s8419", "s9071"], {})


def test_the_newest_messages_are_those_that_ride_along() -> None:
    state = State("ru")
    for message in range(1, IDS + 3):
        state = state.with_id(message)
    assert state.ids == tuple(range(3, IDS + 3))


def test_ticks_guesses_and_counts_do_not_share_bits() -> None:
    assert GUESSES_AT + 2 * GUESS_BITS <= COUNTED_BITS
    assert TICK_BITS + GUESS_BITS <= COUNTED_BITS
    assert len(GUESSABLE) < 1 << GUESS_BITS
