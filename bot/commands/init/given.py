"""What may be given: a token, numbers of organisers, addresses. Each common mistake has its line."""

import re
import sys
from pathlib import Path

from bot import values
from bot.commands.init.fault import Fault, reason

# Ids have at most 10 digits so far; numbers of telephones in Kazakhstan have 11 and begin with 77.
TELEPHONE = re.compile(r"\+\d+|77\d{9}|87\d{9}")


def token(given: str) -> str:
    """A token as BotFather writes it. Raises Fault."""
    try:
        return values.token(given)
    except ValueError:
        raise Fault("token_malformed") from None


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
    try:
        return values.address(given)
    except ValueError:
        raise Fault("address", given=values.without_userinfo(given)) from None


def database(given: str) -> str:
    """An address of a database, `-`: read from standard input. Raises Fault, which never shows it.

    One with a password is taken from standard input only: others on the machine see a command's arguments.
    """
    if given == "-":
        given = sys.stdin.readline().strip()
    elif values.has_password(given):
        raise Fault("database_open")
    try:
        return values.database_url(given)
    except ValueError:
        raise Fault("database") from None


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
