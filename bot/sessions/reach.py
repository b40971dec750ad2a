"""Which message ids a chat's end, or a call without an answer, may have left. They run through all chats.

`deleteMessages` skips ids that are not of the chat: https://core.telegram.org/bots/api#deletemessages
"""

from collections.abc import Collection
from itertools import chain

A_CALL = 100
WITHOUT_A_TALK = 500
MARGIN = 20
MOST_IN_DOUBT = 1000


def in_doubt(after: int, highest: int, below: int = 0) -> list[int]:
    """Ids that a message without an answer may have got: those next to the last one known first."""
    end = min(highest + MARGIN, after + MOST_IN_DOUBT)
    return list(range(after + 1, min(end, below - 1) + 1 if below else end + 1))


def around(known: Collection[int], reach: int, highest: int) -> list[int]:
    """`known` and as many ids as make up `reach`, so that a crash leaves nothing behind.

    First those before the newest known, then those after it, up to the `highest` there is.
    """
    newest = max(known, default=highest)
    ids = dict.fromkeys(known)
    near = range(newest, max(newest - A_CALL, 0), -1)
    for each in chain(near, range(newest + 1, highest + 1), range(newest - A_CALL, 0, -1)):
        if len(ids) >= reach:
            break
        ids.setdefault(each)
    return sorted(ids, reverse=True)
