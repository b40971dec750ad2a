"""What is wrong with the phrase tables: every row is tried on its own example and counter-example."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from content.finding import Finding
from content.understand.classifier import TOPICS_FILE, is_fresh
from content.understand.compiled_rules import CompiledRule, CompiledRules, compile_rules, compiled_rules
from content.understand.filled_places import holds, lay_out, lay_out_whole
from content.understand.language import looks_english
from content.understand.recognition import fired_rules
from content.understand.rules import Rule
from content.understand.tables import PHRASES
from content.understand.tokenise import bounded, split
from content.understand.training_data import wrong_rows

SERIOUS = ("urgent", "topic", "hint")
_WITH_IDIOMS = ("idiom", "context", "need", "about")


def findings(development: Path | None = None, folder: Path = PHRASES) -> list[Finding]:
    """Everything wrong with the tables of a folder, in order of file and line.

    `development`: a CSV file with a column `text`; rules that never decide anything on it are named too.
    """
    book = compiled_rules() if folder == PHRASES else compile_rules(folder)
    found = [_finding(bad.file, bad.line, "broken_row", bad.why) for bad in book.broken]
    found.extend(_twice(book))
    for compiled in book.rules:
        found.extend(_example(compiled, book))
        found.extend(_counter_example(compiled, book))
    found.extend(_finding(*wrong[:2], "practice", wrong[2]) for wrong in wrong_rows(folder))
    if not is_fresh(folder):
        found.append(
            _finding(
                TOPICS_FILE,
                1,
                "practice",
                "is missing or older than practice/, dev.csv or the examples: run make learn",
            )
        )
    if development is not None:
        found.extend(_idle(book, development))
    return sorted(found)


def matches(compiled: CompiledRule, text: str, book: CompiledRules) -> bool:
    """Whether a rule matches a text on its own, idioms and contexts included."""
    if compiled.rule.level in _WITH_IDIOMS:
        words, english = _words(text)
        return holds(compiled, lay_out_whole(words, book, transliterated=not english))
    return compiled.rule in fired(text, book)


def fired(text: str, book: CompiledRules) -> list[Rule]:
    words, english = _words(text)
    return fired_rules(lay_out(words, book, transliterated=not english), book)


def _words(text: str) -> tuple[list[str], bool]:
    words = split(bounded(text))
    return words, looks_english(words)


def _twice(book: CompiledRules) -> Iterator[Finding]:
    ids: dict[str, Rule] = {}
    meanings: dict[object, Rule] = {}
    for compiled in book.rules:
        rule = compiled.rule
        if (first := ids.setdefault(rule.id, rule)) is not rule:
            yield _of(rule, "twice", f'id "{rule.id}" is also at {_at(first)}: give this row its own')
        same = (rule.level, rule.topic, compiled.tracks, compiled.guards)
        if (first := meanings.setdefault(same, rule)) is not rule:
            yield _of(rule, "twice", f"says the same as {first.id} at {_at(first)}: keep one of them")


def _example(compiled: CompiledRule, book: CompiledRules) -> Iterator[Finding]:
    rule = compiled.rule
    if not matches(compiled, rule.example, book):
        message = f'does not match its example "{rule.example}": correct the pattern or the example'
        yield _of(rule, "example", message)


def _counter_example(compiled: CompiledRule, book: CompiledRules) -> Iterator[Finding]:
    rule = compiled.rule
    text = rule.counter_example
    if matches(compiled, text, book):
        message = f'matches its counter-example "{text}": narrow the pattern or add a guard under unless'
        yield _of(rule, "counter_example", message)
    if rule.level not in SERIOUS:
        return
    for other in fired(text, book):
        if (
            other is not rule
            and other.level in SERIOUS
            and (rule.level != "urgent" or other.level == "urgent")
        ):
            message = f'{other.id} matches this counter-example "{text}": add a guard to {other.id}'
            yield _of(rule, "counter_example", message)


def _idle(book: CompiledRules, development: Path) -> Iterator[Finding]:
    with development.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    deciding = {rule.id for text in texts for rule in _deciding(fired(text, book))}
    for compiled in book.rules:
        rule = compiled.rule
        if rule.level in SERIOUS and rule.id not in deciding:
            message = f"never decides anything in {development.name}: add a message only it finds, or drop it"
            yield _of(rule, "idle", message, "warning")


def _deciding(rules: Sequence[Rule]) -> list[Rule]:
    """Rules without which the topic or the danger would not have been seen."""
    serious = [rule for rule in rules if rule.level in SERIOUS]
    topics = Counter(rule.topic for rule in serious)
    urgent = sum(rule.level == "urgent" for rule in serious)
    return [rule for rule in serious if topics[rule.topic] == 1 or (rule.level == "urgent" and urgent == 1)]


def _at(rule: Rule) -> str:
    return f"{rule.file}:{rule.line}"


def _of(rule: Rule, name: str, message: str, level: str = "error") -> Finding:
    return _finding(rule.file, rule.line, name, f"{rule.id} {message}", rule.language, level)


def _finding(
    file: str, line: int, name: str, message: str, language: str = "", level: str = "error"
) -> Finding:
    return Finding(file, line, "", language, name, message, level)
