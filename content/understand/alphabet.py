"""Letters and endings that forms are built from, as the files of content/phrases have them."""

import tomllib
from pathlib import Path
from typing import Any

PHRASES = Path(__file__).parent.parent / "phrases"
LETTERS: dict[str, Any] = tomllib.loads((PHRASES / "letters_of_verbs.toml").read_text(encoding="utf-8"))
