"""X's JSON for posts becomes mentions, and nothing X sends breaks that."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.x.mentions import Mention, parse_mentions

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

POST: dict[str, Any] = {
    "id": "1460323737035677698",
    "text": "@harbourlight lovely coffee",
    "author_id": "2244994945",
    "created_at": "2021-11-15T19:08:05.000Z",
    "edit_history_tweet_ids": ["1460323737035677698"],
}
MADE_AT = datetime(2021, 11, 15, 19, 8, 5, 69_000, tzinfo=UTC)
"""What the post's id says; X's `created_at` leaves the fraction out."""


def test_a_mention_holds_what_x_said() -> None:
    assert parse_mentions([POST], NOW) == [Mention(1460323737035677698, 2244994945, MADE_AT.replace(microsecond=0))]


def test_a_single_post_is_a_list_of_one() -> None:
    assert parse_mentions(POST, NOW) == parse_mentions([POST], NOW)


@pytest.mark.parametrize(
    "time", [None, 7, "", "yesterday", "2031-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_a_time_that_cannot_be_is_taken_from_the_id(time: object) -> None:
    assert [mention.at for mention in parse_mentions([{**POST, "created_at": time}], NOW)] == [MADE_AT]


@pytest.mark.parametrize("value", [None, "", "0", "-7", "7.0", "٧", "9" * 19, "9" * 5_000, True, 7.0, [7], {}])
@pytest.mark.parametrize("key", ["id", "author_id"])
def test_what_has_no_usable_id_is_no_mention(key: str, value: object) -> None:
    assert parse_mentions([{**POST, key: value}, POST], NOW) == parse_mentions([POST], NOW)


@pytest.mark.parametrize("key", ["id", "author_id"])
def test_what_has_no_id_is_no_mention(key: str) -> None:
    assert parse_mentions([{name: value for name, value in POST.items() if name != key}], NOW) == []


def test_a_post_from_the_future_is_no_mention() -> None:
    assert len(parse_mentions([POST], MADE_AT - DAY)) == 1
    assert parse_mentions([POST], MADE_AT - DAY - timedelta(seconds=1)) == []


texts = st.text(st.characters(), max_size=30)
numbers = st.integers() | st.integers(1, 2**63 - 1).map(str) | st.floats()
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | st.sampled_from(sorted(POST)), inner, max_size=5),
    max_leaves=10,
)
odd_posts = st.fixed_dictionaries({}, optional=dict.fromkeys(POST, anything))


@given(data=anything | odd_posts | st.lists(odd_posts | st.just(POST), max_size=5), now=st.datetimes(timezones=st.just(UTC)))
def test_whatever_x_sends_gives_mentions_that_can_be_stored(data: object, now: datetime) -> None:
    for mention in parse_mentions(data, now):
        assert 0 < mention.post_id < 2**63
        assert 0 < mention.user_id < 2**63
        assert mention.at.tzinfo is UTC
        assert mention.at - now <= DAY


@given(st.lists(odd_posts, max_size=5))
def test_odd_posts_take_nothing_from_the_others(odd: list[dict[str, Any]]) -> None:
    text = json.dumps([*odd, POST, *odd])

    assert parse_mentions(json.loads(text), NOW).count(parse_mentions([POST], NOW)[0]) >= 1
