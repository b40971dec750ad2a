"""What is wrong with a content file, said so that whoever wrote it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`rule` is the promise it breaks (S08 …) or a short name; `message` says how to mend it."""

    file: str
    line: int
    screen: str
    language: str
    rule: str
    message: str
    level: str = "error"

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.screen and f"screen {self.screen}", self.language) if part)
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.level} {self.rule}: " + (f"[{where}] " if where else "") + self.message


class ContentError(Exception):
    """The content cannot be used; `findings` holds everything that is wrong, not the first thing."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))
