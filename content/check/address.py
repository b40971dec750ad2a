"""How a person is spoken to (S27)."""

from collections.abc import Iterator

from content.check.data import pattern
from content.check.phrases import plain
from content.check.prose import unquoted
from content.check.subject import Role, Subject
from content.finding import Finding


def familiar_to_children(subject: Subject) -> Iterator[Finding]:
    """S27: children's screens say the familiar 'you', all others the polite one (outside quotations)."""
    limits = subject.data.limits
    for text in subject.texts:
        screen = subject.content.screens.get(text.screen)
        if screen is None or text.role is Role.COPY or text.language not in limits.formal:
            continue
        child = screen.child or text.key.endswith("__young")
        wrong = limits.formal if child else limits.familiar
        said = unquoted(plain(text.raw))
        for written in wrong[text.language]:
            if found := pattern(written).search(said):
                wanted = "familiar, this is for a child" if child else "polite"
                level = "error" if child else "warning"
                yield text.finding("S27", f"{found[0]!r}: speak in the {wanted} form", found[0], level)
                break


def one_question(subject: Subject) -> Iterator[Finding]:
    """S27: one question at a time (outside quotations)."""
    for _, text in subject.screen_texts():
        asked = unquoted(text.raw).count("?")
        if asked > 1:
            message = f"asks {asked} questions: keep one, or split the screen"
            yield text.finding("S27", message, "?", "warning")
