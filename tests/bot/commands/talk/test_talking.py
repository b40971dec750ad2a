import io
from datetime import date

import pytest

from bot.commands.talk import CLEAR, talk
from content.flow import DANGER, FIRST_TEXT, HELPLINES, ROOT, TOPIC_LIST
from content.load import load
from content.model import LANGUAGES
from content.render import label, page

CONTENT = load()
QUIET = date(2026, 10, 1)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def talked(*lines: str, language: str = "ru", today: date = QUIET) -> str:
    out = io.StringIO()
    assert talk(CONTENT, language, [f"{line}\n" for line in lines], out, today) == 0
    return out.getvalue()


def text(screen: str, language: str = "ru") -> str:
    return page(CONTENT, screen, language).text


def number(screen: str, target: str, language: str = "ru") -> str:
    taps = [tap for row in page(CONTENT, screen, language).rows for tap in row]
    return str(next(at for at, tap in enumerate(taps, start=1) if tap.target == target))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_talk_begins_with_the_first_text_as_numbered_lines(language: str) -> None:
    said = talked(language=language)
    assert said.startswith(text(FIRST_TEXT, language))
    assert f"1. {label(CONTENT, language, 'hide')}\n" in said


def test_S08_a_number_leads_on_and_help_is_one_number_away() -> None:
    assert text(DANGER) in talked(number(FIRST_TEXT, DANGER))
    assert text(HELPLINES) in talked(number(FIRST_TEXT, HELPLINES))


def test_S62_a_guess_opens_its_screen_as_in_the_bot() -> None:
    said = talked("меня травят в школе", "2")
    assert said.index(text("typed_guess")) < said.index(text(CONTENT.entries["bullying"]))


def test_S31_words_of_danger_are_answered_at_once() -> None:
    assert text("typed_urgent_suicide") in talked("хочу покончить с собой сегодня")


def test_S41_typed_words_are_guessed_as_in_the_bot_and_the_guess_can_be_chosen() -> None:
    said = talked("меня травят в школе")
    assert text("typed_guess") in said
    assert f"2. {CONTENT.words['ru'].screens[TOPIC_LIST]['bullying']}" in said


def test_a_number_that_is_no_line_is_a_text_like_any_other() -> None:
    assert text("typed_not_understood") in talked("4242")


def test_S18_hide_leaves_the_neutral_text_and_the_next_line_begins_at_the_languages() -> None:
    neutral = label(CONTENT, "ru", "neutral")
    for hide in ("h", "1", "/hide"):
        said = talked(hide, "что угодно")
        after = said.split(neutral)[1]
        assert text(ROOT) in after
        assert text(FIRST_TEXT) not in after


def test_S18_on_a_terminal_hide_and_the_end_clear_what_was_shown() -> None:
    out = Terminal()
    talk(CONTENT, "kk", ["h\n"], out, QUIET)
    assert out.getvalue().split(CLEAR)[1].startswith(label(CONTENT, "kk", "neutral"))
    assert out.getvalue().endswith(CLEAR)


def test_a_language_can_be_chosen_on_the_way() -> None:
    said = talked(number(FIRST_TEXT, ROOT), "4")
    assert said.rindex(text(FIRST_TEXT, "en")) > said.index(text(ROOT))


def test_ticks_are_kept_while_the_talk_lasts() -> None:
    steps = talked(*way_to("dv_stay"), "2")
    item = CONTENT.words["ru"].screens["dv_stay"][CONTENT.screens["dv_stay"].items[0]]
    assert f"2. {label(CONTENT, 'ru', 'untick')} {item}" in steps
    assert f"2. {label(CONTENT, 'ru', 'tick')} {item}" in steps


def test_a_text_to_copy_is_shown_whole() -> None:
    words = CONTENT.words["ru"].screens["bridge_words"]
    said = talked(*way_to("bridge_words"), "2")
    sentences = [text for key, text in words.items() if key.partition("__")[0] == "first"]
    assert [said.count(sentence) for sentence in sentences if sentence in said] == [2]


def test_an_exercise_is_written_out_with_its_seconds() -> None:
    said = talked(*way_to("breathing"))
    for frame in CONTENT.screens["breathing"].frames:
        assert f"{frame.seconds} с: {CONTENT.words['ru'].screens['breathing'][frame.text_key]}" in said


def test_q_ends_the_talk() -> None:
    assert talked("q", number(FIRST_TEXT, DANGER)) == talked()


def way_to(target: str) -> list[str]:
    """Numbers of the lines that lead from the first text to `target`, past what is told before."""
    from collections import deque

    from handlers.navigation import step
    from handlers.state import State

    start = step(CONTENT, FIRST_TEXT, State("ru"), QUIET)
    queue = deque([(start, [])])
    seen = {start.screen}
    while queue:
        here, ways = queue.popleft()
        if here.screen == target:
            return ways
        taps = [tap for row in page(CONTENT, here.screen, "ru").rows for tap in row]
        for at, tap in enumerate(taps, start=1):
            if tap.copy or tap.bit >= 0 or tap.target in ("@hide", "@contact"):
                continue
            there = step(CONTENT, tap.target, here.state, QUIET)
            if there.screen not in seen:
                seen.add(there.screen)
                queue.append((there, [*ways, str(at)]))
    raise AssertionError(target)
