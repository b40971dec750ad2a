"""Who confirmed which text, on which wording (S30). The state is data: signoff.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from content.check.subject import Role, Subject
from content.check.translations import SOURCE
from content.finding import Finding
from content.model import LANGUAGES
from content.tables import read, shaped, tables_of

FILE = "signoff.toml"


class State(StrEnum):
    """How far a text has come; `words` of the review page say the same to people."""

    SIGNED = "signed off"
    CHANGED = "changed since it was signed off"
    STALE = "source changed since it was translated"
    NATIVE = "needs native review"
    REVIEW = "needs review"


@dataclass(frozen=True, slots=True)
class Record:
    """`source`: the wording that was translated; `text`, `role`, `on`: what was signed off, by whom, when."""

    source: str
    text: str = ""
    role: str = ""
    on: date | None = None


def digest(texts: Mapping[str, str]) -> str:
    """Eight hexadecimal digits that change when any word of a screen does, and not with its line breaks."""
    whole = "\n".join(f"{key}={' '.join(texts[key].split())}" for key in sorted(texts))
    return sha256(whole.encode()).hexdigest()[:8]


def digests(subject: Subject) -> dict[tuple[str, str], str]:
    """(language, screen) → digest of its raw texts, [common] included."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for text in subject.texts:
        if text.role not in (Role.FACT, Role.SITE):
            texts.setdefault((text.language, text.screen), {})[text.key] = text.raw
    return {place: digest(said) for place, said in texts.items()}


def read_records(root: Path) -> tuple[dict[tuple[str, str], Record], list[Finding]]:
    """(language, screen) → what is on record, and what is wrong with the file."""
    table, findings = read(root / FILE, root)
    records: dict[tuple[str, str], Record] = {}
    for language, screens in table.data.items():
        by_screen, outside = tables_of(table, screens)
        findings += outside
        for screen, raw in by_screen.items():
            record, wrong = shaped(Record, table, language, raw)
            findings += wrong
            if record:
                records[language, screen] = record
    return records, findings


def states(subject: Subject) -> dict[tuple[str, str], State]:
    """The state of every screen in every language."""
    records, _ = read_records(subject.root)
    now = digests(subject)
    return {place: _state(place, records.get(place), now) for place in now}


def _state(place: tuple[str, str], record: Record | None, now: Mapping[tuple[str, str], str]) -> State:
    language, screen = place
    if record and language != SOURCE and record.source != now.get((SOURCE, screen)):
        return State.STALE
    if record and record.role:
        return State.SIGNED if record.text == now[place] else State.CHANGED
    return State.NATIVE if language == "kk" else State.REVIEW


def stale_translations(subject: Subject) -> Iterator[Finding]:
    """S30: translations whose source has changed, texts changed after they were signed off."""
    records, wrong = read_records(subject.root)
    yield from wrong
    now = digests(subject)
    first = {(text.language, text.screen): text for text in reversed(subject.texts)}
    for place in now:
        language, _ = place
        if language != SOURCE and place not in records:
            message = "is not on record as translated: compare it with the source, then confirm it"
            yield first[place].finding("translation", message, level="warning")
        elif _state(place, records.get(place), now) is State.STALE:
            message = f"stale: the {SOURCE} text changed since this was translated; compare, then confirm it"
            yield first[place].finding("translation", message, level="warning")
        elif _state(place, records.get(place), now) is State.CHANGED:
            message = f"changed since {records[place].role} signed it off: have it read again"
            yield first[place].finding("S30", message, level="warning")
    yield from _unknown(subject, records, now)


def signed_off(subject: Subject) -> Iterator[Finding]:
    """S30: how many texts each language has signed off; Kazakh needs native review until then."""
    found = states(subject)
    for language in LANGUAGES:
        own = [state for (spoken, _), state in found.items() if spoken == language]
        signed = own.count(State.SIGNED)
        open_ = f"{len(own) - signed} need {'native ' if language == 'kk' else ''}review"
        message = f"{signed} of {len(own)} texts signed off, {open_}"
        yield Finding(f"{subject.root.name}/{FILE}", 1, "", language, "S30", message, "notice")


def _unknown(
    subject: Subject, records: Mapping[tuple[str, str], Record], now: Mapping[tuple[str, str], str]
) -> Iterator[Finding]:
    for language, screen in records:
        if (language, screen) not in now:
            message = "is on record but has no text: remove the line or correct its name"
            yield Finding(
                f"{subject.root.name}/{FILE}", 1, screen, language, "translation", message, "warning"
            )
