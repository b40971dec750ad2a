"""Every command of the README and of docs/ is one that the program or the Makefile takes."""

import re
import shlex
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from bot.arguments import parser

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
CHEAP = ("check", "flow", "understand")
NAMED = re.compile(r"`(?:\.venv/bin/)?(qoldau [^`]+)`|`(make [^`]+)`")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """What stands in blocks and between back quotes, without what comes before `qoldau` or `make`."""
    text = page.read_text(encoding="utf-8")
    lines = chain.from_iterable(block.splitlines() for block in BLOCK.findall(text))
    found = [part.strip() for line in lines for part in re.split("&&|;", line.split("#")[0])]
    found += ["".join(parts) for parts in NAMED.findall(text)]
    wanted = (
        re.search(r"(?:^|[ /])((?:qoldau|make) [^|>]*)", each) for each in found if "apt-get" not in each
    )
    return [each[1] for each in wanted if each and "docker" not in each.string]


COMMANDS = sorted({(page.name, each) for page in PAGES for each in commands(page)})
KNOWN = next(each.choices for each in parser()._actions if isinstance(each.choices, dict))
TARGETS = set(re.findall(r"^([.a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_pages_have_commands() -> None:
    assert {"README.md", "operators.md", "content.md"} <= {page for page, _ in COMMANDS}


@pytest.mark.parametrize(("page", "command"), [each for each in COMMANDS if each[1].startswith("qoldau")])
def test_every_qoldau_command_is_one_that_it_takes(page: str, command: str) -> None:
    words = shlex.split(command)[1:]
    assert words[0] in KNOWN
    if len(words) > 1:
        assert parser().parse_args(words)


@pytest.mark.parametrize(("page", "command"), [each for each in COMMANDS if each[1].startswith("make")])
def test_every_make_target_is_there(page: str, command: str) -> None:
    assert set(shlex.split(command)[1:]) <= TARGETS


@pytest.mark.parametrize("command", sorted({each for _, each in COMMANDS if each.split()[1] in CHEAP}))
def test_a_cheap_command_runs(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *shlex.split(command)[1:]], input=b"", cwd=ROOT, capture_output=True
    )
    assert done.returncode in (0, 1 if "check" in command else 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_every_command() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in KNOWN if f"`qoldau {name}" not in told] == []


def test_every_setting_of_the_program_is_explained() -> None:
    from bot.settings import Settings

    explained = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"{name.upper()}=" not in explained] == []
