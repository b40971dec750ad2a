"""Text typed with the keyboard switched to the other alphabet."""

from functools import cache

from content.understand.normalise import letters


def as_cyrillic_keys(text: str) -> tuple[str, ...]:
    """Latin text as the same keys give it on the Russian and on the Kazakh keyboard."""
    return tuple(text.translate(layout) for layout in letters().layouts)


def as_latin_keys(text: str) -> str:
    """Cyrillic text as the same keys give it on the Latin keyboard."""
    return text.translate(_back())


@cache
def _back() -> dict[int, str]:
    return {ord(cyrillic): chr(latin) for latin, cyrillic in letters().layouts[0].items()}
