"""Figures and dates as programs and people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.score.columns import field_of, is_column
from bot.cli.score.values import parse_date, parse_number
from bot.x.parse.profiles import LARGEST_COUNT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *[(1234, 1234), (0, 0), (12.0, 12), (Decimal("12.0"), 12), ("0", 0), ("1234", 1234), (" 1234 ", 1234), ("1234.0", 1234)],
        *[("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234), ("1'234", 1234), ("1’234", 1234)],
        *[("1,234,567", 1_234_567), ("12,34,567", 1_234_567), ("1.234.567", 1_234_567), ("1,234.0", 1234), ("1.2E+03", 1200)],
        *[("1.2K", 1200), ("1,2k", 1200), ("1.2 K", 1200), ("12.5M", 12_500_000), ("1B", 10**9), ("1.2345K", 1234), ("1,234K", 1234)],
        *[("1.2万", 12_000), ("３億", 300_000_000), ("1,2 тыс.", 1200), ("2,5 Mio.", 2_500_000), ("١٢", 12), ("１２", 12)],
        *[("310 followers", 310), ("1.2K Followers", 1200), ("1 post", 1)],
        *[
            ("", None),
            ("-", None),
            ("n/a", None),
            ("-1", None),
            (-1, None),
            (1.5, None),
            ("1.5", None),
            (float("nan"), None),
            ("inf", None),
        ],
        *[
            (True, None),
            ("TRUE", None),
            ("12 monkeys", None),
            ("1,2,3", None),
            ("0x12", None),
            (2**64, None),
            ("9" * 5_000, None),
            ([], None),
        ],
    ],
)
def test_counts_in_all_spellings(written: object, read: int | None) -> None:
    assert parse_number(written) == read


@pytest.mark.parametrize(
    "written",
    [
        *[
            "2019-03-02T10:00:00.000Z",
            "2019-03-02 10:00:00+00:00",
            "2019-03-02T11:00:00+01:00",
            "2019-03-02 10:00:00",
            "2019-03-02 10:00:00 UTC",
        ],
        *[
            "Sat Mar 02 10:00:00 +0000 2019",
            "Sat, 02 Mar 2019 10:00:00 GMT",
            "Sat Mar 02 2019 10:00:00 GMT+0000 (Coordinated Universal Time)",
        ],
        *[
            "3/2/2019 10:00",
            "3/2/2019, 10:00:00 AM",
            "2.3.2019 10:00",
            "1551520800",
            "1551520800000",
            1551520800,
            1551520800.0,
            1551520800000,
        ],
    ],
)
def test_moments_in_all_spellings(written: object) -> None:
    assert parse_date(written) == datetime(2019, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *[
            ("2019-03-02", 2),
            ("2 Mar 2019", 2),
            ("Mar 2, 2019", 2),
            ("March 2, 2019", 2),
            ("2019/03/02", 2),
            ("02.03.2019", 2),
            ("3/2/2019", 2),
        ],
        *[("20/03/2019", 20), ("March 2019", 1), ("Joined March 2019", 1)],
    ],
)
def test_days_in_all_spellings(written: str, day: int) -> None:
    assert parse_date(written) == datetime(2019, 3, day, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "13/13/2019", "2019-02-30", 12, True, None, "9" * 100, float("nan"), float("inf"), []]
)
def test_what_is_no_moment_is_none(written: object) -> None:
    assert parse_date(written) is None


anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals(allow_nan=False)
    | st.text(max_size=60)
    | st.text("0123456789.,'eE+k/: ", max_size=45)
)


@given(anything)
def test_anything_is_a_figure_and_a_moment_or_none(written: object) -> None:
    assert (figure := parse_number(written)) is None or 0 <= figure < 2**63
    assert (at := parse_date(written)) is None or at.tzinfo is not None


@given(st.integers(0, LARGEST_COUNT))
def test_a_count_is_read_however_its_thousands_are_set_apart(number: int) -> None:
    for mark in (",", ".", " ", "'", "\u202f"):
        assert parse_number(f"{number:,}".replace(",", mark)) == number


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("followers_count", "followers_count followersCount Followers Follower_count user_followers_count authorFollowers #followers"),
        ("following_count", "following_count friends_count friendsCount Following followings user.friends"),
        ("tweet_count", "tweet_count statuses_count statusesCount Tweets posts total_tweets"),
        ("like_count", "like_count favourites_count favouritesCount Likes favorites"),
        ("created_at", "created_at createdAt join_date Joined account_created_at user_created_at"),
        ("username", "username screen_name screenName userName handle profileUrl"),
        ("id", "id id_str user_id userId rest_id author_id"),
    ],
)
def test_columns_in_all_spellings(field: str, names: str) -> None:
    for name in names.split():
        assert (field_of(name.rpartition(".")[2]) or ("",))[0] == field, name
        assert is_column(name)


@pytest.mark.parametrize(
    "name", ["", "media_count", "fast_followers_count", "profile_image_url", "retweet_count", "reply_count", "x" * 10**6]
)
def test_what_is_no_field_of_a_user_is_none(name: str) -> None:
    assert field_of(name) is None
