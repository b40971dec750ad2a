"""S30: what was confirmed, by which role, on which wording; a changed wording is noticed."""

from datetime import date
from pathlib import Path

import pytest
from check_seeds import TODAY, Edit, Seed, line_of, on_text, plant, text

from content.check.check import check, subject_of
from content.check.confirm import confirm
from content.check.signoff import State, digest, states

ROLE = "native editor of the helpline"
RUSSIAN = Seed("", "", (text("ru", "doors", "О ком", "О ком же"),), ())
KAZAKH = Seed("", "", (text("kk", "doors", 'text = """\n', 'text = """\nСәлем.\n'),), ())


def state(root: Path, language: str, screen: str) -> State:
    return states(subject_of(root, TODAY))[language, screen]


def about_translation(root: Path) -> list[tuple[str, str, str]]:
    found = [each for each in check(root, today=TODAY) if each.rule in ("translation", "S30")]
    return [(each.screen, each.language, each.rule) for each in found if each.level == "warning"]


def test_S30_nothing_is_signed_off_at_first(root: Path) -> None:
    assert set(states(subject_of(root, TODAY)).values()) == {State.NATIVE, State.REVIEW}
    assert state(root, "kk", "doors") is State.NATIVE


def test_S30_a_role_signs_off_the_screens_it_names(root: Path) -> None:
    assert confirm(root, TODAY, "kk", ["doors"], ROLE) == ["doors"]
    assert state(root, "kk", "doors") is State.SIGNED
    assert state(root, "kk", "topics") is State.NATIVE
    assert f'role = "{ROLE}", on = 2026-11-24' in (root / "signoff.toml").read_text(encoding="utf-8")


def test_S30_a_changed_wording_loses_its_sign_off(root: Path) -> None:
    confirm(root, TODAY, "kk", role=ROLE)
    plant(root, KAZAKH)
    assert state(root, "kk", "doors") is State.CHANGED
    assert about_translation(root) == [("doors", "kk", "S30")]


def test_a_changed_source_makes_translations_stale_until_they_are_compared_again(root: Path) -> None:
    confirm(root, TODAY, "kk", role=ROLE)
    plant(root, RUSSIAN)
    assert state(root, "kk", "doors") is State.STALE
    assert about_translation(root) == [("doors", "en", "translation"), ("doors", "kk", "translation")]

    confirm(root, date(2026, 12, 1), "kk", ["doors"])
    confirm(root, date(2026, 12, 1), "en", ["doors"])

    assert about_translation(root) == []
    assert state(root, "kk", "doors") is State.SIGNED
    assert "2026-12-01" not in (root / "signoff.toml").read_text(encoding="utf-8")


def test_line_breaks_are_no_change_of_wording() -> None:
    assert digest({"text": "one  two\nthree"}) == digest({"text": "one two three"})
    assert digest({"text": "one two"}) != digest({"text": "one too"})
    assert digest({"a": "x", "b": "y"}) != digest({"a": "y", "b": "x"})


def test_a_text_without_a_record_is_said_to_be_unconfirmed(root: Path) -> None:
    (root / "signoff.toml").unlink()
    found = check(root, today=TODAY)
    wanted = line_of(root, on_text("kk", "doors"))
    assert ("content/texts/kk/screens.toml", wanted, "doors") in {(e.file, e.line, e.screen) for e in found}
    assert ("content/signoff.toml", "file") in {(each.file, each.rule) for each in found}


def test_an_unknown_screen_cannot_be_confirmed(root: Path) -> None:
    with pytest.raises(KeyError, match="windows"):
        confirm(root, TODAY, "kk", ["windows"])


def test_a_broken_record_names_its_key(root: Path) -> None:
    plant(root, Seed("", "", (Edit("signoff.toml", "doors = { source", "doors = { sauce"),), ()))
    broken = [each for each in check(root, today=TODAY) if each.rule == "shape"]
    assert "sauce: unknown key" in " ".join(each.message for each in broken)
