"""`qoldau talk`: the talk as plain numbered lines, for a terminal over ssh and for screen readers.

Nothing is counted and nothing is sent anywhere. The way through the talk is the bot's own.
"""

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

import content as content_package
from content.flow import FIRST_TEXT, ROOT
from content.model import Content, Special
from content.render import Tap, label, page, ticked
from content.understand import recognise
from handlers.keyboards import guessed
from handlers.navigation import Step, periods_on, step, toggled, voices
from handlers.on_tap import AFTER_CONTACT
from handlers.state import State
from handlers.typed_step import Typed, answer

WORDS = Path(content_package.__file__).parent / "texts" / "terminal"
# Clears the screen, and what was scrolled out of it.
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
HIDE, QUIT = ("h", "/hide"), ("q", "/quit")


def talk(content: Content, language: str, typed: Iterable[str], out: TextIO, today: date) -> int:
    """Answers each line of `typed` until it ends or asks to quit; the exit code, always 0."""
    first = step(content, FIRST_TEXT, State(language), today)
    options = _show(content, first, out, today)
    following: Step | None = first
    for line in typed:
        said = line.strip()
        if said.lower() in QUIT:
            break
        if said.lower() in HIDE:
            _hide(content, language, out)
            following, options = None, []
        elif following is None or said.lower() == "/start":
            following = step(content, ROOT, State(language), today)
            options = _show(content, following, out, today)
        elif said:
            chosen = _chosen(options, said)
            if chosen and chosen.copy:
                print(_words(language)["copied"], chosen.copy, "", sep="\n", file=out, flush=True)
                continue
            if chosen and chosen.target == Special.HIDE:
                _hide(content, language, out)
                following, options = None, []
                continue
            following = _next(content, following, chosen, said, today)
            language = following.state.language
            options = _show(content, following, out, today)
    if out.isatty():
        out.write(CLEAR)
    return 0


def interactive(content: Content, language: str, today: date) -> int:
    """The talk on this terminal."""
    return talk(content, language, sys.stdin, sys.stdout, today)


def _next(content: Content, before: Step, chosen: Tap | None, said: str, today: date) -> Step:
    if chosen is None:
        return answer(content, before.state, Typed(said, recognise(said)), before.screen, today)
    state = replace(before.state, language=chosen.language) if chosen.language else before.state
    if chosen.bit >= 0:
        state = toggled(state, chosen.bit)
    target = AFTER_CONTACT if chosen.target == Special.CONTACT else chosen.target
    return step(content, target, state, today)


def _chosen(options: list[Tap], said: str) -> Tap | None:
    """The line of that number; a greater number (112) is a text like any other."""
    if said.isdecimal() and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    return None


def _show(content: Content, following: Step, out: TextIO, today: date) -> list[Tap]:
    state, screen = following.state, content.screens[following.screen]
    language, texts = state.language, content.words[state.language].screens[screen.id]
    extra = guessed(content, screen.id, state)
    periods, said = periods_on(content, today), voices(state)
    shown = page(content, screen.id, language, periods=periods, extra=extra, voices=said)
    shown = ticked(shown, state.ticks, label(content, language, "tick"), label(content, language, "untick"))
    options = [tap for row in shown.rows for tap in row]
    words = _words(language)
    if following.line:
        print(label(content, language, following.line), "", sep="\n", file=out)
    for frame in screen.frames:
        print(words["breath"].format(seconds=frame.seconds, text=texts[frame.text_key]), file=out)
    print(texts["text"] if screen.frames else shown.text, "", sep="\n", file=out)
    for number, tap in enumerate(options, start=1):
        print(f"{number}. {tap.label}", file=out)
    print(words["keys"], "", sep="\n", file=out, flush=True)
    return options


def _hide(content: Content, language: str, out: TextIO) -> None:
    """The neutral text alone, on a terminal that has been cleared (S18)."""
    if out.isatty():
        out.write(CLEAR)
    print(label(content, language, "neutral"), _words(language)["again"], sep="\n", file=out, flush=True)


def _words(language: str) -> dict[str, str]:
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
