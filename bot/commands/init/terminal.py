"""Questions on a terminal, in the language of whoever sets up the bot."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass
from typing import TypeVar

from bot.commands.doctor.words import words
from bot.commands.init.fault import Fault
from bot.reports.report_words import ReportWords
from content.model import LANGUAGES

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Speaks always, asks only when `asking`."""

    words: ReportWords
    asking: bool

    def say(self, key: str, **parts: object) -> None:
        print(self.words.say("init", key, **parts).strip(), flush=True)

    def complain(self, fault: Fault) -> None:
        print(self.words.say("faults", fault.key, **fault.parts), file=sys.stderr, flush=True)

    def ask(self, key: str, present: str = "") -> str:
        """The answer; `present` for an empty one."""
        shown = f" [{present}]" if present else ""
        return input(f"{self.words.say('init', key)}{shown}: ").strip() or present

    def ask_hidden(self, key: str) -> str:
        """An answer that is not shown while it is given."""
        return getpass(f"{self.words.say('init', key)}: ").strip()

    def agreed(self, key: str) -> bool:
        return self.ask(key).lower() in self.words.say("init", "yes").split()

    def until_right(self, ask: Callable[[], T]) -> T:
        """Asks again until the answer is right."""
        while True:
            try:
                return ask()
            except Fault as fault:
                self.complain(fault)


def terminal(language: str | None, *, asking: bool) -> Terminal:
    """Asks for the language first when none is given."""
    while language not in LANGUAGES:
        if not asking:
            language = "ru"
            break
        names = " · ".join(words(each).say("init", "language") for each in LANGUAGES)
        language = input(f"{names}: ").strip().lower()
    return Terminal(words(language), asking)
