"""S30: a Kazakh word form that nobody has looked at is found; the lock follows the texts on purpose only."""

from pathlib import Path

import pytest
from check_seeds import TODAY

from content.check.check import check
from content.check.forms import FILE, forms, read_lock, write_lock
from content.finding import Finding
from content.load import CONTENT_DIR


@pytest.fixture
def locked(root: Path) -> Path:
    write_lock(root)
    return root


def found_in(root: Path) -> list[Finding]:
    return [each for each in check(root, today=TODAY) if each.rule == "word-form"]


def replace(root: Path, old: str, new: str) -> tuple[str, int]:
    """Puts `new` for the first `old` of the Kazakh screens; the file's name and the line changed."""
    path = root / "texts" / "kk" / "screens.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    return f"{root.name}/texts/kk/screens.toml", source[: source.index(old)].count("\n") + 1


def test_S30_a_locked_text_has_no_finding(locked: Path) -> None:
    assert found_in(locked) == []


def test_S30_a_new_form_is_an_error_on_its_line(locked: Path) -> None:
    place = replace(locked, "Полиция", "Полицияғаа")
    new = [each for each in found_in(locked) if each.level == "error"]
    assert [(each.file, each.line, each.language) for each in new] == [(*place, "kk")]
    assert "'полицияғаа'" in new[0].message


def test_S30_the_lock_written_anew_names_what_is_new_and_forgets_what_is_gone(locked: Path) -> None:
    before = read_lock(locked)
    replace(locked, "Полиция", "Полицияғаа")
    assert write_lock(locked) == ["полицияғаа"]
    assert read_lock(locked) == set(forms(locked)) != before
    assert found_in(locked) == []


def test_S30_a_form_that_stands_nowhere_is_told(locked: Path) -> None:
    with (locked / FILE).open("a", encoding="utf-8") as lock:
        lock.write("жоқсөз\n")
    (told,) = found_in(locked)
    assert (told.level, told.file) == ("warning", f"{locked.name}/{FILE.as_posix()}")
    assert "1 forms" in told.message


def test_S30_only_kazakh_is_locked(locked: Path) -> None:
    assert {"полиция", "helpline"} & set(forms(locked)) == {"полиция"}


def test_S30_the_real_lock_holds_the_forms_of_every_kazakh_text() -> None:
    lock = read_lock(CONTENT_DIR)
    assert lock is not None
    assert lock == set(forms(CONTENT_DIR))
    for kind in ("site", "reports", "poster", "setup", "terminal"):
        assert (CONTENT_DIR / "texts" / kind / "kk.toml").exists()
