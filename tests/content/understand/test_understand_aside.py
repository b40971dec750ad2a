"""The phrase book read in a process of its own is the one that this process would read."""

import subprocess

import pytest

from content.understand import aside, phrasebook, recognise

TEXTS = ("муж меня бьёт", "ya ne hochu zhit", "сегодня погода хорошая", "kunde urady", "издеваютса в школе")


def read_anew(monkeypatch: pytest.MonkeyPatch) -> phrasebook.Phrasebook:
    monkeypatch.setattr(phrasebook, "_kept", [])
    aside.read_aside()
    return phrasebook.phrasebook()


def test_a_book_read_aside_understands_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [recognise(text) for text in TEXTS]
    monkeypatch.setattr(aside, "laid_out", None)
    read_anew(monkeypatch)
    assert [recognise(text) for text in TEXTS] == here


def test_where_no_process_can_be_started_the_tables_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    rules = phrasebook.phrasebook().rules
    monkeypatch.setattr(subprocess, "run", refused)
    assert len(read_anew(monkeypatch).rules) == len(rules)


def test_it_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    book = phrasebook.phrasebook()
    monkeypatch.setattr(subprocess, "run", None)
    aside.read_aside()
    assert phrasebook.phrasebook() is book


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
