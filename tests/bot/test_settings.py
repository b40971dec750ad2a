from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

TOKEN = "4242424242:AAveryverysecretlettersandmore_12345"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def wrong(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[str]:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_settings(with_token=True)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("BOT_TOKEN", "no token"),
        ("BOT_API_URL", "api.telegram.org"),
        ("DATABASE_URL", "mysql://host"),
        ("ORGANISERS", "12, me"),
        ("LISTEN", "8443"),
        ("LISTEN", "127.0.0.1:99999"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_SECRET", "two words"),
        ("IDLE_MINUTES", "soon"),
        ("IDLE_MINUTES", "0"),
        ("MIN_COUNT", "4"),
        ("LOG_LEVEL", "LOUD"),
        ("KEEP_YEARS", "0"),
        ("BOT_TOKEN_FILE", "nowhere/token"),
    ],
)
def test_a_wrong_setting_is_named_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    lines = wrong(
        monkeypatch, **{**({} if name.startswith("BOT_TOKEN") else {"BOT_TOKEN": TOKEN}), name: given}
    )
    assert [line.partition(":")[0] for line in lines] == [name]


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"MIN_COUNT": "2", "LISTEN": "x", "LOG_LEVEL": "DEBUG", "WEBHOOK_URL": "https://x.example"}
    names = {line.partition(":")[0] for line in wrong(monkeypatch, **given)}
    assert names == {"MIN_COUNT", "LISTEN", "LOG_LEVEL", "WEBHOOK_SECRET", "BOT_TOKEN"}


@pytest.mark.parametrize("name", ["BOT_API_URL", "ORGANISERS", "LISTEN", "LOG_LEVEL", "DATABASE_URL"])
def test_S48_a_token_in_the_wrong_place_is_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert TOKEN not in "".join(wrong(monkeypatch, **{name: TOKEN}))


def test_S48_no_secret_stands_in_what_python_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:verysecret@host/name")
    settings = read_settings(with_token=True)
    assert settings.token() == TOKEN
    assert TOKEN not in repr(settings)
    assert "verysecret" not in repr(settings)


def test_the_token_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))
    assert read_settings(with_token=True).token() == TOKEN


def test_settings_come_from_a_file_too_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("MIN_COUNT=12\nIDLE_MINUTES=7\nORGANISERS=\n", encoding="utf-8")
    monkeypatch.setenv("MIN_COUNT", "15")
    settings = read_settings(with_token=False)
    assert (settings.min_count, settings.idle_minutes, settings.organisers) == (15, 7, frozenset())


def test_an_empty_setting_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEBHOOK_URL", "MIN_COUNT", "LISTEN", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    settings = read_settings(with_token=False)
    assert (settings.webhook_url, settings.min_count) == (None, 10)


def test_a_file_that_is_not_utf_8_is_said_so(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# мой бот\nMIN_COUNT=12\n".encode("cp1251"))
    with pytest.raises(SettingsError, match=r"\.env: .*UTF-8"):
        read_settings(with_token=False)


def test_organisers_are_numbers_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANISERS", " 12, 34 ,")
    assert read_settings(with_token=False).organisers == frozenset({12, 34})


def test_debug_is_for_the_sandbox_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8150/")
    settings = read_settings(with_token=False)
    assert (settings.log_level, settings.bot_api_url) == ("DEBUG", "http://127.0.0.1:8150")


@pytest.mark.parametrize("given", ["http://[bad", "http://host:99999", "http://host:x", "http://a..b"])
@pytest.mark.parametrize("name", ["BOT_API_URL", "WEBHOOK_URL"])
def test_an_address_that_no_call_could_use_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    lines = wrong(monkeypatch, BOT_TOKEN=TOKEN, WEBHOOK_SECRET="s", **{name: given})
    assert [line.partition(":")[0] for line in lines] == [name]


def test_S48_a_password_in_a_wrong_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "verysecret" not in "".join(wrong(monkeypatch, BOT_API_URL="http://u:verysecret@host:99999"))
