"""Which card the channel is owed at a moment."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.clock import KAZAKHSTAN
from content.model import Content, Screen
from handlers.navigation import day_screen, periods_on

MORNING = time(10, 0)


@dataclass(frozen=True, slots=True)
class Card:
    """A card by its place in the campaign of a year; the first has the number 1."""

    year: int
    number: int
    screen: str


def card_due(content: Content, now: float) -> Card | None:
    """The card of the day, from ten in the morning in Kazakhstan until midnight; None outside of the days."""
    here = datetime.fromtimestamp(now, KAZAKHSTAN)
    daily = _daily(content)
    if daily is None or here.time() < MORNING or daily.period not in periods_on(content, here.date()):
        return None
    screen = day_screen(content, daily, here.date())
    return Card(here.year, daily.daily.index(screen) + 1, screen)


def _daily(content: Content) -> Screen | None:
    return next((screen for screen in content.screens.values() if screen.daily), None)
