"""Each rule finds the violation it is there for, at its place, and finds nothing in clean content."""

import csv
import shutil
from pathlib import Path

import pytest
from check_seeds import TODAY, Seed, line_of, plant
from seeds_first_minute import FIRST_MINUTE
from seeds_structure import STRUCTURE
from seeds_words import WORDS

from content.check import reading
from content.check.check import check, subject_of
from content.check.rulebook import RULES
from content.finding import Finding
from content.understand.tables import PHRASES

SEEDS = (*STRUCTURE, *FIRST_MINUTE, *WORDS)
BY_PAGE = {"language_everywhere", "hide_first", "one_message"}
BY_RECORD = {"signed_off", "looked_at"}
BY_TABLE = {"phrase_tables"}


def places(seed: Seed, root: Path) -> set[tuple[str, int, str, str, str, str]]:
    return {
        (f"content/{each.file}", line_of(root, each), each.screen, each.language, seed.code, each.level)
        for each in seed.expected
    }


def place(finding: Finding) -> tuple[str, int, str, str, str, str]:
    return finding.file, finding.line, finding.screen, finding.language, finding.rule, finding.level


def is_echo(finding: Finding) -> bool:
    """A changed Russian text makes its translations stale, whatever else is tested."""
    return finding.message.startswith("stale")


def test_clean_content_has_no_finding_but_the_state_of_sign_off(root: Path) -> None:
    assert [finding for finding in check(root, today=TODAY) if finding.level != "notice"] == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.code}-{seed.by}")
def test_each_seeded_violation_is_found_at_its_place(seed: Seed, root: Path) -> None:
    plant(root, seed)
    wanted = places(seed, root)
    found = [finding for finding in check(root, today=TODAY) if finding.level != "notice"]
    if seed.by != "stale_translations":
        found = [finding for finding in found if not is_echo(finding)]

    assert wanted <= {place(finding) for finding in found}
    assert {place(each) for each in found if each.rule not in seed.also} <= wanted
    rule = next(rule for rule in RULES if rule.__name__ == seed.by)
    assert wanted <= {place(finding) for finding in rule(subject_of(root, TODAY))}


def test_every_rule_has_a_seeded_violation() -> None:
    assert {rule.__name__ for rule in RULES} == {seed.by for seed in SEEDS} | BY_PAGE | BY_RECORD | BY_TABLE


def test_all_violations_are_found_at_once(root: Path) -> None:
    apart = [seed for seed in STRUCTURE if seed.by in ("sensitive_marked", "known_sources", "opaque_codes")]
    for seed in apart:
        plant(root, seed)
    (root / "texts/en/common.toml").write_text("[common\n", encoding="utf-8")

    found = check(root, today=TODAY)

    assert {place(each) for each in found} >= set().union(*(places(seed, root) for seed in apart))
    assert ("content/texts/en/common.toml", "file") in {(each.file, each.rule) for each in found}


def test_every_finding_says_how_to_mend_it(root: Path) -> None:
    for seed in WORDS[:6] + STRUCTURE[:6]:
        plant(root, seed)
    for finding in check(root, today=TODAY):
        assert finding.level == "notice" or any(sign in finding.message for sign in ":(")


def test_the_words_of_the_site_are_held_to_the_same_promises(root: Path) -> None:
    (root / "texts/site").mkdir()
    words = '[page]\ncall = "Call"\n\n[screens.welcome]\ntext = """\nHello.\nNobody will know.\n"""\n'
    (root / "texts/site/en.toml").write_text(words, encoding="utf-8")

    found = [finding for finding in check(root, today=TODAY) if finding.level == "error"]

    assert [place(each) for each in found] == [
        ("content/texts/site/en.toml", 7, "site.screens.welcome", "en", "S29", "error")
    ]


def test_broken_rule_data_is_an_error_beside_those_of_the_loader(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = root.parent / "check"
    shutil.copytree(reading.HERE, own, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    phrases = own / "phrases" / "en.toml"
    phrases.write_text(
        phrases.read_text(encoding="utf-8").replace("'\\bwhy (?:", "'\\bwhy ((?:", 1), encoding="utf-8"
    )
    monkeypatch.setattr(reading, "HERE", own)
    reading.read_data.cache_clear()
    plant(root, next(seed for seed in WORDS if seed.by == "short_enough"))
    (root / "flow.toml").write_text("x = 1\n", encoding="utf-8")
    try:
        found = check(root, today=TODAY)
    finally:
        reading.read_data.cache_clear()
    assert next(each.message for each in found if each.screen == "why").startswith("'\\\\bwhy ((?:")
    assert any(each.rule == "flow" for each in found)


def test_S41_a_phrase_that_misses_its_example_is_found(root: Path) -> None:
    shutil.copytree(PHRASES, root / "phrases")
    table = root / "phrases" / "rules" / "small_talk.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["example"] = "zzzz"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    found = [finding for finding in check(root, today=TODAY) if finding.level == "error"]

    assert [(Path(each.file).name, each.line, each.rule) for each in found] == [
        ("small_talk.csv", 2, "example"),
        ("topic_classifier.bin", 1, "practice"),
    ]
