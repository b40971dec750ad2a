"""Numbers and links in texts: only those that the fact files and the list of hosts know (S14)."""

import re
from collections.abc import Iterator

from content.check.subject import Role, Subject, Text
from content.finding import Finding

_PHONE = re.compile(r"(?<![\w.])\+?\d(?:[\s()-]*\d){6,}(?![\w.]?\d)")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-\u2013]\s?(?:19|20)\d\d")
_LINK = re.compile(r"\b([a-z]+)://([^\s/?#»”)\]]+)[^\s»”)\]]*", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@/.-])((?:[a-z0-9-]+\.)+(?:kz|com|org|net|info|ru|me|io|app))\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{3,})")


def numbers_by_name(subject: Subject) -> Iterator[Finding]:
    """S14: numbers of services and anything like a phone number come from helplines.toml."""
    numbers = {service.number: name for name, service in subject.content.services.items()}
    if not numbers:
        return
    known = re.compile(rf"(?<![\w.,/№-])(?:{'|'.join(map(re.escape, numbers))})(?!\d|[-.,]\d)")
    for text in _said(subject):
        for found in known.findall(text.raw):
            message = f"{found} is written by hand: write {{{numbers[found]}}}"
            yield text.finding("S14", message, found)
        for match in _PHONE.finditer(text.raw):
            if not _YEARS.fullmatch(match[0]):
                message = "looks like a phone number: put it into helplines.toml with source and date"
                yield text.finding("S14", message, match[0])


def allowed_links(subject: Subject) -> Iterator[Finding]:
    """Links are https and lead to allow-listed hosts; no other address or @name is given."""
    limits = subject.data.limits
    for text in _said(subject):
        for scheme, host in _LINK.findall(text.raw):
            if scheme.lower() != "https":
                yield text.finding("links", f"{scheme}:// is not safe: link with https", f"{scheme}://")
            if host.lower().removeprefix("www.") not in limits.hosts:
                yield text.finding("links", _not_allowed(host), host)
        for host in _HOST.findall(_LINK.sub(" ", text.raw)):
            if host.lower().removeprefix("www.") not in limits.hosts:
                yield text.finding("links", _not_allowed(host), host)
        for name in _HANDLE.findall(_LINK.sub(" ", text.raw)):
            if name.lower() not in limits.handles:
                yield text.finding("links", _not_allowed(f"@{name}"), f"@{name}")


def _not_allowed(where: str) -> str:
    return f"{where} is not on the list: leave it out, or have it approved and add it to limits.toml"


def _said(subject: Subject) -> Iterator[Text]:
    """Texts in which no number stands by right: the fact files are where numbers live."""
    return (text for text in subject.texts if text.role is not Role.FACT)
