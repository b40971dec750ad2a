"""Whether the bot is well, in words for organisers; never how much is asked about what (S55)."""

from bot.counts.batcher import Batcher
from content.model import Content
from content.render import label


def health_text(content: Content, language: str, batcher: Batcher) -> str:
    """A line for counting and one for the content."""
    state = batcher.health()
    counting = "health_counting_ok" if state.ok else "health_counting_waits"
    oldest = min(service.checked for service in content.services.values())
    lines = [label(content, language, counting), label(content, language, "health_checked")]
    return "\n".join([lines[0], f"{lines[1]} {oldest:%d.%m.%Y}"])
