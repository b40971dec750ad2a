"""One page with every text side by side in three languages, for the helpline to work through (S30)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from content.check.check import subject_of
from content.check.signoff import Record, State, read_records, states
from content.model import LANGUAGES, Content, Law, Screen, Service
from content.render import label
from content.words import COMMON

_HERE = Path(__file__).parent
_TEXTS = ("name", "who", "hours", "languages", "cost", "learns", "write")


@dataclass(frozen=True, slots=True)
class _View:
    """What the page is made of; `words` are its own, in the language its reader works in."""

    content: Content
    states: Mapping[tuple[str, str], State]
    records: Mapping[tuple[str, str], Record]
    words: Mapping[str, Any]
    language: str

    def say(self, key: str, **values: object) -> str:
        return escape(str(self.words[key]).format(**values))

    def state(self, language: str, screen: str) -> State:
        return self.states.get((language, screen), State.REVIEW)


def review_html(root: Path, language: str = "ru") -> str:
    """The page as HTML that needs nothing else; the same content gives the same bytes.

    `language` is that of its headings. Raises ContentError when the rule data itself is broken.
    """
    subject = subject_of(root, date.min)
    records, _ = read_records(root)
    words = tomllib.loads((_HERE / "review.toml").read_text(encoding="utf-8"))[language]
    view = _View(subject.content, states(subject), records, words, language)
    return "".join(_page(view))


def _page(view: _View) -> Iterator[str]:
    css = (_HERE / "review.css").read_text(encoding="utf-8")
    yield f'<!doctype html>\n<html lang="{view.language}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{view.say('title')}</title>\n<style>\n{css}</style>\n</head>\n<body>\n"
    yield f'<a class="skip" href="#texts">{view.say("skip")}</a>\n'
    yield f"<header>\n<h1>{view.say('title')}</h1>\n<p>{view.say('intro')}</p>\n"
    fixed = view.content.words[view.language].screens[COMMON]
    yield f"<p>{view.say('fixed', **fixed)}</p>\n</header>\n"
    topics = _by_topic(view)
    yield from _contents(view, topics)
    yield '<main id="texts">\n'
    yield from _state_table(view, topics)
    for topic, members in topics.items():
        yield _section(topic, _title(view, topic))
        for screen in members:
            yield from _article(view, screen)
        yield "</section>\n"
    yield from _common(view)
    yield from _facts(view, "services", view.content.services.values())
    yield from _facts(view, "laws", view.content.laws.values())
    yield "</main>\n</body>\n</html>\n"


def _section(name: str, title: str) -> str:
    return f'<section aria-labelledby="topic-{name}">\n<h2 id="topic-{name}">{title}</h2>\n'


def _name(view: _View, language: str) -> str:
    return escape(label(view.content, language, "language_name"))


def _by_topic(view: _View) -> dict[str, list[Screen]]:
    """Screens by topic in the order of the talk; those without a topic by the file of their words.

    A screen without words of its own (a card of the day stands in for it) is left out.
    """
    topics: dict[str, list[Screen]] = {}
    for screen in view.content.screens.values():
        place = view.content.words[view.language].lines.get(screen.id)
        if place:
            topics.setdefault(screen.topic or Path(place[0]).stem, []).append(screen)
    return topics


def _title(view: _View, topic: str) -> str:
    """A topic is called as its button calls it."""
    entry = view.content.entries.get(topic)
    for button in view.content.screens["topics"].buttons:
        if entry and button.target == entry:
            return escape(view.content.words[view.language].screens["topics"][button.label])
    return escape(view.words["areas"].get(topic, topic))


def _contents(view: _View, topics: Mapping[str, list[Screen]]) -> Iterator[str]:
    yield f'<nav aria-label="{view.say("contents")}">\n<ul>\n'
    for topic in topics:
        yield f'<li><a href="#topic-{topic}">{_title(view, topic)}</a></li>\n'
    for name in ("common", "services", "laws"):
        yield f'<li><a href="#topic-{name}">{view.say(name)}</a></li>\n'
    yield "</ul>\n</nav>\n"


def _state_table(view: _View, topics: Mapping[str, list[Screen]]) -> Iterator[str]:
    heads = "".join(f'<th scope="col" lang="{each}">{_name(view, each)}</th>' for each in LANGUAGES)
    yield f"<table>\n<caption>{view.say('state_caption')}</caption>\n<thead><tr>"
    own = "".join(f'<th scope="col">{view.say(key)}</th>' for key in ("topic", "screens"))
    yield f"{own}{heads}</tr></thead>\n<tbody>\n"
    for topic, members in topics.items():
        cells = "".join(f"<td>{_tally(view, each, members)}</td>" for each in LANGUAGES)
        yield f'<tr><th scope="row">{_title(view, topic)}</th><td>{len(members)}</td>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _tally(view: _View, language: str, members: list[Screen]) -> str:
    found = [view.state(language, screen.id) for screen in members]
    signed = view.say("of", signed=found.count(State.SIGNED), all=len(found))
    stale = found.count(State.STALE)
    return signed + (f", {view.say('stale', n=stale)}" if stale else "")


def _article(view: _View, screen: Screen) -> Iterator[str]:
    marks = [view.say("sensitive")] if screen.sensitive else []
    marks += [view.say("child")] if screen.child else []
    marks += [view.say("opened_by")] if screen.spoken else []
    note = f' <span class="note">{", ".join(marks)}</span>' if marks else ""
    yield f'<article id="{screen.id}">\n<h3>{screen.id}{note}</h3>\n<div class="sides">\n'
    for language in LANGUAGES:
        yield from _side(view, screen, language)
    yield "</div>\n</article>\n"


def _side(view: _View, screen: Screen, language: str) -> Iterator[str]:
    said = view.content.words[language].screens.get(screen.id, {})
    yield f'<div class="side">\n{_state(view, language, screen.id)}<div lang="{language}">\n'
    if "text" in said:
        yield f'<p class="said">{escape(said["text"])}</p>\n'
    yield "<ul>\n"
    for frame in screen.frames:
        yield _line(view, "step", said.get(frame.text_key, ""), f"{frame.seconds} s")
    for item in screen.items:
        yield _line(view, "item", said.get(item, ""))
    for button in screen.buttons:
        copied = said.get(button.copy_key, "") if button.copy_key else ""
        after = f"{view.say('copies')}: {escape(copied)}" if copied else _link(view, button.target)
        yield _line(view, "button", said.get(button.label, ""), after)
    yield f'</ul>\n</div>\n<span class="sign">{view.say("sign")}</span>\n</div>\n'


def _state(view: _View, language: str, screen: str) -> str:
    state, record = view.state(language, screen), view.records.get((language, screen))
    said = escape(str(view.words["states"][state.name.lower()]))
    if state is State.SIGNED and record:
        said = view.say("signed_by", role=record.role, on=record.on)
    return f'<span class="state"><span lang="{language}">{_name(view, language)}</span>: {said}</span>\n'


def _line(view: _View, kind: str, said: str, after: str = "") -> str:
    note = f'<span class="note" lang="{view.language}">{view.say(kind)}: </span>'
    more = f' <span class="note" lang="{view.language}">{after}</span>' if after else ""
    return f"<li>{note}{escape(said)}{more}</li>\n"


def _link(view: _View, target: str) -> str:
    if target not in view.content.screens:
        return f"{view.say('to')} {escape(target)}"
    return f'{view.say("to")} <a href="#{target}">{escape(target)}</a>'


def _common(view: _View) -> Iterator[str]:
    yield _section("common", view.say("common"))
    yield '<div class="sides">\n'
    for language in LANGUAGES:
        yield f'<div class="side">\n{_state(view, language, COMMON)}<ul lang="{language}">\n'
        for key, said in view.content.words[language].screens.get(COMMON, {}).items():
            yield f'<li><span class="note" lang="en">{escape(key)}: </span>{escape(said)}</li>\n'
        yield f'</ul>\n<span class="sign">{view.say("sign")}</span>\n</div>\n'
    yield "</div>\n</section>\n"


def _facts(view: _View, kind: str, facts: Iterable[Service | Law]) -> Iterator[str]:
    yield _section(kind, view.say(kind))
    for fact in facts:
        number = f"{view.say('number')}: {escape(fact.number)}. " if isinstance(fact, Service) else ""
        yield f'<article id="fact-{fact.id}">\n<h3>{fact.id}</h3>\n'
        checked = f"{view.say('checked')}: {fact.checked}."
        yield f"<p>{number}{view.say('source')}: {escape(fact.source)}. {checked}</p>\n"
        yield '<div class="sides">\n'
        for language in LANGUAGES:
            yield f'<ul class="side" lang="{language}">\n'
            parts = _TEXTS if isinstance(fact, Service) else ("cite",)
            for part in parts:
                said = getattr(fact, part)[language]
                shown = escape(said) if said else f'<em lang="{view.language}">{view.say("unset")}</em>'
                kind_of = (
                    f'<span class="note" lang="{view.language}">{escape(view.words["parts"][part])}: </span>'
                )
                yield f"<li>{kind_of}{shown}</li>\n"
            yield "</ul>\n"
        yield f'</div>\n<span class="sign">{view.say("sign")}</span>\n</article>\n'
    yield "</section>\n"
