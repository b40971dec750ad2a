"""Rounds become lines: medians, and ratios round by round with their spread."""

from collections.abc import Callable, Sequence
from statistics import median

from bench.running import Measured

Rounds = dict[str, list[Measured]]


def ratios(ours: Sequence[Measured], other: Sequence[Measured], of: Callable[[Measured], float]) -> str:
    """Median (lowest to highest) of our figure over theirs, each within one round."""
    each = [of(mine) / of(theirs) for mine, theirs in zip(ours, other, strict=True)]
    return f"{median(each):.2f} ({min(each):.2f} to {max(each):.2f})"


def figures(rounds: Rounds) -> list[str]:
    """A line a contender, all medians over the rounds."""
    lines = [
        "| contender | updates/s | median ms | 99 % ms | CPU µs an update | resident MB | first answer s |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, found in rounds.items():
        cells = (
            f"{_middle(found, lambda m: m.rate):.0f}",
            f"{_middle(found, lambda m: m.median) * 1e3:.0f}",
            f"{_middle(found, lambda m: m.p99) * 1e3:.0f}",
            f"{_middle(found, lambda m: m.cpu):.0f}",
            f"{_middle(found, lambda m: m.memory) / 1e6:.0f}",
            f"{_middle(found, lambda m: m.first_answer):.2f}",
        )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def compared(rounds: Rounds, ours: str) -> list[str]:
    """Ours against each other contender."""
    lines = [f"| {ours} over | updates/s | 99 % | CPU an update |", "|---|---|---|---|"]
    mine = rounds[ours]
    for name, found in rounds.items():
        if name != ours:
            cells = (
                ratios(mine, found, lambda m: m.rate),
                ratios(mine, found, lambda m: m.p99),
                ratios(mine, found, lambda m: m.cpu),
            )
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _middle(found: Sequence[Measured], of: Callable[[Measured], float]) -> float:
    return median(map(of, found))
