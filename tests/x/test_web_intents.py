"""Links into X name whom and what they are about, and carry any text whole."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.x.web_intents import follow_link, reply_link


def test_the_follow_link_names_the_person_by_id() -> None:
    assert follow_link(2244994945) == "https://x.com/intent/follow?user_id=2244994945"


def test_the_reply_link_opens_the_composer_under_the_post() -> None:
    assert reply_link(20, "Thanks, you two!") == "https://x.com/intent/tweet?in_reply_to=20&text=Thanks%2C%20you%20two%21"


def test_without_a_text_the_composer_is_empty() -> None:
    assert reply_link(20) == "https://x.com/intent/tweet?in_reply_to=20"


def carried(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)


@pytest.mark.parametrize(
    "text", ["50% off & more #beans", "a\nb\r\n\tc", "🫘☕👩‍👩‍👧", "(see) [this](https://x.com/?a=b+c)", "مرحبا", "a=b;c?d/e\\f"]
)
def test_a_text_arrives_as_it_was_written(text: str) -> None:
    assert carried(reply_link(20, text)) == {"in_reply_to": ["20"], "text": [text]}


@given(st.integers(1, 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_arrives_and_nothing_in_it_ends_the_link(post_id: int, text: str) -> None:
    link = reply_link(post_id, text)

    assert carried(link) == {"in_reply_to": [str(post_id)], "text": [text]}
    assert link.isascii()
    assert not set(link.partition("&text=")[2]) & set("&#+()[]<>\"' \n")
