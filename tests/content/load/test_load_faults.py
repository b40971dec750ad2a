"""Broken content: every fault is found at once, on its line, with how to mend it."""

from pathlib import Path

import pytest
from load_seeds import broken_copy

from content.finding import ContentError
from content.load import examine, load
from content.model import LANGUAGES

TEXTS = "texts/en/screens.toml"


def test_the_small_talk_loads_whole(tmp_path: Path) -> None:
    content = load(broken_copy(tmp_path))
    assert content.screens["doors"].buttons[0].target == "topics"
    assert set(content.words) == set(LANGUAGES)
    assert content.words["en"].screens["welcome"]["text"].startswith("Hello.")


def test_placeholders_are_filled_from_the_facts(tmp_path: Path) -> None:
    words = load(broken_copy(tmp_path)).words["en"].screens
    assert words["bridge"]["call"] == "Show the number 150"
    assert "not confirmed" in words["call_150"]["text"]
    assert "24.11.2026" in words["dv_what"]["text"]


def test_a_line_that_is_no_toml_is_named(tmp_path: Path) -> None:
    root = broken_copy(tmp_path, (TEXTS, "[doors]", "[doors"))
    _, found = examine(root)
    broken = next(each for each in found if each.rule == "file")
    heading = (root / TEXTS).read_text(encoding="utf-8").splitlines().index("[doors") + 1
    assert (broken.file, broken.line) == (f"content/{TEXTS}", heading)
    assert "not valid TOML" in broken.message


CASES = {
    "unknown key": (("flow.toml", "sensitive = true", "sensitiv = true"), "shape", "sensitiv: unknown key"),
    "missing key": (("laws.toml", "checked =", "# checked ="), "shape", "checked: is missing"),
    "wrong kind": (("helplines.toml", "checked = 2026-11-24", 'checked = "soon"'), "shape", "checked:"),
    "misspelt target": (
        ("flow.toml", 'to.me = "topics"', 'to.me = "topcs"'),
        "flow",
        "did you mean 'topics'",
    ),
    "misspelt back": (
        ("flow.toml", 'back = "bridge_fears"', 'back = "bridge_fear"'),
        "flow",
        "'bridge_fears'",
    ),
    "unknown topic": (("flow.toml", 'topic = "other"', 'topic = "othr"'), "flow", "unknown topic"),
    "entry without a screen": (
        ("flow.toml", 'other = "other_start"', 'other = "elsewhere"'),
        "flow",
        "topic other has no entry screen",
    ),
    "missing translation": ((TEXTS, 'me = "It is about me"\n', ""), "texts", "'me' is missing: add it"),
    "extra key": ((TEXTS, 'fear = "I', 'my = "x"\nfear = "I'), "texts", "'my' is used by nothing"),
    "number instead of text": (
        (TEXTS, 'hide_more = "What', 'hide_more = 1 #"What'),
        "texts",
        "hide_more is no text",
    ),
    "unknown placeholder": ((TEXTS, "Who is this", "{line_160} Who is this"), "placeholder", "{line_160}"),
    "no back": (("flow.toml", 'back = "hide_info"\n', ""), "S09", "has no back"),
    "out of reach": (("flow.toml", 'to.me = "topics"', 'to.me = "doors"'), "S09", ""),
    "too long": ((TEXTS, "Who is this", "Who " * 160 + "is this"), "S27", "characters once filled in"),
}


@pytest.mark.parametrize(("edit", "rule", "says"), CASES.values(), ids=CASES)
def test_each_fault_says_what_to_mend(
    edit: tuple[str, str, str], rule: str, says: str, tmp_path: Path
) -> None:
    root = broken_copy(tmp_path, edit)
    _, found = examine(root)
    if rule != "S09" or says:
        assert [each for each in found if each.rule == rule and says in each.message], found
    assert all(each.file.startswith("content/") and each.line > 0 for each in found)


def test_a_missing_translation_names_screen_language_and_line(tmp_path: Path) -> None:
    root = broken_copy(tmp_path, ("texts/kk/screens.toml", "[doors]", "[dors]"))
    _, found = examine(root)
    assert [(each.screen, each.language, each.rule) for each in found] == [("doors", "kk", "texts")]
    heading = (root / "flow.toml").read_text(encoding="utf-8").splitlines().index("[doors]") + 1
    assert found[0].line == heading


def test_a_table_that_stands_twice_names_both_places(tmp_path: Path) -> None:
    root = broken_copy(tmp_path, ("texts/en/common.toml", "[common]", '[doors]\ntext = "x"\n\n[common]'))
    _, found = examine(root)
    assert any("stands also in content/texts/en/common.toml:1" in each.message for each in found)


def test_all_faults_are_given_at_once(tmp_path: Path) -> None:
    root = broken_copy(tmp_path, *(edit for edit, rule, _ in CASES.values() if rule in ("shape", "texts")))
    with pytest.raises(ContentError) as error:
        load(root)
    says = str(error.value)
    for _, rule, part in CASES.values():
        assert rule not in ("shape", "texts") or part in says
    assert list(error.value.findings) == sorted(error.value.findings)


ODD = ("1", '"x"', "[]", "{}", "[1, 2]", "{ a = 1 }", '"11-xx"')
SPOTS = {
    "flow.toml": (
        'other = "other_start"',
        'to.hide_more = "hide_info"',
        'back = "hide_info"',
        "first_bit = 0",
        "rounds = 3",
    ),
    "helplines.toml": ('number = "150"', "checked = 2026-11-24"),
    "campaigns.toml": ('first = "11-25"', 'target = "helplines"'),
    TEXTS: ('me = "It is about me"',),
}


@pytest.mark.parametrize(("file", "line"), [(file, line) for file, lines in SPOTS.items() for line in lines])
def test_no_value_of_the_wrong_kind_stops_the_loader(file: str, line: str, tmp_path: Path) -> None:
    for number, odd in enumerate(ODD):
        root = broken_copy(tmp_path / str(number), (file, line, f"{line.split(' = ')[0]} = {odd}"))
        _, found = examine(root)
        assert all(isinstance(each.message, str) for each in found)


@pytest.mark.parametrize("file", [*SPOTS, "laws.toml"])
def test_a_value_outside_of_any_table_is_a_finding(file: str, tmp_path: Path) -> None:
    root = broken_copy(tmp_path)
    (root / file).write_text("stray = 1\n" + (root / file).read_text(encoding="utf-8"), encoding="utf-8")
    _, found = examine(root)
    assert file == "campaigns.toml" or any("stray" in each.screen + each.message for each in found)


@pytest.mark.parametrize("key", ["hide", "neutral", "danger"])
def test_S18_a_label_that_stands_on_every_page_cannot_be_missing(key: str, tmp_path: Path) -> None:
    root = broken_copy(tmp_path, ("texts/kk/common.toml", f"\n{key} = ", f"\nx{key} = "))
    _, found = examine(root)
    assert ("common", "kk", f"'{key}' is missing in [common]: add it") in {
        (each.screen, each.language, each.message) for each in found
    }


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    root = broken_copy(tmp_path)
    (root / "helplines.toml").unlink()
    _, found = examine(root)
    assert ("content/helplines.toml", "file") in {(each.file, each.rule) for each in found}
