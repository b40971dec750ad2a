"""What the store needs of a database: SQL in transactions, with errors of our own names."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

Value = str | int


class Sql(Protocol):
    """A running transaction."""

    async def fetch(self, statement: str, *values: Value) -> list[Any]:
        """Run one statement, `?` standing for a value; returns its rows."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where the two databases need different words.

    `tables`: number of our own table named `migrations`. `code` and `word`: conditions that hold for
    plain lower-case words. `rewrites_in_place`: whether a row of unchanged size keeps its place on disk.
    """

    tables: str
    without_rowid: str
    code: str
    lock_schema: tuple[str, ...]
    lock_counts: tuple[str, ...]
    rewrites_in_place: bool


class Engine(Protocol):
    """A database that is connected to on first need, and again after a failure."""

    dialect: Dialect

    def transaction(self) -> AbstractAsyncContextManager[Sql]:
        """All or nothing; one at a time. Raises `StoreUnavailable` or `StoreCorrupt`."""

    def reading(self) -> AbstractAsyncContextManager[Sql]:
        """A consistent view on a connection of its own, which holds up no writer longer than the read."""

    def probing(self) -> AbstractAsyncContextManager[Sql]:
        """A transaction that is undone at its end; it makes no file and changes no mode."""

    async def set_aside(self) -> None:
        """Move a damaged database away, never over anything."""

    async def close(self) -> None:
        """Disconnect."""
