import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from offline import offline

if TYPE_CHECKING:
    from talking import Stage

    from content.model import Content
    from handlers.keyboards import Book

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(autouse=True, scope="session")
def _offline() -> Iterator[None]:
    with offline():
        yield


@pytest.fixture(scope="session")
def content() -> "Content":
    from content.load import load

    return load()


@pytest.fixture(scope="session")
def book(content: "Content") -> "Book":
    from handlers.keyboards import Book

    return Book(content)


@pytest.fixture
async def talk(tmp_path: Path) -> "AsyncIterator[Stage]":
    from talking import staged

    async with staged(tmp_path) as stage:
        yield stage


@pytest.fixture(scope="session")
def chromium() -> str:
    if not shutil.which(CHROMIUM):
        missing("a browser: apt-get install chromium")
    return CHROMIUM


@pytest.fixture(scope="session")
def needed() -> Callable[[str], None]:
    return missing


def missing(what: str) -> None:
    """Skips where a real part is missing on this machine; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"missing on this machine: {what}")
    pytest.skip(f"needs {what}")
