"""Everything that typed text must reach, in one table. `python -m bench.understand_table FILE …`.

JSON lines hold `text, lang, topic, urgent, tags, alt` and, where known, `needs` and `also`; files whose names
begin with bare or persons hold messages that all tell of a crisis; .txt files hold ordinary prose, a sentence
a line, `kk`, `ru` or `en` in the name. With `--errors` every wrong row is printed too.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path

from bench.typing_noise import APOLOGIES, NOISE
from content.understand import Recognised, recognise
from content.understand.rules import CRISIS

OTHER = "other"
LENGTHS = {"4-8 words": (4, 8), "9-14 words": (9, 14), "15-25 words": (15, 25), "26 and more": (26, 10_000)}


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    language: str
    topic: str = OTHER
    urgent: bool = False
    tags: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    needs: frozenset[str] | None = None
    needs_too: frozenset[str] = frozenset()
    kind: str = ""

    @property
    def is_crisis(self) -> bool:
        return self.topic in CRISIS

    @property
    def is_harmless(self) -> bool:
        return "harmless" in self.tags


@dataclass
class Table:
    """Line → hits and misses; `errors` keeps what missed."""

    lines: dict[str, list[bool]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, line: str, hit: bool, row: Row, answer: Recognised, good: bool = True) -> None:
        self.lines.setdefault(line, []).append(hit)
        if hit != good:
            needs = ",".join(getattr(answer, "needs", ()))
            self.errors.append(
                f"{line}\t{row.language}\t{row.topic}\t{','.join(answer.topics)}"
                f"\t{'!' * answer.urgent}\t{needs}\t{row.text}"
            )

    def printed(self) -> Iterable[str]:
        for line, hits in self.lines.items():
            low, high = interval(sum(hits), len(hits))
            share = sum(hits) / len(hits)
            yield f"{line:44}{share:7.3f}  [{low:.3f}, {high:.3f}]  {sum(hits):5} of {len(hits)}"


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    wide = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - wide) / (1 + z * z / of), (middle + wide) / (1 + z * z / of)


def rows_of(path: Path) -> list[Row]:
    kind = next((kind for kind in ("bare", "persons", "prose") if path.name.startswith(kind)), "")
    with path.open(encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip()]
    if path.suffix == ".txt":
        language = next((each for each in ("kk", "ru", "en") if f"_{each}" in path.stem), "?")
        return [Row(line, language, kind="prose") for line in lines]
    return [_row(json.loads(line), kind) for line in lines]


def _row(cells: dict[str, object], kind: str) -> Row:
    def names(name: str) -> frozenset[str]:
        found = cells.get(name)
        return frozenset(map(str, found)) if isinstance(found, list) else frozenset()

    return Row(
        str(cells["text"]),
        str(cells.get("lang", "?")),
        str(cells.get("topic", OTHER)),
        cells.get("urgent") in (True, "1"),
        names("tags"),
        names("alt"),
        names("needs") if "needs" in cells else None,
        names("also"),
        kind,
    )


def is_crisis(answer: Recognised) -> bool:
    return bool(set(answer.topics) & set(CRISIS))


def measured(rows: Sequence[Row], noise: bool = True) -> Table:
    table = Table()
    parts: tuple[tuple[str, Callable[[Row, Recognised, Table], None]], ...] = (
        ("", _crisis), ("", _calm), ("", _first_topic), ("", _needs), ("bare", _grid), ("persons", _grid),
        ("prose", _prose),
    )  # fmt: skip
    answers = [recognise(row.text) for row in rows]
    for kind, part in parts:
        for row, answer in zip(rows, answers, strict=True):
            if row.kind == kind:
                part(row, answer, table)
    if noise:
        _noise([row for row in rows if not row.kind], table)
    return table


def _crisis(row: Row, answer: Recognised, table: Table) -> None:
    if row.is_crisis:
        seen = is_crisis(answer)
        table.add("crisis seen", seen, row, answer)
        table.lines.setdefault(f"crisis seen, {row.language}", []).append(seen)
        if "indirect" in row.tags:
            table.lines.setdefault("crisis seen, indirect", []).append(seen)
    if row.urgent:
        table.add("urgent seen", answer.urgent, row, answer)


def _calm(row: Row, answer: Recognised, table: Table) -> None:
    if row.is_harmless:
        table.add("harmless as crisis", is_crisis(answer), row, answer, good=False)
        table.add("harmless as urgent", answer.urgent, row, answer, good=False)
    elif not row.is_crisis and not row.also & set(CRISIS):
        table.lines.setdefault("other trouble as crisis", []).append(is_crisis(answer))


def _first_topic(row: Row, answer: Recognised, table: Table) -> None:
    right = {row.topic, *row.also}
    if row.topic != OTHER:
        table.add("first topic", answer.topics[0] in right, row, answer)
        table.add("topic among three", bool(right & set(answer.topics)), row, answer)


def _needs(row: Row, answer: Recognised, table: Table) -> None:
    if row.needs is None:
        return
    found: tuple[str, ...] = getattr(answer, "needs", ())
    if row.needs:
        table.add("need seen", bool(row.needs & set(found)), row, answer)
        right = row.needs | row.needs_too
        table.add("need first", bool(found) and found[0] in right, row, answer)
    elif row.is_harmless:
        table.add("harmless as need", bool(found), row, answer, good=False)


def _grid(row: Row, answer: Recognised, table: Table) -> None:
    line = {"bare": "bare verb", "persons": "who does it"}[row.kind]
    if row.topic == OTHER:
        table.add(f"{line}, harmless as crisis", is_crisis(answer), row, answer, good=False)
        return
    table.add(line, is_crisis(answer), row, answer)
    table.lines.setdefault(f"{line}, {row.language}", []).append(is_crisis(answer))
    if row.urgent:
        table.add(f"{line}, urgent", answer.urgent, row, answer)


def _prose(row: Row, answer: Recognised, table: Table) -> None:
    count = len(row.text.split())
    for name, (least, most) in LENGTHS.items():
        if least <= count <= most:
            table.lines.setdefault(f"prose as crisis, {row.language}, {name}", []).append(is_crisis(answer))
    table.add(f"prose as crisis, {row.language}", is_crisis(answer), row, answer, good=False)
    table.add(f"prose as urgent, {row.language}", answer.urgent, row, answer, good=False)
    if hasattr(answer, "needs"):
        table.add(f"prose as need, {row.language}", bool(answer.needs), row, answer, good=False)


def _noise(rows: Sequence[Row], table: Table) -> None:
    for name, made in NOISE.items():
        for row in rows:
            if row.is_crisis:
                answer = recognise(made(row.text))
                table.lines.setdefault(f"crisis seen, {name}", []).append(is_crisis(answer))
    for row in rows:
        if row.is_harmless:
            for apology in APOLOGIES.get(row.language, APOLOGIES["ru"]):
                answer = recognise(apology + row.text)
                table.add("harmless after an apology as crisis", is_crisis(answer), row, answer, good=False)


def main(arguments: Sequence[str]) -> None:
    files = [Path(each) for each in arguments if not each.startswith("--")]
    rows = [row for path in files for row in rows_of(path)]
    table = measured(rows, noise="--no-noise" not in arguments)
    print(f"{len(rows)} rows: {', '.join(path.name for path in files)}")
    print("\n".join(table.printed()))
    if "--errors" in arguments:
        print("\n".join(table.errors))


if __name__ == "__main__":
    main(sys.argv[1:])
