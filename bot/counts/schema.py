"""`python -m bot.counts.schema [FILE]`: every column there is, and what it can say of a person.

Read from a database made this moment, so that nothing is told that is not so. With a file, the part
of it between the two marks is written anew.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bot.counts.store import open_store

BEGIN = "<!-- made by: python -m bot.counts.schema docs/threat-model.md -->"
END = "<!-- end -->"
MEANING = {
    "counts.week": "ISO week, such as `2026-W48`; no finer time exists",
    "counts.measure": "what happened, such as `opened` or `helpline`",
    "counts.topic": "one of seven topics, a need, a fear of calling, a poster's code, a quiz question",
    "counts.language": "`kk`, `ru` or `en`: the language of the talk",
    "counts.n": "how often, of everybody together",
    "seen.update_id": "Telegram's running number of an update, kept for up to two days; bound to no count",
    "seen.slot": "the day modulo 16, which tells when to forget the number",
    "digest.organiser": "Telegram id of an **organiser** who asked for the summary on Mondays",
    "digest.language": "the language of that summary",
    "digest.week": "the last week it told of",
    "alarm.slot": "the hour modulo 16 in which organisers were told of a fault",
    "posted.slot": "which card of the 16 days was posted to the organisers' channel",
    "posted.language": "in which language",
    "migrations.number": "which version the tables have",
}


def columns(folder: Path) -> list[tuple[str, str, str]]:
    """(table, column, type) of a database made in `folder`, in the order of their making."""
    file = folder / "schema.db"
    asyncio.run(_made(file))
    with closing(sqlite3.connect(file)) as database:
        return database.execute(
            "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c"
            " WHERE m.type = 'table' ORDER BY m.rowid, c.cid"
        ).fetchall()


def section(found: list[tuple[str, str, str]]) -> str:
    """The columns as a Markdown table. Raises KeyError for one that nobody has explained."""
    lines = ["| table | column | type | what it holds |", "|---|---|---|---|"]
    lines += [f"| {table} | {name} | {kind} | {MEANING[f'{table}.{name}']} |" for table, name, kind in found]
    return "\n".join(lines)


def with_section(document: str, text: str) -> str:
    """The document with `text` between its marks."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


async def _made(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    await store.open()
    await store.close()


def main(arguments: list[str]) -> int:
    """Prints the table, or writes it into the file named."""
    with tempfile.TemporaryDirectory() as folder:
        text = section(columns(Path(folder)))
    if not arguments:
        print(text)
        return 0
    document = Path(arguments[0])
    document.write_text(with_section(document.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
