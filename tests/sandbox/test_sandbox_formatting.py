"""HTML and MarkdownV2 become text and entities as tdlib makes them."""

from typing import Any

import pytest

from sandbox.api.html import parse_html
from sandbox.api.markdown import parse_markdown
from sandbox.api.refusals import ApiError


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("150 &amp; 111 &lt;3 &#8212;", "150 & 111 <3 —", []),
        ("&nbsp;", "&nbsp;", []),
        ("😀<b>а</b>", "😀а", [entity("bold", 2, 1)]),
        ("<B>a<i>b</i></B>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
        ("<u>a</u><s>b</s>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<a href="https://a.kz">a</a>', "a", [entity("text_link", 0, 1, url="https://a.kz/")]),
        ('<a href="tel:150">150</a>', "150", []),
        ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
        ('<tg-emoji emoji-id="5">a</tg-emoji>', "a", [entity("custom_emoji", 0, 1, custom_emoji_id="5")]),
        ("<b></b>a", "a", []),
    ],
)
def test_html(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b", "Unclosed start tag at byte offset 0"),
        ("ә<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b =c>a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b c=", 'Unclosed start tag "b" at byte offset 0'),
        ("<b c=a,b>a</b>", "Unexpected end of name token at byte offset 5"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_broken_html(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a\\.", "a.", []),
        ("*a* _b_", "a b", [entity("bold", 0, 1), entity("italic", 2, 1)]),
        ("*a _b_*", "a b", [entity("italic", 2, 1), entity("bold", 0, 3)]),
        (
            "__a__ ~b~ ||c||",
            "a b c",
            [entity("underline", 0, 1), entity("strikethrough", 2, 1), entity("spoiler", 4, 1)],
        ),
        ("[a](https://a.kz)", "a", [entity("text_link", 0, 1, url="https://a.kz/")]),
        ("[a](tel:150)", "a", []),
        ("`a.b`", "a.b", [entity("code", 0, 3)]),
        ("```py\na```", "a", [entity("pre", 0, 1, language="py")]),
        (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 4)]),
    ],
)
def test_markdown(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_markdown(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("ж_a", "Can't find end of Italic entity at byte offset 2"),
        ("*a _b*_", "Can't find end of Italic entity at byte offset 6"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_broken_markdown(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_markdown(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"
