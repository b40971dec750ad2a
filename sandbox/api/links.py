"""Which links Telegram takes (source: tdlib/td, LinkManager::get_checked_link and HttpUrl's parse_url)."""

from urllib.parse import urlsplit


def link_problem(url: str) -> str | None:
    """Why Telegram would refuse the link, in its words; None when it takes it."""
    if url.lower().startswith(("tg://", "ton://")):
        return None
    scheme, found, rest = url.partition("://")
    if found and scheme.lower() not in ("http", "https"):
        return "Unsupported URL protocol"
    try:
        host = urlsplit("http://" + (rest if found else url)).hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if not host:
        return "URL host is empty"
    labels = host.rstrip(".").split(".")
    if len(labels) < 2 or not all(labels) or " " in host:
        return "Wrong HTTP URL"
    return None


def checked_link(url: str) -> str | None:
    """The link as Telegram would store it, or None when it drops it (such as `tel:150`)."""
    url = url.strip()
    if link_problem(url) is not None:
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    bare = parts.scheme in ("tg", "ton") and parts.query
    return parts._replace(path=parts.path or ("" if bare else "/")).geturl()
