"""The sandbox without the rest of the project: its wheel alone in a fresh environment and an empty folder."""

import re
from pathlib import Path

import pytest
from wheels import ROOT, installed, run

README = ROOT / "sandbox" / "README.md"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(README.parent, tmp_path_factory.mktemp("alone"))


def examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_an_example_is_a_test_of_about_ten_lines() -> None:
    assert ["telegram.ext" in each for each in examples()] == [True, False]
    assert ["aiogram" in each for each in examples()] == [False, True]
    for each in examples():
        body = each[each.index("async def test_") :].strip().splitlines()
        assert len(body) <= 10


async def test_nothing_else_of_ours_is_there(python: Path, tmp_path: Path) -> None:
    found = "import importlib.util as u; print([n for n in {} if u.find_spec(n)])"
    ours = ["bot", "handlers", "content", "sandbox"]
    assert await run(python, "-c", found.format(ours), cwd=tmp_path) == "['sandbox']\n"


async def test_the_readmes_examples_pass_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    for number, example in enumerate(examples()):
        (tmp_path / f"test_example_{number}.py").write_text(example, encoding="utf-8")
    said = await run(python, "-m", "pytest", "--asyncio-mode=auto", "-p", "no:cacheprovider", cwd=tmp_path)
    assert re.search(r"^=+ 2 passed", said, re.MULTILINE), said


async def test_a_wrong_expectation_of_an_example_fails(python: Path, tmp_path: Path) -> None:
    wrong = (
        examples()[0]
        .replace('"Welcome"))', '"Go away"))')
        .replace("person.reply()", "person.reply(patience=5)")
    )
    (tmp_path / "test_wrong.py").write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError, match="Go away"):
        await run(python, "-m", "pytest", "--asyncio-mode=auto", "-p", "no:cacheprovider", cwd=tmp_path)


async def test_the_page_and_its_words_are_in_the_wheel(python: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.resources import files\n"
        "from sandbox.page.page_routes import ASSETS, words\n"
        "assert all((files('sandbox') / 'page' / name).is_file() for name in ASSETS)\n"
        "print(sorted(words()))\n"
    )
    assert await run(python, "-c", code, cwd=tmp_path) == "['en', 'kk', 'ru']\n"
