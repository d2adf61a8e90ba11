"""Where X sees links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.post_text import find_links, links_in, weighted_length, without_links
from tests.support.cpu_time import LONG, MOST_GROWTH, SHORT, growth, of_length


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.com/a?b=1 now", ["https://example.com/a?b=1"]),
        ("see example.com.", ["example.com"]),
        ("HTTP://EXAMPLE.COM", ["HTTP://EXAMPLE.COM"]),
        ("(example.com)", ["example.com"]),
        ("example.com, example.org", ["example.com", "example.org"]),
        ("example.com/a,b.", ["example.com/a,b"]),
        ("example.com/a_(b)", ["example.com/a_(b)"]),
        ("example.com:8080/a", ["example.com:8080/a"]),
        ("example.com?a=1", ["example.com"]),
        ("example.com中国語", ["example.com"]),
        ("日本example.com", ["example.com"]),
        ("@日本example.com", ["example.com"]),
        ("http://日本語.jp", ["http://日本語.jp"]),
        ("日本語.jp", []),
        ("example.한국", ["example.한국"]),
        ("xn--wgv71a119e.xn--3e0b707e", ["xn--wgv71a119e.xn--3e0b707e"]),
        ("https://t.co/abc)def", ["https://t.co/abc"]),
        (f"https://t.co/{'a' * 41}", []),
        ("https://sub_domain.name.com", ["https://sub_domain.name.com"]),
        ("co.uk sub.domain_name.com sub_domain.name.com", ["co.uk", "domain.name.com"]),
        ("ada@example.com #example.com $example.com", []),
        ("e.g. this is v1.2", []),
        ("-example.com _example.com .example.com /example.com", []),
        ("example.invalid example.com-", []),
        (f"{'a' * 64}.com", []),
        ("com", []),
        ("", []),
    ],
)
def test_links_are_seen_as_x_sees_them(text: str, links: list[str]) -> None:
    assert links_in(text) == links


PIECES = [
    "a",
    "com",
    "t.co",
    "日本",
    ".",
    ".",
    "-",
    "_",
    "/",
    "(",
    ")",
    "?",
    "=",
    "@",
    "#",
    "https://",
    "é",
    " ",
    "\n",
    "한국",
    "\ufeff",
    "\ud800",
]


@given(st.text(max_size=100) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_links_stand_where_they_are_said_to_in_their_order(text: str) -> None:
    links = find_links(text)
    ends = [0]
    for link in links:
        assert ends[-1] <= link.start < link.end <= len(text)
        assert "." in link.url
        ends.append(link.end)

    assert without_links(text).count("\n") == text.count("\n") + len(links) - sum(link.url.count("\n") for link in links)


@pytest.mark.parametrize(
    "shape",
    ["a.", "a.a/", "http://a.", "a.com ", "(a.co/", "a.co/(((", "é.com", "日本.", "_a.", "한국.", "a", "❤️", "1️⃣", "t.co/a?", "@a.b "],
)
def test_time_grows_with_the_length_of_the_text_alone(shape: str) -> None:
    assert growth(weighted_length, of_length(shape, SHORT), of_length(shape, LONG)) <= MOST_GROWTH
