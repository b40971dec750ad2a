"""What the demo takes over while it runs: texts, the flow, phrases and the words of reports."""

import asyncio
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from bot.application import Parts
from bot.reports.report_words import DIRECTORY
from content.finding import ContentError
from content.load import load
from content.understand.compiled_rules import read_again
from content.understand.tables import PHRASES
from handlers.keyboards import Book
from sandbox.page.content_watch import Prints, fingerprint

READ_ONCE = ("content.", "bot.reports.report_words")


@dataclass(slots=True)
class Reloading:
    """What is wrong stays as it was last read, and is told."""

    root: Path
    phrases: Prints = field(default_factory=lambda: fingerprint(PHRASES))
    broken: list[str] = field(default_factory=list)

    async def changed(self, parts: Parts) -> list[str]:
        """Takes over what changed; a line for each thing that is wrong."""
        return [*self._screens(parts), *_report_words(), *await self._phrases()]

    def _screens(self, parts: Parts) -> list[str]:
        try:
            parts.book = Book(load(self.root))
        except ContentError as error:
            return [str(finding) for finding in error.findings]
        except ValueError as error:
            return [str(error)]
        return []

    async def _phrases(self) -> list[str]:
        now = await asyncio.to_thread(fingerprint, PHRASES)
        if now != self.phrases:
            self.phrases = now
            _forget_files()
            book = await asyncio.to_thread(read_again)
            self.broken = [f"content/phrases/{row.file}:{row.line}: {row.why}" for row in book.broken]
        return self.broken


def _report_words() -> list[str]:
    wrong = []
    for file in sorted(DIRECTORY.glob("*.toml")):
        try:
            tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            wrong.append(f"content/texts/reports/{file.name}: {error}")
    if not wrong:
        _forget_files()
    return wrong


def _forget_files() -> None:
    """Empties every `functools.cache` in which a module keeps what it read of a file."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READ_ONCE):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
