"""A wrong BOT_API_URL is a sentence in every command that would use it; no traceback, no password."""

from pathlib import Path

import pytest
from operating import TOKEN, qoldau

pytestmark = pytest.mark.system

WRONG = ("http://[bad", "http://boss:canarypassword@host:99999")


@pytest.mark.parametrize("address", WRONG)
async def test_S48_doctor_poster_run_and_init_say_which_setting_is_wrong(
    tmp_path: Path, address: str
) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_API_URL={address}\n", encoding="utf-8")
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    for arguments, code in (
        (("doctor", "--lang", "en"), 1),
        (("run",), 2),
        (("poster", "--campaign", "s1", "--out", "a.svg"), 2),
        (("init", "--yes", "--lang", "en"), 2),
        (("init", "--yes", "--lang", "en", "--api-url", address, "--token-file", "token"), 2),
    ):
        ended, out, error = await qoldau(tmp_path, *arguments)
        assert (arguments[0], ended) == (arguments[0], code)
        assert "Traceback" not in error
        assert "canarypassword" not in out + error
        assert out + error
