"""What docs/threat-model.md tells of the database is what the database is."""

from pathlib import Path

import pytest

from bot.counts.schema import BEGIN, END, MEANING, columns, main, section, with_section

DOCUMENT = Path(__file__).parents[3] / "docs" / "threat-model.md"
PERSONAL = {"user", "chat", "name", "text", "phone", "time", "date", "message"}


def test_the_document_is_current(tmp_path: Path) -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    assert BEGIN in written
    assert END in written
    assert with_section(written, section(columns(tmp_path))) == written


def test_S43_no_column_can_hold_a_person_a_text_or_a_fine_time(tmp_path: Path) -> None:
    found = [(table, column) for table, column, _ in columns(tmp_path)]
    assert {f"{table}.{column}" for table, column in found} == set(MEANING)
    assert not [column for _, column in found if PERSONAL & set(column.split("_"))]
    assert [table for table, column in found if column == "organiser"] == ["digest"]


def test_a_column_that_nobody_explained_is_an_error() -> None:
    with pytest.raises(KeyError):
        section([("counts", "chat_id", "BIGINT")])


def test_the_command_writes_only_between_the_marks(tmp_path: Path) -> None:
    document = tmp_path / "model.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    assert main([str(document)]) == 0
    written = document.read_text()
    assert written.startswith(f"before\n{BEGIN}\n| table |")
    assert written.endswith(f"|\n{END}\nafter\n")
