"""The language of patterns: `{PARTNER} ... beat{ENDING} & {NOW}`, parsed, not yet laid out for matching."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from content.understand.tables import BrokenRowError

START, END = "^", "$"
GAP = "..."
LONGEST_GAP = 3
_ATOM = re.compile(r"(?P<topic>@[a-z_]+)|(?P<edge>[\^$])|(?P<word>\w+)(?P<any>\*)?(?:\{(?P<ends>\w+)\})?$")
_JOINT = re.compile(r"_(?![^{]*\})")
"""Joins words that stand together inside a choice: a|b_c."""
_GROUP = re.compile(r"\{(\w+)\}$")


class Word(NamedTuple):
    """A word, a beginning (`any`), or a stem with one of a group's endings (`endings` names it)."""

    text: str
    any: bool = False
    endings: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One place in a pattern: any of these words, in order, or any of these runs of places."""

    words: tuple[Word, ...]
    runs: frozenset[tuple["Choice", ...]] = frozenset()


class Step(NamedTuple):
    place: Choice
    after_gap: bool
    optional: bool


Part = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Entries of each group as written, and the choices already made of them."""

    entries: dict[str, list[str]]
    forms: dict[str, list[Word]] = field(default_factory=dict)
    """A word → all its forms, where they are listed."""
    made: dict[str, Choice] = field(default_factory=dict)


def parse(pattern: str, groups: Groups) -> tuple[Part, ...]:
    """Parts joined by `&` may stand in any order. Raises BrokenRowError for what cannot be read."""
    return tuple(_part(part, groups) for part in pattern.split("&"))


def _part(text: str, groups: Groups) -> Part:
    steps: list[Step] = []
    gap = False
    for item in text.split():
        if item == GAP:
            gap = True
            continue
        optional = item.endswith("?")
        steps.append(Step(_choice(item.removesuffix("?"), groups, ()), gap, optional))
        gap = False
    if not any(not step.optional for step in steps):
        raise BrokenRowError(f'"{text.strip()}" asks for no word: write at least one that must be there')
    return tuple(steps)


def _choice(item: str, groups: Groups, inside: tuple[str, ...]) -> Choice:
    words: set[Word] = set()
    runs: set[tuple[Choice, ...]] = set()
    for option in item.replace("/", "|").replace("'", "").split("|"):
        if group := _GROUP.match(option):
            choice = named(group[1], groups, inside)
            words.update(choice.words)
            runs |= choice.runs
        elif len(joined := _JOINT.split(option)) > 1 and not option.startswith("@"):
            runs.add(tuple(_choice(word, groups, inside) for word in joined))
        else:
            word = _word(option, groups)
            words.add(word)
            if not word.any and not word.endings:
                words.update(groups.forms.get(word.text, ()))
    return Choice(tuple(sorted(words)), frozenset(runs))


def named(name: str, groups: Groups, inside: tuple[str, ...] = ()) -> Choice:
    """The choice a group stands for. Raises BrokenRowError for an unknown or circular one."""
    if name in groups.made:
        return groups.made[name]
    if name not in groups.entries:
        raise BrokenRowError(f"group {{{name}}} is unknown: add it to groups.csv or correct the name")
    if name in inside:
        raise BrokenRowError(f"group {{{name}}} contains itself: take it out of its own entries")
    words: set[Word] = set()
    runs: set[tuple[Choice, ...]] = set()
    for entry in groups.entries[name]:
        places = tuple(_choice(item, groups, (*inside, name)) for item in entry.split())
        if len(places) == 1:
            words.update(places[0].words)
            runs |= places[0].runs
        else:
            runs.add(places)
    groups.made[name] = Choice(tuple(sorted(words)), frozenset(runs))
    return groups.made[name]


def check_entry(entry: str, name: str, groups: Groups) -> None:
    """Raises BrokenRowError for an entry of a group that cannot be read."""
    if not entry.startswith("-"):
        for item in entry.split():
            _choice(item, groups, (name,))


def _word(option: str, groups: Groups) -> Word:
    if option.isalpha():
        return Word(option.lower())
    found = _ATOM.match(option)
    if not found:
        raise BrokenRowError(f'"{option}" is not a word: use letters, *, a|b, a_b, ..., {{GROUP}}, &, ^ or $')
    if found["topic"] or found["edge"]:
        return Word(option)
    ends = found["ends"] or ""
    if ends and not all(entry.startswith("-") for entry in groups.entries.get(ends, ["?"])):
        raise BrokenRowError(f"{{{ends}}} after a stem must name a group of endings, each beginning with -")
    return Word(found["word"].lower(), bool(found["any"]), ends)
