"""Puts on record that texts were compared with their source, or signed off by a role."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from content.check.check import subject_of
from content.check.signoff import FILE, Record, digests, read_records
from content.check.translations import SOURCE
from content.model import LANGUAGES

_HEAD = """\
# Which texts were confirmed, and on which wording. Written by the program (content/check/confirm.py).
#
#   source  the Russian text that this translation was compared with, as a short digest
#   text    the text that was signed off; `role` and `on` say by whom (a role, never a name) and when
#
# A text without a role is not signed off: Kazakh ones need native review (S30). When a wording
# changes, its digest no longer fits and the content check says so.
"""


def confirm(root: Path, today: date, language: str, screens: Iterable[str] = (), role: str = "") -> list[str]:
    """Records `screens` (none named: all) of `language` as they stand; returns those recorded.

    With a `role` they are signed off, without one only marked as matching their source, which keeps an
    earlier sign-off. Records of screens that are no more are dropped.
    Raises KeyError with the name of a screen that has no text in `language`.
    """
    now = digests(subject_of(root, today))
    records, _ = read_records(root)
    wanted = list(screens) or [screen for spoken, screen in now if spoken == language]
    for screen in wanted:
        own, source = now[language, screen], now.get((SOURCE, screen), "")
        earlier = records.get((language, screen), Record(source))
        records[language, screen] = (
            Record(source, own, role, today)
            if role
            else Record(source, earlier.text, earlier.role, earlier.on)
        )
    records = {place: record for place, record in records.items() if place in now}
    (root / FILE).write_text(as_toml(records), encoding="utf-8")
    return wanted


def as_toml(records: Mapping[tuple[str, str], Record]) -> str:
    """The file in its one form: by language, then by screen."""
    parts = [_HEAD]
    for language in LANGUAGES:
        own = sorted((screen, record) for (spoken, screen), record in records.items() if spoken == language)
        if own:
            parts.append(f"\n[{language}]\n" + "".join(f"{name} = {_inline(each)}\n" for name, each in own))
    return "".join(parts)


def _inline(record: Record) -> str:
    fields = [f'source = "{record.source}"']
    if record.role and record.on:
        role = record.role.replace("\\", "").replace('"', "'").replace("\n", " ")
        fields += [f'text = "{record.text}"', f'role = "{role}"', f"on = {record.on.isoformat()}"]
    return "{ " + ", ".join(fields) + " }"
