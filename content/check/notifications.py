"""What can be seen without opening the chat holds no topic word (S21)."""

import re
from collections.abc import Iterator

from content.check.prose import first_line
from content.check.subject import Role, Subject
from content.finding import Finding


def nothing_seen_outside(subject: Subject) -> Iterator[Finding]:
    """S21: first lines of messages, name, description, commands, and the neutral text after Hide."""
    limits = subject.data.limits
    for text in subject.texts:
        if text.role is Role.TEXT:
            seen = first_line(text.filled)
        elif text.role is Role.COMMON and text.key.startswith(limits.seen_outside):
            seen = text.filled
        else:
            continue
        for stem in limits.topic_words[text.language]:
            if found := re.search(stem, seen.lower()):
                message = f"{found[0]!r} can be seen in a notification: begin with a line that says nothing"
                yield text.finding("S21", message, found[0])
                break
