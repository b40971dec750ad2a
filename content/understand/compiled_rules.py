"""All rules laid out for matching: places numbered, rules filed under the rarest place they need."""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from content.understand.language_features import LanguageFeatures, language_features
from content.understand.lexicon import Lexicon, lexicon
from content.understand.matching import Move, Run, Track
from content.understand.pattern import Choice, Part, Word
from content.understand.rules import Broken, Rule, Written, read_groups, read_rules
from content.understand.tables import PHRASES
from content.understand.typos import Typos, typos


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with places as numbers; `leans` says that it asks for a topic found before."""

    rule: Rule
    tracks: tuple[Track, ...]
    guards: tuple[tuple[Track, ...], ...]
    needs: frozenset[int]
    leans: bool


@dataclass(frozen=True, slots=True)
class CompiledRules:
    lexicon: Lexicon
    typos: Typos
    runs: tuple[dict[int, list[Run]], ...]
    """By depth: runs of words, then runs of those."""
    marks: dict[str, frozenset[int]]
    """`^`, `$` or `@topic` → the places it fills."""
    filed: dict[int, list[CompiledRule]]
    rules: tuple[CompiledRule, ...]
    languages: LanguageFeatures
    broken: tuple[Broken, ...]


class _Numbers:
    """Gives every distinct choice a number and remembers what fills it."""

    def __init__(self) -> None:
        self.of: dict[Choice, int] = {}
        self.words: dict[Word, list[int]] = defaultdict(list)
        self.depth: dict[int, int] = {}
        self.runs: dict[tuple[int, ...], set[int]] = defaultdict(set)

    def number(self, choice: Choice) -> int:
        if (known := self.of.get(choice)) is not None:
            return known
        depth = 0
        filled_by = []
        for run in choice.runs:
            places = tuple(self.number(place) for place in run)
            depth = max(depth, 1 + max(self.depth[place] for place in places))
            filled_by.append(places)
        number = self.of[choice] = len(self.of)
        self.depth[number] = depth
        for word in choice.words:
            self.words[word].append(number)
        for places in filled_by:
            self.runs[places].add(number)
        return number

    def track(self, part: Part) -> Track:
        return tuple(Move(self.number(step.place), step.after_gap, step.optional) for step in part)


_once = Lock()
_kept: list[CompiledRules] = []


def compiled_rules() -> CompiledRules:
    """The shipped tables, read and laid out once; whoever asks meanwhile waits."""
    return _kept[0] if _kept else adopt(lambda: compile_rules(PHRASES))


def adopt(read: Callable[[], CompiledRules]) -> CompiledRules:
    """What `compiled_rules()` gives from now on: what was read before, else what `read` brings."""
    with _once:
        if not _kept:
            _kept.append(_without_collecting(read))
    return _kept[0]


def read_again() -> CompiledRules:
    """What `compiled_rules()` gives from now on: the shipped tables as they now are."""
    rules = _without_collecting(lambda: compile_rules(PHRASES))
    with _once:
        _kept[:] = [rules]
    return rules


def _without_collecting(read: Callable[[], CompiledRules]) -> CompiledRules:
    """Reads without looking for garbage: nearly all of it stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return read()
    finally:
        if collecting:
            gc.enable()


def compile_rules(folder: Path) -> CompiledRules:
    """The tables of a folder. Broken rows are left out and named in `broken`: the others still help."""
    groups, broken_groups = read_groups(folder)
    written, broken_rules = read_rules(groups, folder)
    numbers = _Numbers()
    compiled = tuple(_lay(rule, numbers) for rule in written)
    del written
    groups.made.clear()
    numbers.of.clear()
    marks: dict[str, frozenset[int]] = {}
    for word in [word for word in numbers.words if word.text[0] in "^$@"]:
        marks[word.text] = frozenset(numbers.words.pop(word))
    uses = Counter(place for rule in compiled for place in rule.needs)
    uses.update(place for run in numbers.runs for place in set(run))
    for places in marks.values():
        uses.update(dict.fromkeys(places, 1_000_000))
    filed: dict[int, list[CompiledRule]] = defaultdict(list)
    for rule in compiled:
        filed[min(rule.needs, key=lambda place: (uses[place], place))].append(rule)
    book = lexicon(numbers.words, groups.entries)
    idiom_places = {place for rule in compiled if rule.rule.level == "idiom" for place in rule.needs}
    return CompiledRules(
        book, typos(book, idiom_places), _runs(numbers, uses), marks, dict(filed), compiled,
        language_features((each.rule for each in compiled), folder),
        (*broken_groups, *broken_rules),
    )  # fmt: skip


def _lay(written: Written, numbers: _Numbers) -> CompiledRule:
    tracks = tuple(numbers.track(part) for part in written.parts)
    guards = tuple(tuple(numbers.track(part) for part in guard) for guard in written.guards)
    needs = frozenset(move.place for track in tracks for move in track if not move.optional)
    leans = any(
        word.text.startswith("@") for part in written.parts for step in part for word in step.place.words
    )
    return CompiledRule(written.rule, tracks, guards, needs, leans)


def _runs(numbers: _Numbers, uses: Counter[int]) -> tuple[dict[int, list[Run]], ...]:
    by_depth: dict[int, dict[int, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for places, fills in numbers.runs.items():
        depth = max(numbers.depth[place] for place in places)
        key = min(places, key=lambda place: (uses[place], place))
        by_depth[depth][key].append(Run(places, tuple(fills)))
    return tuple(dict(by_depth[depth]) for depth in sorted(by_depth))
