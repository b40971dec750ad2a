"""Screens with their words: what a person reads and can tap, before Telegram is thought of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from content.finding import Finding
from content.flow import DANGER, HELPLINES, ROOT
from content.model import LANGUAGES, Content, Screen, Special
from content.words import COMMON, plain_key

TEXT_LIMIT = 600
MOST_ROWS_WITH_ONE_HIDE = 8
FIRST = "first"
"""The key of words to read out, shown below the text of the screen that can copy them (S74)."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A button as the person sees it; `language` switches, `bit` ticks, `copy` copies that text."""

    label: str
    target: str
    language: str = ""
    bit: int = -1
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One screen in one language."""

    screen: str
    language: str
    text: str
    rows: tuple[tuple[Tap, ...], ...]


def label(content: Content, language: str, key: str) -> str:
    """A fixed label or line that belongs to no screen, from [common]."""
    return content.words[language].screens[COMMON][key]


def page(
    content: Content,
    screen_id: str,
    language: str,
    *,
    periods: frozenset[str] = frozenset(),
    extra: Sequence[Tap] = (),
    voices: Sequence[str] = (),
) -> Page:
    """The screen as it stands while `periods` are on; `extra` taps come before the screen's own.

    `voices`: who is spoken to, most telling first; a text is said in the first of them that it has.
    """
    screen = content.screens[screen_id]
    if screen_id == ROOT:
        return _root_page(content, language)
    words = spoken(content.words[language].screens[screen_id], voices)
    own = [Tap(words[item], screen_id, bit=screen.first_bit + n) for n, item in enumerate(screen.items)]
    own += list(extra)
    own += [
        Tap(words[button.label], button.target, copy=words[button.copy_key] if button.copy_key else "")
        for button in screen.buttons
        if not button.when or button.when in periods
    ]
    rows: list[tuple[Tap, ...]] = [(_fixed(content, language, "hide", Special.HIDE),)]
    rows += [tuple(own[at : at + screen.columns]) for at in range(0, len(own), screen.columns)]
    rows += _last_rows(content, screen, language)
    rows += rows[:1] if len(rows) > MOST_ROWS_WITH_ONE_HIDE else []
    text = words["text" if not screen.frames else screen.frames[0].text_key] if not screen.daily else ""
    text += f"\n\n{words[FIRST]}" if FIRST in words else ""
    return Page(screen_id, language, text, tuple(rows))


def spoken(words: Mapping[str, str], voices: Sequence[str]) -> Mapping[str, str]:
    """The texts of a screen in the first of `voices` that each has, else as they stand."""
    return {
        key: next((words[f"{key}__{v}"] for v in voices if f"{key}__{v}" in words), words[key])
        for key in words
    }


def has_voices(words: Mapping[str, str]) -> bool:
    """Whether a screen says anything in another way to somebody."""
    return any(plain_key(key) in words for key in words if plain_key(key) != key)


def ticked(page_: Page, ticks: int, mark: str, empty: str) -> Page:
    """The same page with `mark` before each line whose bit is set in `ticks`, `empty` before others."""

    def shown(tap: Tap) -> Tap:
        if tap.bit < 0:
            return tap
        return replace(tap, label=f"{mark if ticks >> tap.bit & 1 else empty} {tap.label}")

    return replace(page_, rows=tuple(tuple(shown(tap) for tap in row) for row in page_.rows))


def back_of(screen: Screen) -> str:
    """Where "Back" leads: a fixed parent, or for overlays the screen that the person came from."""
    return screen.back or (Special.BEFORE if screen.stays else Special.ORIGIN)


def every_page(content: Content, periods: Iterable[str] = ()) -> list[Page]:
    """All pages in all languages."""
    now = frozenset(periods)
    return [
        page(content, name, language, periods=now)
        for name, screen in content.screens.items()
        if not screen.daily
        for language in LANGUAGES
    ]


def render_findings(content: Content) -> list[Finding]:
    """Screens that are too long for a phone or for somebody in distress (S27)."""
    findings = []
    for shown in every_page(content, content.periods):
        length = len(shown.text)
        limit = TEXT_LIMIT if shown.screen != ROOT else TEXT_LIMIT * 2
        if length > limit:
            file, line = content.words[shown.language].lines[shown.screen]
            message = f"{length} characters once filled in, at most {limit}: shorten it or split the screen"
            findings.append(Finding(file, line, shown.screen, shown.language, "S27", message))
    return findings


def _fixed(content: Content, language: str, key: str, target: str) -> Tap:
    return Tap(label(content, language, key), target)


def _last_rows(content: Content, screen: Screen, language: str) -> list[tuple[Tap, ...]]:
    back = _fixed(content, language, "back", back_of(screen))
    to_language = _fixed(content, language, "language", ROOT)
    danger = _fixed(content, language, "danger", DANGER)
    helplines = _fixed(content, language, "helplines", HELPLINES)
    help_row = tuple(tap for tap in (danger, helplines) if tap.target != screen.id)
    return [(back, to_language), help_row]


def _root_page(content: Content, language: str) -> Page:
    """The choice of language speaks all languages at once, whichever was chosen before."""

    def joined(key: str) -> str:
        return " · ".join(dict.fromkeys(label(content, each, key) for each in LANGUAGES))

    text = "\n\n".join(content.words[each].screens[ROOT]["text"] for each in LANGUAGES)
    rows: list[tuple[Tap, ...]] = [(Tap(joined("hide"), Special.HIDE),)]
    rows += [
        (Tap(label(content, each, "language_name"), Special.ORIGIN, language=each),) for each in LANGUAGES
    ]
    rows += [(Tap(joined("root_danger"), DANGER), Tap(joined("root_helplines"), HELPLINES))]
    return Page(ROOT, language, text, tuple(rows))
