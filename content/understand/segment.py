"""Words that were written without spaces, told apart by the words that are known."""

from collections.abc import Callable

_LONGEST_WORD = 16
_LONGEST_TEXT = 100
_UNKNOWN = -3.0
"""What a letter costs that belongs to no known word."""
_A_WORD = 2.0
"""What a word costs, so that few long ones are better than many short ones."""
_SHORT = {1: -2.0, 2: 0.5, 3: 2.0}
"""What short words are worth: they are found everywhere."""


def segmented(text: str, worth: Callable[[str], float]) -> list[str]:
    """The words of a text without spaces; the text itself where too little of it is known.

    `worth`: what a letter of a word is worth, 0 for an unknown one.
    """
    head, rest = text[:_LONGEST_TEXT], text[_LONGEST_TEXT:]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(head) + 1):
        options = [(best[end - 1][0] + _UNKNOWN, end - 1)]
        for start in range(max(0, end - _LONGEST_WORD), end):
            size = end - start
            if (each := worth(head[start:end])) > 0:
                options.append((best[start][0] + _SHORT.get(size, size * each - _A_WORD), start))
        best.append(max(options))
    words = _traced(head, best)
    known = sum(len(word) for word in words if len(word) > 1)
    if 3 * known < 2 * len(head):
        return [text]
    return [*words, *([rest] if rest else [])]


def _traced(text: str, best: list[tuple[float, int]]) -> list[str]:
    """Words from the table of best beginnings; unknown letters in a row are one word."""
    words: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        words.append(text[start:end])
        end = start
    return words[::-1]
