"""What holds for the code as a whole: layers, sizes, words, names that others rely on."""

import ast
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from offline import NetworkUsedError

from bot.arguments import parser
from bot.settings import Settings
from content.chart import COMMAND, as_markdown
from content.model import Content

ROOT = Path(__file__).parent.parent
PACKAGES = ("content", "handlers", "bot", "sandbox")
MAY_IMPORT = {
    "content": {"content"},
    "handlers": {"content", "handlers"},
    "bot": set(PACKAGES),
    "sandbox": {"sandbox"},
}
LONGEST_FILE = 300
WORDS_OF_A_SENTENCE = 4
SETTINGS = {
    *("BOT_TOKEN", "BOT_TOKEN_FILE", "BOT_API_URL", "DATABASE_URL", "ORGANISERS", "WEBHOOK_URL"),
    *("WEBHOOK_SECRET", "LISTEN", "IDLE_MINUTES", "MIN_COUNT", "LOG_LEVEL"),
}
COMMANDS = {"run", "demo", "check", "flow", "understand", "stats"}


def files(*folders: str, ending: str = ".py") -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob(f"*{ending}"))]
    return [path for path in found if "__pycache__" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports relative to itself"
            yield node.module or ""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands() -> set[str]:
    (subparsers,) = (action for action in parser()._actions if hasattr(action, "choices") and action.choices)
    return set(subparsers.choices or ())


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    wrong = {
        f"{name(path)} imports {module}"
        for path in files(package)
        for module in imports(path)
        if module.split(".")[0] in PACKAGES and module.split(".")[0] not in MAY_IMPORT[package]
    }
    assert wrong == set()


def test_content_and_counts_know_no_telegram() -> None:
    wrong = [
        name(path)
        for path in files("content", "bot/counts")
        if any(module.split(".")[0] in ("telegram", "aiohttp") for module in imports(path))
    ]
    assert wrong == []


def test_no_file_is_longer_than_a_person_can_hold() -> None:
    everything = files(*PACKAGES, "tests", "bench")
    long = {name(path): path.read_text(encoding="utf-8").count("\n") for path in everything}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_cyrillic_in_code() -> None:
    everything = files(*PACKAGES, "bench", "docs")
    wrong = [name(path) for path in everything if re.search(r"[\u0400-\u04ff]", path.read_text("utf-8"))]
    assert wrong == []


def test_no_sentence_for_people_in_what_answers_them() -> None:
    wrong = [
        f"{name(path)}:{line}: {text}"
        for path in files("handlers")
        for line, text in _sentences(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts of several words that are neither a docstring nor part of an error or a warning filter."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) or (isinstance(node, ast.Raise) and node.exc):
            is_text = not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant)
            spared |= {id(each) for each in ast.walk(node)} if is_text else set()
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("warnings."):
            spared |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in spared else ""
        if isinstance(text, str) and len(text.split()) >= WORDS_OF_A_SENTENCE:
            yield getattr(node, "lineno", 0), text


def test_a_package_says_in_one_sentence_what_lives_there() -> None:
    for path in files(*PACKAGES):
        if path.name == "__init__.py":
            told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert told, name(path)
            assert told.count(".") <= 2, name(path)


def test_names_that_others_rely_on_are_there() -> None:
    assert SETTINGS - {field.upper() for field in Settings.model_fields} == set()
    assert COMMANDS - commands() == set()


def test_every_setting_is_explained() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    missing = {
        field.upper()
        for field in Settings.model_fields
        if not re.search(rf"^(# )?{field.upper()}=", example, re.MULTILINE)
    }
    assert missing == set()


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {each for each in commands() if f"`qoldau {each}" not in readme} == set()


def test_the_page_about_the_architecture_names_only_what_exists() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|handlers|content|sandbox|tests|bench|docs)/[\w/.\-]*)`", page)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_graph_of_the_talk_is_up_to_date(content: Content) -> None:
    drawn = (ROOT / "docs" / "flow.md").read_text(encoding="utf-8")
    assert drawn == as_markdown(content), f"run: {COMMAND} > docs/flow.md"


def test_tests_reach_nothing_but_this_machine() -> None:
    with socket.socket() as outside:
        with pytest.raises(NetworkUsedError):
            outside.connect(("149.154.167.220", 443))
        with pytest.raises(NetworkUsedError):
            outside.connect_ex(("149.154.167.220", 443))
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo("api.telegram.org", 443)
