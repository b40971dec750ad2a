import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_architecture_page_names_every_room_and_no_other() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `((?:bot|content|handlers|sandbox)[a-z/]*)` \|", page, re.MULTILINE))
    rooms = {
        file.parent.relative_to(ROOT).as_posix()
        for top in ("bot", "content", "handlers", "sandbox")
        for file in (ROOT / top).rglob("__init__.py")
    }
    assert named == rooms
