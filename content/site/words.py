"""The words of the site: the bot's, except where a site is no chat, with every number of a service marked."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from content.load import CONTENT_DIR, load
from content.model import LANGUAGES, Content, Service, Words
from content.words import COMMON, fillings, plain_key, read_words

# Private-use characters around a number that can be called: no text of ours holds them.
OPEN, CLOSE = "\ue000", "\ue001"
MARKED = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """The content in the site's words, and the words that stand on its pages by themselves."""

    content: Content
    fixed: Mapping[str, Mapping[str, str]]


def read_source(root: Path = CONTENT_DIR) -> Source:
    """Raises ContentError when the content itself cannot be used."""
    content = load(root)
    services = {name: _marked(service) for name, service in content.services.items()}
    words, _ = read_words(root, content.screens, services, content.laws)
    fixed: dict[str, Mapping[str, str]] = {}
    for language in LANGUAGES:
        own = tomllib.loads((root / "texts" / "site" / f"{language}.toml").read_text(encoding="utf-8"))
        fixed[language] = own["page"]
        common = words[language].screens[COMMON]
        values = fillings(services, content.laws, language, common)
        words[language] = _instead(_swapped(words[language], own["swaps"]), own["screens"], values)
    return Source(replace(content, words=words), fixed)


YOUNG_TEXT = "text_young"
"""A text for whoever is under 18; the site has one voice where it has words of its own."""


def plain(text: str) -> str:
    """The text as the bot says it, without marks."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def numbers(text: str) -> list[str]:
    """The numbers that the text names, each once, in its order."""
    return list(dict.fromkeys(MARKED.findall(text)))


def _marked(service: Service) -> Service:
    """The number with marks around it, where it stands alone and in the service's name."""
    number = f"{OPEN}{service.number}{CLOSE}"
    name = {language: text.replace(service.number, number) for language, text in service.name.items()}
    return replace(service, number=number, name=name)


def _swapped(words: Words, swaps: Sequence[Mapping[str, str]]) -> Words:
    """In the words of a site, which knows nobody: no text is said in another way to somebody."""

    def swapped(text: str) -> str:
        for swap in swaps:
            text = text.replace(swap["bot"], swap["site"])
        return text

    screens = {
        name: {key: swapped(text) for key, text in texts.items() if key == plain_key(key)}
        for name, texts in words.screens.items()
    }
    return replace(words, screens=screens)


def _instead(words: Words, screens: Mapping[str, Mapping[str, str]], values: Mapping[str, str]) -> Words:
    merged = {name: dict(texts) for name, texts in words.screens.items()}
    for name, texts in screens.items():
        if "text" in texts:
            merged[name].pop(YOUNG_TEXT, None)
        for key, text in texts.items():
            merged[name][key] = _PLACEHOLDER.sub(lambda match: values[match[1]], text.strip())
    return replace(words, screens=merged)
