"""One rule for each kind of value that an operator gives: for settings, `qoldau init` and `qoldau doctor`."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from yarl import URL

LOOPBACK = ("127.0.0.1", "::1", "localhost")
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
DATABASES = ("sqlite:///", "postgresql://")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_USERINFO = re.compile(r"//[^/?#]*@")


def token(given: str) -> str:
    """A token as BotFather writes it. Raises ValueError, which never shows what was given."""
    stripped = given.strip()
    if not TOKEN.fullmatch(stripped):
        raise ValueError("no token: digits:letters from BotFather are expected")
    return stripped


def address(given: str) -> str:
    """An http(s) address that every part of the program can use. Raises ValueError."""
    stripped = given.strip().rstrip("/")
    try:
        parts, _ = urlsplit(stripped), URL(stripped)
        usable = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(_ascii(parts.hostname)))
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or not stripped.isprintable() or " " in stripped:
        raise ValueError("an address that begins with https:// (or http://) is expected")
    return stripped


def database_url(given: str) -> str:
    """An address of a database. Raises ValueError, which does not show it: a password may be in it."""
    if not given.startswith(DATABASES) or len(given.split("://", 1)[1]) < 2:
        raise ValueError("sqlite:///file or postgresql://user:password@host/name is expected")
    return given


def file_of(database: str) -> Path | None:
    """The file of a `sqlite:///` address, None for another database."""
    return Path(unquote(database.removeprefix("sqlite:///"))) if database.startswith("sqlite:///") else None


def listen(given: str) -> str:
    """host:port to listen on. Raises ValueError."""
    host, _, port = given.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise ValueError("host:port is expected, as in 127.0.0.1:8443")
    return given


def has_password(database: str) -> bool:
    """Whether an address holds a password, by any of the ways that PostgreSQL reads one."""
    try:
        parts = urlsplit(database)
        return bool(parts.password) or bool(re.search(r"(^|&)password=.", parts.query))
    except ValueError:
        return True


def without_userinfo(address: str) -> str:
    """The address as it may be shown: what stands before an @, a name or a password, is left out."""
    return _USERINFO.sub("//", address)


def _ascii(host: str | None) -> str:
    """The host name as it goes over the client. Raises ValueError (UnicodeError) for one that cannot."""
    return (host or "").encode("idna").decode() if host and ":" not in host else host or ""
