"""Whether the bot is well, in words for organisers; never how much is asked about what (S55)."""

from collections.abc import Callable
from pathlib import Path

from bot.commands.doctor.examine import examine
from bot.commands.doctor.model import marked
from bot.counts.batch_writer import BatchWriter
from bot.settings import Settings
from bot.telegram.client import Client
from content.model import Content
from content.render import label


async def health_text(
    settings: Settings,
    client: Client,
    root: Path,
    content: Content,
    batcher: BatchWriter,
    language: str,
    now: Callable[[], float],
) -> str:
    """Whether counts are being written at this moment, then the lines of `qoldau doctor`."""
    counting = "health_counting_ok" if batcher.health().ok else "health_counting_waits"
    lines = await examine(settings, client, root, content, now)
    return "\n".join([label(content, language, counting), *(marked(line, language) for line in lines)])
