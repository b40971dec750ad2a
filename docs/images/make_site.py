"""Makes the pictures of the site from the real program: `.venv/bin/python docs/images/make_site.py`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from content.site.plan import file
from content.site.write import write

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
PICTURES = (
    ("first", "index.html", "light"),
    ("topics-kk", f"kk/{file('topics')}", "light"),
    ("danger-ru", f"ru/{file('danger')}", "dark"),
    ("plan-en", f"en/{file('dv_stay')}", "light"),
)


def main() -> None:
    """Writes site-*.png beside this file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write(Path(folder))
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=PHONE, device_scale_factor=1.5)
        for name, path, scheme in PICTURES:
            page.emulate_media(color_scheme=scheme)
            page.goto((Path(folder) / path).as_uri())
            page.screenshot(path=HERE / f"site-{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
