"""How old the newest copy of the counts is."""

from pathlib import Path

from bot.commands.doctor.model import Line, ok, warning
from bot.counts.backup import newest_copy

A_DAY = 86_400.0
OLD_DAYS = 8


def copies(folder: Path, now: float) -> Line:
    """Of BACKUP_FOLDER; a copy is due every week."""
    made = newest_copy(folder)
    if made is None:
        return warning("backup", "none", folder=folder)
    days = int((now - made) // A_DAY)
    return warning("backup", "old", days=days) if days > OLD_DAYS else ok("backup", days=days)
