"""The findings as text for people and as JSON for machines."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from content.check.check import check
from content.finding import Finding

LEVELS = ("error", "warning", "notice")


def run(root: Path, today: date, form: str = "text") -> tuple[str, int]:
    """The report as "text" or "json", and the exit code: 1 when there is an error."""
    found = check(root, today=today)
    written = as_json(found) if form == "json" else as_text(found)
    return written, int(any(finding.level == "error" for finding in found))


def as_text(found: Sequence[Finding]) -> str:
    """A line a finding, sorted by place; the last line gives the totals."""
    return "\n".join([*(str(finding) for finding in found), _totals_line(found)]) + "\n"


def as_json(found: Sequence[Finding]) -> str:
    """The same in one representation only: sorted keys, sorted findings, two blanks of indent."""
    body = {"findings": [asdict(finding) for finding in found], "totals": totals(found)}
    return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def totals(found: Sequence[Finding]) -> dict[str, int]:
    """Findings by level, levels without any included."""
    counted = Counter(finding.level for finding in found)
    return {level: counted[level] for level in LEVELS}


def _totals_line(found: Sequence[Finding]) -> str:
    return ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level, n in totals(found).items())
