"""What the rules look at: every text with its place, every page as a person sees it, and the rule data."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from content.check.data import Data
from content.check.places import Lines, key_lines
from content.finding import Finding
from content.model import LANGUAGES, Content, Screen
from content.render import Page, page
from content.tables import read
from content.words import COMMON, plain_key

FACTS = ("helplines.toml", "laws.toml")


class Role(StrEnum):
    """Where a text is shown."""

    TEXT = "text"
    COPY = "copy"
    LABEL = "label"
    COMMON = "common"
    FACT = "fact"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language: `raw` as in the file, `filled` with numbers and citations put in."""

    file: str
    lines: Lines
    screen: str
    key: str
    language: str
    role: Role
    raw: str
    filled: str

    def finding(self, rule: str, message: str, snippet: str = "", level: str = "error") -> Finding:
        """A finding on the line of `snippet`, or on the key's line when it cannot be told."""
        wanted = " ".join(snippet.split("\n")[0].split()).lower()
        for number, line in self.lines:
            if wanted and wanted in " ".join(line.split()).lower():
                return Finding(self.file, number, self.screen, self.language, rule, message, level)
        first = self.lines[0][0] if self.lines else 1
        return Finding(self.file, first, self.screen, self.language, rule, message, level)


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is checked. `texts` holds also tables that belong to no screen."""

    root: Path
    content: Content
    texts: tuple[Text, ...]
    pages: tuple[Page, ...]
    data: Data
    today: date

    def screen_texts(self) -> Iterator[tuple[Screen, Text]]:
        """Each main text (and each step of an exercise) with its screen."""
        for text in self.texts:
            if text.role is Role.TEXT and text.screen in self.content.screens:
                yield self.content.screens[text.screen], text

    def at(self, screen: str, rule: str, message: str, language: str = "", level: str = "error") -> Finding:
        """A finding on the screen's line of flow.toml."""
        known = self.content.screens.get(screen)
        return Finding(
            f"{self.root.name}/flow.toml", known.line if known else 1, screen, language, rule, message, level
        )

    def on_page(self, shown: Page, rule: str, message: str) -> Finding:
        """A finding on the text of a page, in its language."""
        for text in self.texts:
            if (text.screen, text.language, text.role) == (shown.screen, shown.language, Role.TEXT):
                return text.finding(rule, message)
        return self.at(shown.screen, rule, message, shown.language)


def gather(root: Path, content: Content, data: Data, today: date) -> Subject:
    """Reads all texts again, this time with their places, and renders every page that is whole."""
    texts = [text for language in LANGUAGES for text in _spoken(root, content, language)]
    texts += [text for name in FACTS for text in _facts(root, name)]
    texts += [text for language in LANGUAGES for text in _of_site(root, language)]
    return Subject(root, content, tuple(texts), tuple(_pages(content)), data, today)


def _spoken(root: Path, content: Content, language: str) -> Iterator[Text]:
    filled = content.words[language].screens
    for path in sorted((root / "texts" / language).glob("*.toml")):
        table, _ = read(path, root)
        lines = key_lines(path)
        for screen, texts in table.data.items():
            for key, raw in texts.items() if isinstance(texts, Mapping) else ():
                if isinstance(raw, str):
                    role = _role(content, screen, key)
                    whole = filled.get(screen, {}).get(key, raw)
                    yield Text(
                        table.file, lines.get((screen, key), ()), screen, key, language, role, raw, whole
                    )


def _role(content: Content, name: str, key: str) -> Role:
    if name == COMMON:
        return Role.COMMON
    screen = content.screens.get(name)
    key = plain_key(key)
    if key == "text" or (screen and key in {frame.text_key for frame in screen.frames}):
        return Role.TEXT
    if screen and key in {button.copy_key for button in screen.buttons}:
        return Role.COPY
    return Role.LABEL


def _facts(root: Path, name: str) -> Iterator[Text]:
    table, _ = read(root / name, root)
    lines = key_lines(root / name)
    for fact, parts in table.data.items():
        for key, said in parts.items() if isinstance(parts, Mapping) else ():
            for language, raw in said.items() if isinstance(said, Mapping) else ():
                if isinstance(raw, str):
                    yield Text(
                        table.file, lines.get((fact, key), ()), fact, key, language, Role.FACT, raw, raw
                    )


def _of_site(root: Path, language: str) -> Iterator[Text]:
    """The words of the static site: read by the same people, so held to the same promises."""
    path = root / "texts" / "site" / f"{language}.toml"
    if not path.exists():
        return
    table, _ = read(path, root)
    lines = key_lines(path)
    for name, said in table.data.items():
        for screen, texts in _flat(name, said):
            for key, raw in texts.items():
                if isinstance(raw, str):
                    place = lines.get((screen, key), ())
                    yield Text(table.file, place, f"site.{screen}", key, language, Role.SITE, raw, raw)


def _flat(name: str, said: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """[page] and [screens.welcome] with their texts."""
    if isinstance(said, Mapping):
        yield name, said
        for inner, deeper in said.items():
            yield from _flat(f"{name}.{inner}", deeper)


def _pages(content: Content) -> Iterator[Page]:
    for name, screen in content.screens.items():
        for language in LANGUAGES:
            for periods in {frozenset[str](), frozenset(content.periods)}:
                with suppress(KeyError):
                    if not screen.daily:
                        yield page(content, name, language, periods=periods)
