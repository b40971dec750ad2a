"""`qoldau site OUT`: all pages as files. The same content gives the same bytes."""

from pathlib import Path

from content.flow import ROOT
from content.load import CONTENT_DIR
from content.model import LANGUAGES
from content.site.page import NEUTRAL, first_page, neutral_page, screen_page
from content.site.plan import file, pages
from content.site.words import read_source

FIRST = "index.html"


class NotOursError(Exception):
    """The folder holds something that is no site of ours; the text says what to do."""


def site(root: Path = CONTENT_DIR) -> dict[str, bytes]:
    """Every file of the site by its path. Raises ContentError."""
    source = read_source(root)
    made = {FIRST: first_page(source).encode()}
    names = [name for name in pages(source.content) if name != ROOT]
    for language in LANGUAGES:
        made[f"{language}/{file(NEUTRAL)}"] = neutral_page(source, language).encode()
        for name in names:
            screen = source.content.screens[name]
            made[f"{language}/{file(name)}"] = screen_page(source, screen, language).encode()
    return made


def write(out: Path, root: Path = CONTENT_DIR) -> int:
    """Writes the site into `out`, new or a site already; the number of files.

    Raises NotOursError and OSError. Pages that are no more are removed, so that no outdated number stays.
    """
    made = site(root)
    if out.exists() and {each.name for each in out.iterdir()} - {FIRST, *LANGUAGES}:
        raise NotOursError(f"{out} holds other files: name an empty or a new folder")
    for name, page in made.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(page)
    for language in LANGUAGES:
        for old in (out / language).glob("*.html"):
            if f"{language}/{old.name}" not in made:
                old.unlink()
    return len(made)
