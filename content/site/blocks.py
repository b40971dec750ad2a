"""Parts of a page as HTML: text, numbers to call, ticks, texts to copy, the paced exercise."""

from collections.abc import Iterable, Mapping
from html import escape

from content.model import Screen
from content.site.words import MARKED, numbers, plain

LONGEST_HEADING = 100


def words(text: str) -> str:
    """Escaped, with numbers of services set off and line breaks kept."""
    return MARKED.sub(r"<b>\1</b>", escape(text, quote=False)).replace("\n", "<br>")


def heading(text: str, name: str) -> tuple[str, str]:
    """The page's heading and the rest: a short first line, otherwise the neutral `name`, unseen."""
    first, _, rest = text.partition("\n\n")
    if "\n" in first or len(first) > LONGEST_HEADING:
        return f'<h1 class="unseen">{escape(name)}</h1>', text
    return f"<h1>{words(first)}</h1>", rest


def paragraphs(text: str) -> str:
    return "\n".join(f"<p>{words(part)}</p>" for part in text.split("\n\n") if part)


def calls(text: str, fixed: Mapping[str, str]) -> str:
    """A link to dial for each number that the text names, beside what a call leaves behind (S37)."""
    if not (named := numbers(text)):
        return ""
    links = [f'<a href="tel:{each}">{escape(fixed["call"].format(number=each))}</a>' for each in named]
    return (
        f'<nav class="calls" aria-label="{escape(fixed["calls"])}">{listed(links)}'
        f'<p class="note">{escape(fixed["call_note"])}</p></nav>'
    )


def ticks(screen: Screen, texts: Mapping[str, str]) -> str:
    """The lines of a checklist; what is ticked stands in the page alone."""
    if not screen.items:
        return ""
    lines = [
        f'<label><input type="checkbox" autocomplete="off"><span>{words(texts[item])}</span></label>'
        for item in screen.items
    ]
    return listed(lines, "checks")


def copies(screen: Screen, texts: Mapping[str, str]) -> str:
    """Texts to copy, shown whole; a tap selects one."""
    return "\n".join(
        f"<figure><figcaption>{escape(plain(texts[button.label]))}</figcaption>"
        f"<p>{words(texts[button.copy_key])}</p></figure>"
        for button in screen.buttons
        if button.copy_key
    )


def exercise(screen: Screen, texts: Mapping[str, str], fixed: Mapping[str, str]) -> str:
    """The steps in words, and a circle that moves only when it is asked to."""
    if not screen.frames:
        return ""
    steps = [f"<div>{paragraphs(texts[frame.text_key])}</div>" for frame in screen.frames]
    return (
        f'<div class="pace">{"".join(steps)}<p class="note">{escape(fixed["pace"])}</p>'
        f'<label><input type="checkbox" id="pace" autocomplete="off"><span>{escape(fixed["breathe"])}</span>'
        '</label><div class="circle" aria-hidden="true"></div></div>'
    )


def exercise_style(screen: Screen) -> str:
    """The pace of the circle: it grows in the first frame and shrinks in the last, `rounds` times."""
    if not screen.frames:
        return ""
    seconds = sum(frame.seconds for frame in screen.frames)
    top = round(100 * screen.frames[0].seconds / seconds)
    return (
        f"@keyframes pace {{ 0%, 100% {{ transform: scale(.6); }} {top}% {{ transform: scale(1.2); }} }}\n"
        f".pace:has(#pace:checked) .circle "
        f"{{ animation: pace {seconds}s ease-in-out {screen.rounds}; }}\n"
    )


def listed(items: Iterable[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<ul{named}>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
