"""Published numbers by cell: what lies in the weeks asked for, what reaches beyond, what is few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.counts import weeks
from bot.counts.publish import PART_OF, Batch, Cell, Published
from bot.reports.change import Compared, Difference, difference
from bot.reports.figure import Rate
from bot.reports.period import Block, Line, Span, common, inside

HISTORY_WEEKS = 52
# A share is given only where both numbers are shown for so much of the whole: else small ones are missing.
LEAST_PART = {"not_understood": 2 / 3}
LEAST_RATE = 1 / 2
LEAST_WEEKS = 1 / 2


@dataclass
class Series:
    """Everything published, looked at for one span of weeks."""

    everything: Published
    span: Span
    line: Line = field(init=False)
    blocks: dict[Cell, list[Block]] = field(init=False)
    ends: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.line = Line(frozenset(self.everything.silent))
        self.blocks = defaultdict(list)
        for batch in self.everything.batches:
            self.blocks[batch.measure, batch.topic].append(self.line.block(batch))
        self.ends = self.line.ends(self.span)

    def shown(self, cell: Cell) -> list[Block]:
        """Blocks that lie wholly in the span."""
        return inside(self.blocks.get(cell, []), self.ends)

    def sum(self, cells: Sequence[Cell]) -> tuple[int, int]:
        """Events, and the weeks shown: of several cells the average, at least 1 for any event."""
        blocks = [block for cell in cells for block in self.shown(cell)]
        n, weeks_shown = sum(block.n for block in blocks), sum(block.weeks for block in blocks)
        return n, max(weeks_shown // len(cells), min(n, 1))

    def overlapping(self) -> tuple[Batch, ...]:
        """All batches with a week in the span, those that reach beyond it included."""
        first, last = self.span.first, self.span.last
        return tuple(one for one in self.everything.batches if one.first <= last and first <= one.last)

    def few(self, cell: Cell) -> bool:
        """Whether fewer than k were counted in the whole span, as far as the rules of publication tell."""
        begins = self.everything.begins.get(cell)
        if cell[0] in PART_OF or begins is None:
            return False
        blocks = self.blocks.get(cell, [])
        start = blocks[-1].last + 1 if blocks else self.line.place(begins)
        length = self.line.place(self.everything.until) - start + 1
        looked_at = start + length - (length + 1) % 2 - 1
        begun = start if blocks else 0
        return begun <= self.ends[0] and self.ends[1] <= looked_at

    def rate(self, pairs: Sequence[tuple[Cell, Cell]], *, with_own: bool = False) -> Rate | None:
        """The first of each pair per 100 of the second; `with_own`: of both together."""
        part = whole = reached = 0
        for upper, lower in pairs:
            for above, below in common(self.shown(upper), self.shown(lower)):
                part, whole = part + above.n, whole + below.n + (above.n if with_own else 0)
                reached += below.n
        shown = sum(block.n for _, lower in pairs for block in self.shown(lower))
        least = LEAST_PART.get(pairs[0][0][0], LEAST_RATE)
        if not whole or reached < least * shown:
            return None
        return Rate(pairs[0][1][0], round(100 * part / whole, 1))

    def against(self, cells: Sequence[Cell], other: Span) -> Difference | None:
        """How the cells compare with another span, by those shown in most weeks of both."""
        then = self.line.ends(other)
        compared = []
        history = []
        for cell in cells:
            all_blocks = self.blocks.get(cell, [])
            pair = Compared(inside(all_blocks, self.ends), inside(all_blocks, then))
            if _reaches(pair.now, self.ends) and _reaches(pair.then, then):
                compared.append(pair)
                first = min(self.ends[1] - HISTORY_WEEKS + 1, then[0])
                history.append(inside(all_blocks, (first, self.ends[1])))
        return difference(compared, history) if compared else None

    def silent(self) -> tuple[str, ...]:
        """Weeks of the span in which the bot did not run."""
        return tuple(one for one in self.everything.silent if self.span.first <= one <= self.span.last)

    def uncounted(self) -> int:
        """How many weeks of the span lie before counting began."""
        begins = min(self.everything.begins.values(), default=self.span.first)
        return max(weeks.ordinal(begins) - weeks.ordinal(self.span.first), 0)


def _reaches(blocks: Sequence[Block], ends: tuple[int, int]) -> bool:
    length = ends[1] - ends[0] + 1
    return length > 0 and sum(block.weeks for block in blocks) >= LEAST_WEEKS * length
