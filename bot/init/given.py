"""What may be given: a token, numbers of organisers, addresses. Each common mistake has its line."""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bot.init.fault import Fault, reason

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# Ids have at most 10 digits so far; numbers of telephones in Kazakhstan have 11 and begin with 77.
TELEPHONE = re.compile(r"\+\d+|77\d{9}|87\d{9}")


def token(given: str) -> str:
    """A token as BotFather writes it. Raises Fault."""
    stripped = given.strip()
    if not TOKEN.fullmatch(stripped):
        raise Fault("token_malformed")
    return stripped


def token_from(source: str | None, file: Path | None) -> str | None:
    """The token of `--token -` (standard input) or `--token-file`; None when neither is given."""
    if source is not None and source != "-":
        raise Fault("token_open")
    if source == "-":
        return token(sys.stdin.readline())
    if file is None:
        return None
    try:
        return token(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Fault("token_malformed") from None
    except OSError as error:
        raise Fault("token_file", why=reason(error)) from None


def organisers(given: str, bot: int) -> str:
    """Numbers of people with commas between them; `bot` is the bot's own. Raises Fault."""
    parts = [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
    for part in parts:
        if wrong := _wrong_organiser(part, bot):
            raise Fault(wrong, given=part)
    return ",".join(dict.fromkeys(str(int(part)) for part in parts))


def address(given: str) -> str:
    """An address of a Bot API. Raises Fault."""
    parts = urlsplit(given.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Fault("address", given=given)
    return given.strip().rstrip("/")


def database(given: str) -> str:
    """An address of a database. Raises Fault, which does not show it: a password may be in it."""
    if not given.startswith(("sqlite:///", "postgresql://")) or len(given.split("://")[1]) < 2:
        raise Fault("database")
    return given


def _wrong_organiser(part: str, bot: int) -> str:
    if re.fullmatch(r"-\d+", part):
        return "organiser_is_group"
    if TELEPHONE.fullmatch(part):
        return "organiser_is_phone"
    if re.fullmatch(r"@\w+|(https?://)?t\.me/\w+|[A-Za-z]\w+", part):
        return "organiser_is_name"
    if not re.fullmatch(r"[1-9]\d{0,15}", part, re.ASCII):
        return "organiser_is_no_number"
    return "organiser_is_bot" if int(part) == bot else ""
