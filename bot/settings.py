"""Settings from the environment or `.env`; everything wrong with them is said at once."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import values
from content.model import LANGUAGES

MONITORS_BESIDE_WEBHOOK = "127.0.0.1:8444"
SECRET = ("BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "PING_URL")
_TOKEN_LIKE = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
Organisers = Annotated[frozenset[int], NoDecode]
Languages = Annotated[tuple[str, ...], NoDecode]


class SettingsError(Exception):
    """The settings cannot be used; the text lists every one that is wrong, a line each."""


class _Token(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = None
    bot_token_file: Path | None = None

    def token(self) -> str:
        """The token from BOT_TOKEN or the file of BOT_TOKEN_FILE. Raises SettingsError without either."""
        if self.bot_token and self.bot_token.get_secret_value().strip():
            return _well_formed(self.bot_token.get_secret_value(), "BOT_TOKEN")
        if self.bot_token_file is None:
            raise SettingsError(
                "BOT_TOKEN: is missing: put the token from BotFather there, or its file into BOT_TOKEN_FILE"
            )
        try:
            return _well_formed(self.bot_token_file.read_text(encoding="utf-8"), "BOT_TOKEN_FILE")
        except (OSError, UnicodeDecodeError) as error:
            kind = error.strerror if isinstance(error, OSError) else "not text"
            raise SettingsError(f"BOT_TOKEN_FILE: the file cannot be read ({kind})") from None


class Settings(_Token):
    """What `.env.example` explains, a line each. Names are those of the environment, in lower case."""

    bot_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite:///counts.db")
    organisers: Organisers = frozenset()
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    listen: str = "127.0.0.1:8443"
    monitor_listen: str | None = None
    idle_minutes: float = Field(default=15, gt=0, le=24 * 60)
    min_count: int = Field(default=10, ge=5)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    keep_years: int = Field(default=5, ge=1)
    campaign_channel: str = ""
    campaign_languages: Languages = ("kk", "ru")
    alive_file: Path | None = None
    backup_folder: Path | None = None
    ping_url: SecretStr | None = None

    @field_validator("organisers", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        parts = [part.strip() for part in given.split(",") if part.strip()]
        if wrong := [part for part in parts if not part.isdecimal()]:
            raise ValueError(f"{wrong[0]!r} is no Telegram user id: numbers only, separated by commas")
        return frozenset(int(part) for part in parts)

    @field_validator("campaign_channel")
    @classmethod
    def _channel(cls, given: str) -> str:
        if given and not re.fullmatch(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,15}", given):
            raise ValueError("@name of a channel, or its id that begins with -100, is expected")
        return given

    @field_validator("campaign_languages", mode="before")
    @classmethod
    def _languages(cls, given: object) -> object:
        parts = [part.strip() for part in given.split(",")] if isinstance(given, str) else given
        if not isinstance(parts, list | tuple) or not parts or set(parts) - set(LANGUAGES):
            raise ValueError(f"some of {', '.join(LANGUAGES)}, separated by commas, are expected")
        return tuple(dict.fromkeys(parts))

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _address(cls, given: str | None) -> str | None:
        return values.address(given) if given else None

    @field_validator("ping_url")
    @classmethod
    def _ping(cls, given: SecretStr | None) -> SecretStr | None:
        if given:
            values.address(given.get_secret_value())
        return given

    @field_validator("database_url")
    @classmethod
    def _database(cls, given: SecretStr) -> SecretStr:
        values.database_url(given.get_secret_value())
        return given

    @field_validator("listen", "monitor_listen")
    @classmethod
    def _listen(cls, given: str | None) -> str | None:
        return values.listen(given) if given else None

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, given: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if given is None and info.data.get("webhook_url"):
            raise ValueError("is missing: webhook mode needs a secret of 1 to 256 letters, digits, _ or -")
        if given and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get_secret_value()):
            raise ValueError("1 to 256 letters, digits, _ or - are expected")
        return given

    @field_validator("log_level")
    @classmethod
    def _level(cls, given: str, info: ValidationInfo) -> str:
        if given == "DEBUG" and urlsplit(info.data.get("bot_api_url", "")).hostname not in values.LOOPBACK:
            raise ValueError("DEBUG is refused outside the sandbox: use INFO")
        return given

    def heartbeat(self) -> Path | None:
        """The file whose time says that the bot runs: ALIVE_FILE, or one beside a SQLite database."""
        url = self.database_url.get_secret_value()
        beside = values.file_of(url)
        return self.alive_file or (beside.with_name(f"{beside.name}.alive") if beside else None)

    def monitors(self) -> str:
        """Where monitors may ask (host:port): never where the webhook, and so the public, is let in."""
        return self.monitor_listen or (MONITORS_BESIDE_WEBHOOK if self.webhook_url else self.listen)


def _well_formed(given: str, name: str) -> str:
    try:
        return values.token(given)
    except ValueError:
        raise SettingsError(
            f"{name}: given a value that is no token (not shown); expected digits:letters from BotFather"
        ) from None


def read_settings(*, with_token: bool, **given: object) -> Settings:
    """The settings, complete. Raises SettingsError that lists everything wrong, never showing a secret."""
    problems: list[str] = []
    settings = None
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        problems += [_line(fault) for fault in error.errors(include_url=False)]
    except (OSError, UnicodeDecodeError) as error:
        kind = error.strerror if isinstance(error, OSError) else "save it as UTF-8"
        raise SettingsError(f".env: the file cannot be read ({kind})") from None
    if with_token:
        try:
            (settings or _Token()).token()
        except SettingsError as error:
            problems.append(str(error))
    if problems or settings is None:
        raise SettingsError("\n".join(problems))
    return settings


def _line(fault: object) -> str:
    assert isinstance(fault, dict)  # noqa: S101
    message = str(fault["msg"]).removeprefix("Value error, ")
    name = str(fault["loc"][0]).upper()
    if fault["input"] is None:
        return f"{name}: {message}"
    given = "a value (not shown)" if name in SECRET else values.without_userinfo(repr(fault["input"]))
    return _TOKEN_LIKE.sub("(not shown)", f"{name}: given {given}; {message}")
