import logging

import pytest

from bot.process.changes import State


def test_a_state_is_said_when_it_changes_and_only_then(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    state = State(logging.getLogger("qoldau.test"), "fails", "works_again")
    for kind in ("", "TimeoutError", "TimeoutError", "OSError", "", ""):
        state.now(kind)
    said = [(each.levelname, each.message, getattr(each, "fields", {})) for each in caplog.records]
    assert said == [
        ("WARNING", "fails", {"kind": "TimeoutError"}),
        ("WARNING", "fails", {"kind": "OSError"}),
        ("INFO", "works_again", {}),
    ]
