"""How long texts and labels may be (S27, and what Telegram accepts)."""

from collections.abc import Iterator

from content.check.subject import Role, Subject
from content.finding import Finding
from content.flow import ROOT
from content.model import Special

_UNNAMED = 600


def short_enough(subject: Subject) -> Iterator[Finding]:
    """S27: lengths once filled in. The choice of language shows three texts on one screen."""
    limits = subject.data.limits.text_limits
    for text in subject.texts:
        length, limit = len(text.filled), limits["label"]
        if text.role is Role.TEXT:
            limit = limits["screen"] * 2 // 3 if text.screen == ROOT else limits["screen"]
        elif text.role is Role.COPY:
            limit = limits["copy"]
        elif text.role is Role.COMMON:
            limit = _common(subject, text.key)
        elif text.role in (Role.FACT, Role.SITE):
            continue
        if length > limit:
            message = f"{length} characters once filled in, at most {limit}: shorten it or split the screen"
            yield text.finding("S27", message)


def one_message(subject: Subject) -> Iterator[Finding]:
    """S27: a page fits into one Telegram message (counted in UTF-16 units, as Telegram does)."""
    limit = subject.data.limits.text_limits["message"]
    for page in subject.pages:
        units = len(page.text.encode("utf-16-le")) // 2
        if units > limit:
            yield subject.on_page(page, "S27", f"{units} UTF-16 units, at most {limit}: split the screen")


def distinct_labels(subject: Subject) -> Iterator[Finding]:
    """Two buttons of one page do not read the same: a screen reader could not tell them apart. Hide may."""
    for page in subject.pages:
        labels = [tap.label for row in page.rows for tap in row if tap.target != Special.HIDE]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            yield subject.on_page(page, "labels", f"two buttons read {label!r}: tell them apart")


def _common(subject: Subject, key: str) -> int:
    limits = subject.data.limits
    if key in limits.common_labels:
        return limits.text_limits["label"]
    return next((limit for name, limit in limits.text_limits.items() if key.startswith(name)), _UNNAMED)
