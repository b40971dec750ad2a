"""The report: every finding with its place, in one form for people and one for machines."""

import json
from pathlib import Path

from check_seeds import TODAY, Edit, Seed, plant, screens

from content.check.report import run

PROMISE = Seed(
    "forbidden_phrases", "S29", (Edit(screens("en"), "Who is this", "Nobody will know. Who is this"),), ()
)
STRAIGHT = Seed(
    "proper_quotes", "quotes", (Edit(screens("en"), "Who is this", 'Say "yes". Who is this'),), ()
)


def test_clean_content_ends_with_totals_and_no_error_code(root: Path) -> None:
    text, code = run(root, TODAY)
    assert code == 0
    assert text.splitlines()[-1] == "0 errors, 0 warnings, 3 notices"


def test_an_error_gives_exit_code_one_and_its_place(root: Path) -> None:
    plant(root, PROMISE)
    text, code = run(root, TODAY)
    assert code == 1
    line = next(line for line in text.splitlines() if " error " in line)
    assert line.startswith(
        "content/texts/en/screens.toml:53: error S29: [screen doors, en] 'nobody will know'"
    )


def test_a_warning_is_shown_and_lets_pass(root: Path) -> None:
    plant(root, STRAIGHT)
    text, code = run(root, TODAY)
    assert code == 0
    assert text.splitlines()[-1] == "0 errors, 1 warning, 3 notices"


def test_json_says_the_same_in_one_representation(root: Path) -> None:
    plant(root, PROMISE)
    text, code = run(root, TODAY, "json")
    body = json.loads(text)
    assert code == 1
    assert body["totals"] == {"error": 1, "warning": 0, "notice": 3}
    found = body["findings"]
    assert found == sorted(
        found, key=lambda each: (each["file"], each["line"], each["screen"], each["language"])
    )
    assert text == json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert run(root, TODAY, "json") == (text, code)


def test_S30_sign_off_is_shown_for_each_language(root: Path) -> None:
    text, _ = run(root, TODAY)
    assert "notice S30: [kk] 0 of 56 texts signed off, 56 need native review" in text
    assert "notice S30: [ru] 0 of 56 texts signed off, 56 need review" in text
