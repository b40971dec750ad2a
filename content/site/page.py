"""One screen in one language as a whole page: Hide first, help last, nothing from elsewhere."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from content.flow import DANGER, FIRST_TEXT, HELPLINES, HIDE_INFO, ROOT
from content.model import LANGUAGES, Screen, Special
from content.render import label
from content.site import blocks
from content.site.plan import code, file, ways
from content.site.words import Source, numbers, plain

_HERE = Path(__file__).parent
STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
NEUTRAL = "@neutral"


def screen_page(source: Source, screen: Screen, language: str) -> str:
    """The page of any screen but the first."""
    texts, fixed = source.content.words[language].screens[screen.id], source.fixed[language]
    heading, rest = blocks.heading(texts["text"], _name(source, language))
    told = [heading, blocks.paragraphs(rest)]
    shown = [
        _note(fixed),
        blocks.exercise(screen, texts, fixed),
        *told,
        blocks.ticks(screen, texts),
        blocks.copies(screen, texts),
        blocks.calls(texts["text"], fixed),
        _ways(source, screen, language),
    ]
    body = [
        _header(source, language),
        "<main>\n" + "\n".join(part for part in shown if part) + "\n</main>",
        _turn(source, screen, language),
        _footer(source, language),
    ]
    origin = "" if screen.overlay else code(screen.id)
    return _document(source, language, body, origin=origin, style=STYLE + blocks.exercise_style(screen))


def first_page(source: Source) -> str:
    """The choice of language, which speaks all three (S01, S03)."""
    hide = escape(" · ".join(label(source.content, each, "hide") for each in LANGUAGES))
    neutral = f"{LANGUAGES[0]}/{file(NEUTRAL)}"
    body = [
        f'<header><a class="hide" id="hide" href="{neutral}">{hide}</a></header>',
        f'<main>\n<h1 class="unseen">{escape(_name(source, LANGUAGES[0]))}</h1>',
        *(_choice(source, each) for each in LANGUAGES),
        "</main>",
        f"<footer>{_dial(source)}</footer>",
    ]
    return _document(source, LANGUAGES[0], body, index=True)


def neutral_page(source: Source, language: str) -> str:
    """What Hide leaves: dull, and no way from here to anywhere (S19)."""
    text = escape(label(source.content, language, "neutral"))
    return _document(source, language, [f"<main><h1>{text}</h1></main>"], title=text)


def _name(source: Source, language: str) -> str:
    return label(source.content, language, "bot_name")


def _dial(source: Source) -> str:
    """The numbers of the first page, which need no language; their name is said in all of them."""
    named = numbers("".join(source.content.words[each].screens[ROOT]["text"] for each in LANGUAGES))
    calls = " · ".join(source.fixed[each]["calls"] for each in LANGUAGES)
    links = [f'<a href="tel:{each}">{each}</a>' for each in named]
    return f'<nav class="dial" aria-label="{escape(calls)}">{blocks.listed(links)}</nav>'


def _choice(source: Source, language: str) -> str:
    content = source.content
    on = _link(f"{language}/{file(FIRST_TEXT)}", label(content, language, "language_name"), "way strong")
    links = [
        _link(f"{language}/{file(target)}", label(content, language, target), "way")
        for target in (DANGER, HELPLINES)
    ]
    prose = blocks.paragraphs(content.words[language].screens[ROOT]["text"])
    note = f'<p class="note">{escape(source.fixed[language]["call_note"])}</p>'
    inside = f"{prose}{on}{blocks.listed(links, 'two')}{note}"
    return f'<section class="choose" lang="{language}">{inside}</section>'


def _header(source: Source, language: str) -> str:
    hide = escape(label(source.content, language, "hide"))
    return f'<header><a class="hide" id="hide" href="{file(NEUTRAL)}">{hide}</a></header>'


def _note(fixed: Mapping[str, str]) -> str:
    """What Hide does and does not, before anything is read (S04)."""
    more = f'<a href="{file(HIDE_INFO)}">{escape(fixed["hide_more"])}</a>'
    return f'<p class="note">{escape(fixed["hide_note"])} {more}</p>'


def _ways(source: Source, screen: Screen, language: str) -> str:
    texts = source.content.words[language].screens[screen.id]
    links = [
        _to(source, target, texts[button.label], "way") for button, target in ways(source.content, screen)
    ]
    if not links:
        return ""
    name = escape(source.fixed[language]["ways"])
    kind = "two" if screen.columns > 1 else ""
    return f'<nav class="ways" aria-label="{name}">{blocks.listed(links, kind)}</nav>'


def _turn(source: Source, screen: Screen, language: str) -> str:
    """Back, and the same page in the other languages."""
    content = source.content
    links = [_to(source, screen.back or Special.ORIGIN, label(content, language, "back"))]
    for each in LANGUAGES:
        current = ' aria-current="true"' if each == language else ""
        href = f"../{each}/{file(screen.id)}"
        keep = " data-keep" if screen.overlay else ""
        name = escape(label(content, each, "language_name"))
        links.append(f'<a href="{href}" lang="{each}" hreflang="{each}"{current}{keep}>{name}</a>')
    name = escape(source.fixed[language]["turn"])
    return f'<nav class="turn" aria-label="{name}">{blocks.listed(links)}</nav>'


def _footer(source: Source, language: str) -> str:
    content, name = source.content, escape(source.fixed[language]["help"])
    links = [
        _to(source, DANGER, label(content, language, "danger"), "alarm"),
        _to(source, HELPLINES, label(content, language, "helplines")),
    ]
    return f'<footer><nav aria-label="{name}">{blocks.listed(links)}</nav></footer>'


def _to(source: Source, target: str, text: str, kind: str = "") -> str:
    """A link to a screen. Overlays keep where the person came from; `Special.ORIGIN` leads back there."""
    if target == Special.ORIGIN:
        return _link(file(FIRST_TEXT), text, kind, " data-origin")
    if target == ROOT:
        return _link("../index.html", text, kind)
    keep = " data-keep" if source.content.screens[target].overlay else ""
    return _link(file(target), text, kind, keep)


def _link(href: str, text: str, kind: str = "", more: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="{href}"{more}>{escape(plain(text))}</a>'


def _document(
    source: Source,
    language: str,
    body: Sequence[str],
    *,
    title: str = "",
    origin: str = "",
    style: str = STYLE,
    index: bool = False,
) -> str:
    """`index` pages may be found by search engines; no other page may, for their lines name topics."""
    style, script = f"\n{style}", f"\n{SCRIPT}"
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    robots = "" if index else '<meta name="robots" content="noindex">\n'
    begun = f' data-origin="{origin}"' if origin else ""
    inside = "\n".join(body)
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
{robots}<title>{title or escape(_name(source, language))}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body{begun}>
{inside}
<script>{script}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
