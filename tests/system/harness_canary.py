"""People with names, ids and words that occur nowhere else, and a search for them in all that was written."""

import re
from dataclasses import dataclass

from harness_process import TOKEN, Process

from sandbox.people.person import Person

FIRST_ID = 5_123_456_789_000
NAME, LAST_NAME, USERNAME = "CanarCanarfirst", "Канарейкина", "canary_user_name"
PHRASES = (
    "канарейка меня бьют дома zqxjzqxj",
    "canaryphrase they bully me zqxjzqxj",
    "кенарь өлгім келеді zqxjzqxj",
)
WORDS = ("Canar", "canar", "Канарейк", "канарейк", "кенарь", "zqxj", "CanarytokenQx7Zk2")
LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d "
    r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) [A-Za-z0-9_.]+ [a-z0-9_]+"
    r"( [a-z]+=[A-Za-z0-9_.\-]{1,40})*"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A trace: where, and of what."""

    where: str
    what: str


async def canary(bot: Process, language: str = "ru") -> Person:
    return await bot.sandbox.crowd.person(NAME, language, last_name=LAST_NAME, username=USERNAME)


def traces(bot: Process) -> list[Found]:
    """Every trace of a person or of the token in any file the process wrote."""
    needles = {word: [word.encode(), word.encode("utf-16-le")] for word in (*WORDS, TOKEN)}
    for number in bot.sandbox.world.chats:
        bare = number.to_bytes(6, "big", signed=True)
        needles[f"chat {number}"] = [str(number).encode(), bare, bare[::-1]]
    for query in list(bot.sandbox.world.queries)[-50:]:
        needles[f"query {query}"] = [query.encode()]
    return [
        Found(where, what)
        for where, content in bot.written().items()
        for what, forms in needles.items()
        if any(form in content for form in forms)
    ]


def odd_lines(bot: Process) -> list[str]:
    """Lines on stdout or stderr that are no event of the log."""
    return [line for line in bot.log.splitlines() if not LINE.fullmatch(line)]
