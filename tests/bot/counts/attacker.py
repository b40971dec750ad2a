"""Somebody who has everything ever published, knows the rules, and solves for what was not published.

Given are the publications after each closed week, nothing else. The rules are put down here a second time,
as inequalities between unknown whole numbers, and each hidden number is bounded by integer programming.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

LANGUAGES = ("kk", "ru", "en")
MOST = 500


def looked_at(length: int) -> bool:
    """Whether the sum of a batch is looked at after so many weeks."""
    return length % 2 == 1


@dataclass
class Unknowns:
    """Unknown events by (measure, week, language), and what is known of them."""

    columns: dict[tuple, int] = field(default_factory=dict)
    known: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def column(self, name: tuple) -> int:
        return self.columns.setdefault(name, len(self.columns))

    def sum(
        self, measure: str, weeks: Sequence[int], languages: Sequence[str] = LANGUAGES
    ) -> dict[int, float]:
        return {self.column((measure, week, language)): 1.0 for week in weeks for language in languages}

    def add(self, terms: dict[int, float], low: float = 0, high: float = MOST) -> None:
        self.known.append((terms, low, high))

    def one_of(self, *limits: tuple[dict[int, float], float]) -> None:
        """At least one sum is at most its limit: a switch each, of which one is on."""
        switches = [self.column(("switch", len(self.known), number)) for number in range(len(limits))]
        for switch, (terms, limit) in zip(switches, limits, strict=True):
            self.add({**terms, switch: float(MOST)}, low=-MOST, high=limit + MOST)
        self.add(dict.fromkeys(switches, 1.0), low=1)


class Attacker:
    """Bounds hidden numbers of one cell, or of a whole and its part."""

    def __init__(self, k: int, rule: Callable[[int], bool] = looked_at):
        self.k = k
        self.rule = rule
        self.unknowns = Unknowns()
        self.hidden: dict[tuple, dict[int, float]] = {}
        self.shown: set[tuple] = set()

    def learn(self, measure: str, weeks: int, batches: Sequence[dict]) -> None:
        """Take in what was published of a measure, week after week, with week numbers for names."""
        ends = {batch["to"]: batch for batch in batches}
        begun: list[int] = []
        for week in range(weeks):
            begun.append(week)
            if week in ends:
                assert ends[week]["from"] == begun[0]
                self._published(measure, begun, ends[week])
                begun = []
            elif self.rule(len(begun)):
                self.unknowns.add(self.unknowns.sum(measure, begun), high=self.k - 1)
        self._hide_weeks(measure, weeks)

    def learn_part(
        self,
        part: str,
        weeks: int,
        parts: Sequence[dict],
        whole: str,
        wholes: Sequence[dict],
        group: int = 1,
    ) -> None:
        """Take in what was published of a part; each event of it is one of the whole as well."""
        unknowns, k = self.unknowns, self.k
        for week in range(weeks):
            for language in LANGUAGES:
                names = [(whole, week, language), (part, week, language)]
                unknowns.add(dict(zip(map(unknowns.column, names), (1.0, -1.0), strict=True)))
        ends = {batch["to"]: batch for batch in parts}
        for batch in self._grouped(part, wholes, group):
            covered = range(batch["from"], batch["to"] + 1)
            terms = unknowns.sum(part, covered)
            for language in LANGUAGES:
                self._hide(
                    (part, (covered[0], covered[-1]), language), unknowns.sum(part, covered, [language])
                )
            shown = ends.get(batch["to"])
            if shown is not None:
                unknowns.add(terms, shown["n"], shown["n"])
                self.shown |= {(part, week, "all") for week in covered if len(covered) == 1}
            else:
                least = batch["n"] - max(k, batch["most"], *(batch["languages"] or {"": 0}).values()) + 1
                unknowns.one_of((terms, k - 1), (dict.fromkeys(terms, -1.0), -least))
                self._hide((part, (covered[0], covered[-1]), "all"), terms)
        self._hide_weeks(part, weeks)

    def _grouped(self, part: str, wholes: Sequence[dict], size: int):
        """Batches of the whole that are looked at together; of each of several the part is hidden."""
        for start in range(0, len(wholes) - size + 1, size):
            group = wholes[start : start + size]
            languages: dict[str, int] = {}
            for batch in group:
                for language, n in (batch["languages"] or {}).items():
                    languages[language] = languages.get(language, 0) + n
                if size > 1:
                    covered = range(batch["from"], batch["to"] + 1)
                    name = (part, ("batch", covered[0], covered[-1]), "all")
                    self._hide(name, self.unknowns.sum(part, covered))
            yield {
                "from": group[0]["from"],
                "to": group[-1]["to"],
                "n": sum(batch["n"] for batch in group),
                "languages": languages,
                "most": max(batch["n"] for batch in group) if size > 1 else 0,
            }

    def _hide_weeks(self, measure: str, weeks: int) -> None:
        for week in range(weeks):
            self._hide((measure, week, "all"), self.unknowns.sum(measure, [week]))
            for language in LANGUAGES:
                self._hide((measure, week, language), self.unknowns.sum(measure, [week], [language]))

    def _hide(self, name: tuple, terms: dict[int, float]) -> None:
        if name not in self.shown:
            self.hidden[name] = terms

    def _published(self, measure: str, weeks: Sequence[int], batch: dict) -> None:
        unknowns, k = self.unknowns, self.k
        parts = {language: unknowns.sum(measure, weeks, [language]) for language in LANGUAGES}
        parts["other"] = unknowns.sum(measure, weeks, ["ru", "en"])
        unknowns.add(unknowns.sum(measure, weeks), batch["n"], batch["n"])
        shown = batch["languages"] or {}
        for language, n in shown.items():
            unknowns.add(parts[language], n, n)
        if "other" in shown:
            unknowns.one_of((parts["ru"], k - 1), (parts["en"], k - 1))
        elif not shown:
            unknowns.one_of((parts["kk"], k - 1), (parts["other"], k - 1))
        for language in LANGUAGES:
            if language not in shown:
                self._hide((measure, (weeks[0], weeks[-1]), language), parts[language])
        if len(weeks) == 1:
            self.shown |= {(measure, weeks[0], name) for name in ("all", *shown)}

    def narrowed(self) -> list[tuple]:
        """Hidden numbers that cannot be 0, or cannot be k - 1."""
        found = []
        for columns, known in self._components():
            solver = _Solver(columns, known)
            for name, terms in self.hidden.items():
                if next(iter(terms)) in solver.place:
                    found += [(name, value) for value in (0, self.k - 1) if not solver.possible(terms, value)]
        return found

    def _components(self):
        """Parts of the system that have no unknown in common are solved one by one."""
        leader = list(range(len(self.unknowns.columns)))

        def find(one: int) -> int:
            while leader[one] != one:
                leader[one] = one = leader[leader[one]]
            return one

        for terms in (*(terms for terms, _, _ in self.unknowns.known), *self.hidden.values()):
            first, *others = terms
            for other in others:
                leader[find(other)] = find(first)
        groups: dict[int, tuple[list, list]] = {}
        for column in range(len(leader)):
            groups.setdefault(find(column), ([], []))[0].append(column)
        for one in self.unknowns.known:
            groups[find(next(iter(one[0])))][1].append(one)
        return groups.values()


class _Solver:
    """Integer programming over one component; each solution found also answers later questions."""

    def __init__(self, columns, known):
        self.place = {column: number for number, column in enumerate(columns)}
        self.low = np.array([low for _, low, _ in known])
        self.high = np.array([high for _, _, high in known])
        self.matrix = np.zeros((len(known), len(columns)))
        for number, (terms, _, _) in enumerate(known):
            self.matrix[number] = self.row(terms)
        self.solutions = np.zeros((0, len(columns)))

    def row(self, terms):
        row = np.zeros(len(self.place))
        for column, factor in terms.items():
            row[self.place[column]] = factor
        return row

    def possible(self, terms, value) -> bool:
        row = self.row(terms)
        if value in (self.solutions @ row):
            return True
        solved = milp(
            np.zeros(len(row)),
            integrality=np.ones(len(row)),
            bounds=Bounds(0, MOST),
            constraints=LinearConstraint(
                np.vstack([self.matrix, row]), np.append(self.low, value), np.append(self.high, value)
            ),
        )
        if solved.status == 2:
            return False
        assert solved.success, solved.message
        self.solutions = np.vstack([self.solutions, np.round(solved.x)])
        return True
