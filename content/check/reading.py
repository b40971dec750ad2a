"""Reads the rule data of this package; everything wrong with it is found in one go."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from content.check.data import Data, Limits, Phrase, Repetition, Statement, Way, pattern
from content.finding import Finding
from content.model import LANGUAGES
from content.tables import Table, read, shaped

HERE = Path(__file__).parent
T = TypeVar("T")


@cache
def read_data() -> tuple[Data | None, tuple[Finding, ...]]:
    """The rule data, or what is wrong with it."""
    findings: list[Finding] = []
    phrases: list[Phrase] = []
    for language in LANGUAGES:
        found, wrong = _rules(f"phrases/{language}.toml", Phrase, _of_phrase, language=language)
        phrases += found
        findings += wrong
    statements, wrong = _rules("statements.toml", Statement, _of_statement)
    ways, wrong_ways = _rules("ways.toml", Way, lambda _: ())
    repetitions, wrong_repetitions = _rules("repetition.toml", Repetition, _of_repetition)
    table, broken = read(HERE / "limits.toml", HERE.parent)
    limits, wrong_limits = shaped(Limits, table, "", table.data)
    findings += wrong + wrong_ways + wrong_repetitions + broken + wrong_limits
    if findings or limits is None:
        return None, tuple(findings)
    return Data(tuple(phrases), tuple(statements), tuple(ways), tuple(repetitions), limits), ()


def _rules(
    name: str, shape: type[T], patterns: Callable[[T], Iterable[str]], **more: str
) -> tuple[list[T], list[Finding]]:
    """The rules of one file, a table each; `more` is known without being written in it."""
    table, findings = read(HERE / name, HERE.parent)
    rules = []
    for rule_id, raw in table.data.items():
        rule, wrong = shaped(shape, table, rule_id, {"id": rule_id, **more, **raw})
        findings += wrong
        if rule is not None:
            findings += _broken(table, rule_id, patterns(rule))
            rules.append(rule)
    return rules, findings


def _of_phrase(phrase: Phrase) -> Iterable[str]:
    return phrase.patterns + phrase.unless


def _of_statement(statement: Statement) -> Iterable[str]:
    return [written for says in statement.says.values() for written in says]


def _of_repetition(repetition: Repetition) -> Iterable[str]:
    return (*repetition.says.values(), repetition.never)


def _broken(table: Table, name: str, patterns: Iterable[str]) -> list[Finding]:
    findings = []
    for written in patterns:
        try:
            pattern(written)
        except re.error as error:
            message = f"{written!r} is no regular expression: {error}"
            findings.append(Finding(table.file, table.line(name), name, "", "shape", message))
    return findings
