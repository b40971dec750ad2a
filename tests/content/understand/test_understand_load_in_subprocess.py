"""The rules read in a process of its own is the one that this process would read."""

import subprocess

import pytest

from content.understand import compiled_rules, load_in_subprocess, recognise

TEXTS = ("муж меня бьёт", "ya ne hochu zhit", "сегодня погода хорошая", "kunde urady", "издеваютса в школе")


def read_anew(monkeypatch: pytest.MonkeyPatch) -> compiled_rules.CompiledRules:
    monkeypatch.setattr(compiled_rules, "_kept", [])
    load_in_subprocess.load_in_subprocess()
    return compiled_rules.compiled_rules()


def test_rules_read_elsewhere_understand_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [recognise(text) for text in TEXTS]
    monkeypatch.setattr(load_in_subprocess, "compile_rules", None)
    read_anew(monkeypatch)
    assert [recognise(text) for text in TEXTS] == here


def test_where_no_process_can_be_started_the_tables_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    rules = compiled_rules.compiled_rules().rules
    monkeypatch.setattr(subprocess, "run", refused)
    assert len(read_anew(monkeypatch).rules) == len(rules)


def test_a_process_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", timeout)

    rules = compiled_rules.compiled_rules().rules
    monkeypatch.setattr(subprocess, "run", hangs)
    assert len(read_anew(monkeypatch).rules) == len(rules)


def test_it_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    book = compiled_rules.compiled_rules()
    monkeypatch.setattr(subprocess, "run", None)
    load_in_subprocess.load_in_subprocess()
    assert compiled_rules.compiled_rules() is book


def test_S42_the_process_that_reads_the_tables_gets_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []

    def seen(*_: object, env: dict[str, str], **__: object) -> None:
        given.append(env)
        raise PermissionError

    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setattr(subprocess, "run", seen)
    read_anew(monkeypatch)
    assert given
    assert not [name for env in given for name in env if "TOKEN" in name]
