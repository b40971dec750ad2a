"""What replicas tell each other: sealed under a key made from the token, so that only this bot can read it.

On the wire a note is noise, always of the same length: neither the chat, nor the kind, nor that two notes are
of the same chat can be seen. Nothing is stored.
"""

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

_CONTEXT = b"qoldau: notes between replicas, 1: "
_NONCE, _MAC, _BLOCK = 16, 16, 64
_LENGTH = 448
"""Bytes of a note before it is sealed; the longest one takes about 300."""


class Kind(StrEnum):
    """`HELLO` begins, `HERE` answers it; `LATE`: a call of the sender has landed after a `TOUCHED`.

    `ASK` is answered by `GIVEN` or `NONE`.
    """

    HELLO = "hello"
    HERE = "here"
    TOUCHED = "touched"
    HID = "hid"
    LATE = "late"
    ASK = "ask"
    GIVEN = "given"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Note:
    """`sender` is random for each start, `number` grows; `to` names the note that is answered.

    `ids`: the live message first (with `HID`: the newest there was, then the faces). `data`: screen and state
    as a button carries them. `row`: texts typed in a row.
    """

    kind: Kind
    sender: str
    number: int
    chat: int = 0
    ids: tuple[int, ...] = ()
    to: str = ""
    data: str = ""
    row: int = 0

    @property
    def name(self) -> str:
        return f"{self.sender}/{self.number}"


class Seal:
    """Encrypts, then authenticates; BLAKE2b is the function of both."""

    def __init__(self, token: str) -> None:
        self._cipher = hmac.digest(token.encode(), _CONTEXT + b"cipher", "sha512")
        self._mac = hmac.digest(token.encode(), _CONTEXT + b"mac", "sha512")

    def closed(self, note: Note) -> str:
        """Raises ValueError for a note that is too long."""
        plain = json.dumps(astuple(note), separators=(",", ":")).encode()
        if len(plain) > _LENGTH:
            raise ValueError("a note between replicas is too long")
        nonce = secrets.token_bytes(_NONCE)
        hidden = nonce + self._mixed(nonce, plain.ljust(_LENGTH))
        return b64encode(hidden + self._tag(hidden)).decode()

    def opened(self, text: str) -> Note | None:
        """None for whatever was not sealed under this key, or is no note."""
        try:
            raw = b64decode(text, validate=True)
            hidden, tag = raw[:-_MAC], raw[-_MAC:]
            if not hmac.compare_digest(tag, self._tag(hidden)):
                return None
            return _note(json.loads(self._mixed(hidden[:_NONCE], hidden[_NONCE:])))
        except (ValueError, TypeError):
            return None

    def _mixed(self, nonce: bytes, text: bytes) -> bytes:
        blocks = range(-(-len(text) // _BLOCK))
        stream = b"".join(
            hashlib.blake2b(nonce + block.to_bytes(4), key=self._cipher, digest_size=_BLOCK).digest()
            for block in blocks
        )
        mixed = int.from_bytes(text) ^ int.from_bytes(stream[: len(text)])
        return mixed.to_bytes(len(text))

    def _tag(self, hidden: bytes) -> bytes:
        return hashlib.blake2b(hidden, key=self._mac, digest_size=_MAC).digest()


def _note(given: Any) -> Note:
    """Raises ValueError or TypeError for what another version, or a fault, has made."""
    kind, sender, number, chat, ids, to, data, row = given
    texts, numbers = (sender, to, data), (number, chat, row, *ids)
    if not all(type(each) is str for each in texts) or not all(type(each) is int for each in numbers):
        raise TypeError("not a note")
    return Note(Kind(kind), sender, number, chat, tuple(ids), to, data, row)
