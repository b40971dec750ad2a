"""Reading the phrase tables: CSV files in UTF-8, every row with its file and line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PHRASES = Path(__file__).parent.parent / "phrases"


class BrokenRowError(ValueError):
    """A row that cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file with a header; blank cells are "", spaces around cells are dropped."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="")
        for cells in reader:
            tidy = {name.strip(): (cell or "").strip() for name, cell in cells.items() if name}
            surplus = {"": "surplus"} if "" in cells else {}
            yield Row(path.name, reader.line_num, tidy | surplus)
