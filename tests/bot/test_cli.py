import io
import json
import shlex
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.cli import COMMANDS, main
from content.load import CONTENT_DIR
from content.model import LANGUAGES, TOPICS, Content


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["flow", "--lang", "de"], ["demo", "--port", "x"]])
def test_a_command_that_is_not_understood_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: qoldau" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_flow_prints_every_screen_in_the_language_asked_for(
    language: str, content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flow", "--lang", language]) == 0
    drawn = capsys.readouterr().out
    assert drawn.startswith("flowchart TD\n")
    assert all(f"    {name}[{name}]" in drawn for name in content.screens)
    assert content.words[language].screens["welcome"]["me"] in drawn


def test_flow_as_json_is_one_object_of_screens_and_edges(
    content: Content, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flow", "--format", "json", "--lang", "kk"]) == 0
    graph = json.loads(capsys.readouterr().out)
    assert {screen["id"] for screen in graph["screens"]} == set(content.screens)
    assert {edge["to"] for edge in graph["edges"]} <= set(content.screens)


def test_check_finds_no_error_in_the_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_check_names_file_line_screen_and_what_was_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))
    flow = (folder / "flow.toml").read_text(encoding="utf-8")
    (folder / "flow.toml").write_text(
        flow.replace('hide_more = "hide_info"', 'hide_more = "hide_imfo"', 1), "utf-8"
    )
    line = flow[: flow.index("[welcome]")].count("\n") + 1
    assert main(["check", "--content", str(folder)]) == 1
    found = [each for each in capsys.readouterr().out.splitlines() if "hide_imfo" in each]
    assert len(found) == 1
    assert found[0].startswith(f"content/flow.toml:{line}: error")
    assert "welcome" in found[0]
    assert "did you mean 'hide_info'" in found[0]


def test_understand_reads_lines_and_writes_json_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "меня травят в школе\nmy husband hits me\n\n\xff\n".encode() + b"\xff\xfe\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said)))
    assert main(["understand"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 5
    assert all(set(line) == {"language", "topics", "urgent", "needs"} for line in lines)
    assert all(set(line["topics"]) <= set(TOPICS) for line in lines)
    assert [line["topics"][0] for line in lines[:2]] == ["bullying", "domestic_violence"]


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "understand", interrupted)
    assert main(["understand"]) == 130


def test_a_role_is_signed_with_never_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["signoff", "--lang", "kk", "--role", "Aigul Ibraeva +77010000000"])
    assert "name a role" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--all", "welcome"]])
def test_S30_texts_are_signed_off_by_name_or_all_at_once_only_when_that_is_said(
    more: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("content.check.confirm.confirm", lambda *_: pytest.fail("something was recorded"))
    assert main(["signoff", "--lang", "kk", *more]) == 2
    assert "--all" in capsys.readouterr().err


def test_a_workbook_is_never_written_onto_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["stats", "--format", "xlsx"]) == 2
    said = capsys.readouterr()
    assert (said.out, "--out" in said.err) == ("", True)


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"qoldau {version('qoldau')}\n"


def _commands() -> list[str]:
    (found,) = (each for each in parser()._actions if hasattr(each, "choices") and each.choices)
    return sorted(found.choices or ())


@pytest.mark.parametrize("command", _commands())
def test_every_command_shows_examples_that_it_understands(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    shown = capsys.readouterr().out.split("examples:\n")[1].splitlines()
    assert shown
    for example in shown:
        assert parser().parse_args(shlex.split(example.partition("<")[0])[1:])


def test_a_review_that_cannot_be_written_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "/nowhere/review.html"]) == 2
    assert "name a file in a folder of yours" in capsys.readouterr().err
