"""The unit of systemd: is it that of this version."""

from pathlib import Path

import bot
from bot.commands.doctor.model import Line, ok, warning

INSTALLED = Path("/etc/systemd/system/qoldau.service")
OWN = Path(bot.__file__).parents[1] / "deploy" / "qoldau.service"


def service(installed: Path = INSTALLED, own: Path = OWN) -> list[Line]:
    """A line where a unit is installed and the program's own is at hand to compare it with."""
    try:
        same = installed.read_bytes() == own.read_bytes()
    except OSError:
        return []
    return [ok("unit", file=installed) if same else warning("unit", "old", file=installed, new=own)]
