"""Which messages were hidden a short while ago, without any id in clear (S19, S46)."""

import hashlib
import secrets
from collections.abc import Callable, Iterable

HIDDEN_SECONDS = 15 * 60
_LONGEST_ID = 8


class HiddenMarks:
    """For each chat that hid, hashed under a random key: its faces, and its newest message, masked."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._marks: dict[bytes, tuple[float, int]] = {}

    def hid(self, chat: int, newest: int, faces: Iterable[int] = ()) -> None:
        """Everything of the chat up to the message `newest` was hidden now; `faces` are what it showed."""
        self._drop_old()
        for name in (str(chat), *(f"{chat}/{each}" for each in faces)):
            mark, mask = self._hashed(name)
            self._marks.pop(mark, None)
            self._marks[mark] = self._now(), newest ^ mask

    def was_hidden(self, chat: int, message: int) -> bool:
        """Whether the message was in the chat when it was hidden."""
        self._drop_old()
        mark, mask = self._hashed(str(chat))
        found = self._marks.get(mark)
        return found is not None and message <= found[1] ^ mask

    def was_face(self, chat: int, message: int) -> bool:
        """Whether the message was the live one, or pressed, when the chat was hidden."""
        self._drop_old()
        return self._hashed(f"{chat}/{message}")[0] in self._marks

    def _hashed(self, name: str) -> tuple[bytes, int]:
        digest = hashlib.blake2b(name.encode(), key=self._key, digest_size=24).digest()
        return digest[:16], int.from_bytes(digest[16 : 16 + _LONGEST_ID])

    def _drop_old(self) -> None:
        limit = self._now() - HIDDEN_SECONDS
        while self._marks and next(iter(self._marks.values()))[0] < limit:
            del self._marks[next(iter(self._marks))]
