"""What can go wrong with counts, by name; no message holds a path, an address or an id."""

from __future__ import annotations


class CountsError(Exception):
    """The base of all errors of this package; its text is a line for an operator."""


class BadDatabaseUrl(CountsError):  # noqa: N818
    """`DATABASE_URL` is neither `sqlite:///path` nor `postgresql://...`."""


class BadPeriod(CountsError):  # noqa: N818
    """A week or a number of weeks that does not exist, or lies in the future."""


class SchemaTooNew(CountsError):  # noqa: N818
    """The database was written by a newer version of the program; it is left as it is."""

    def __init__(self) -> None:
        super().__init__("the database belongs to a newer version of qoldau: upgrade the program")


class StoreUnavailable(CountsError):  # noqa: N818
    """The database cannot be read or written now; `kind` is a short word for the log."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the database is not available: {kind.replace('_', ' ')}")
        self.kind = kind


class StoreCorrupt(StoreUnavailable):
    """The database file is damaged, or is no database."""

    def __init__(self) -> None:
        super().__init__("corrupt")
