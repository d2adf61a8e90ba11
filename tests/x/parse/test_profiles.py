"""X's JSON for a user becomes a profile, and nothing X sends breaks that."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Profile
from bot.x.parse import profiles
from bot.x.parse.profiles import parse_facts, parse_moment, parse_profile, parse_profiles, resource_ids

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)

ADA: dict[str, Any] = {
    "id": "2244994945",
    "username": "ada",
    "name": "Ada Lovelace",
    "description": "Engines, mostly.",
    "location": "London",
    "url": "https://t.co/abc",
    "entities": {"url": {"urls": [{"start": 0, "end": 16, "url": "https://t.co/abc", "expanded_url": "https://ada.example/notes"}]}},
    "profile_image_url": "https://pbs.twimg.com/profile_images/1/face_normal.jpg",
    "protected": False,
    "verified": True,
    "created_at": "2013-12-14T04:35:55.000Z",
    "public_metrics": {
        "followers_count": 10,
        "following_count": 20,
        "tweet_count": 30,
        "listed_count": 4,
        "like_count": 5,
        "media_count": 6,
    },
    "most_recent_tweet_id": "1460323737035677698",
    "connection_status": ["followed_by", "following"],
}


def test_a_profile_holds_what_x_said() -> None:
    assert parse_profile(ADA, NOW) == Profile(
        user_id=2244994945,
        username="ada",
        name="Ada Lovelace",
        fetched_at=NOW,
        bio="Engines, mostly.",
        location="London",
        url="https://ada.example/notes",
        avatar_url="https://pbs.twimg.com/profile_images/1/face_400x400.jpg",
        verified=True,
        followers=10,
        following=20,
        posts=30,
        listed=4,
        likes=5,
        created_at=datetime(2013, 12, 14, 4, 35, 55, tzinfo=UTC),
        last_post_at=datetime(2021, 11, 15, 19, 8, 5, 69000, tzinfo=UTC),
        followed_by_us=True,
    )


def test_the_other_dialect_says_the_same() -> None:
    metrics = {key: value for key, value in ADA["public_metrics"].items() if key != "tweet_count"}
    newer = {key: value for key, value in ADA.items() if key != "most_recent_tweet_id"}
    newer |= {"public_metrics": metrics | {"post_count": 30}, "most_recent_post_id": "1460323737035677698"}

    assert parse_profile(newer, NOW) == parse_profile(ADA, NOW)


def test_what_x_left_out_is_unknown_and_not_zero() -> None:
    profile = parse_profile({"id": "7", "username": "bo"}, NOW)

    assert profile == Profile(user_id=7, username="bo", name="bo", fetched_at=NOW)
    assert (profile.followers, profile.posts, profile.created_at, profile.last_post_at) == (None, None, None, None)


@pytest.mark.parametrize("odd", [None, -1, "12", 1.5, True, 2**63, 10**400, [], {}])
def test_an_odd_count_is_unknown(odd: object) -> None:
    profile = parse_profile(ADA | {"public_metrics": {"followers_count": odd}}, NOW)

    assert profile is not None
    assert profile.followers is None


@pytest.mark.parametrize("odd", [None, "", "yesterday", "0001-01-01T00:00:00+14:00", 12, "2026-13-01T00:00:00Z", "2031-01-01T00:00:00Z"])
def test_an_odd_birthday_is_unknown(odd: object) -> None:
    profile = parse_profile(ADA | {"created_at": odd}, NOW)

    assert profile is not None
    assert profile.created_at is None


def test_a_birthday_without_a_zone_is_in_utc() -> None:
    profile = parse_profile(ADA | {"created_at": "2013-12-14T04:35:55"}, NOW)

    assert profile is not None
    assert profile.created_at == datetime(2013, 12, 14, 4, 35, 55, tzinfo=UTC)


@pytest.mark.parametrize("odd", ["", "x", "-5", 0, "9" * 19, "1" * 30, "²", True, str(2**62)])
def test_an_odd_or_future_post_id_gives_no_time(odd: object) -> None:
    profile = parse_profile(ADA | {"most_recent_tweet_id": odd}, NOW)

    assert profile is not None
    assert profile.last_post_at is None


@pytest.mark.parametrize("odd", ["", "x", "-5", "0", 0, -1, "1" * 20, "9" * 19, "²", "１２", None, True, 1.0, ["1"]])
def test_without_a_usable_id_it_is_no_user(odd: object) -> None:
    assert parse_profile(ADA | {"id": odd}, NOW) is None


@pytest.mark.parametrize("odd", ["", "with space", "@ada", "a/b", "ada\n", "ädä", "a" * 51, None, 7])
def test_without_a_usable_handle_it_is_no_user(odd: object) -> None:
    assert parse_profile(ADA | {"username": odd}, NOW) is None


@pytest.mark.parametrize(
    "odd",
    [
        "javascript:alert(1)",
        "data:image/png;base64,xx",
        "//pbs.twimg.com/a_normal.jpg",
        "https://",
        "https://[::1",
        "https://a b.example",
        "https://a.example/\u202e",
        "https://a.example/" + "a" * 500,
        7,
    ],
)
def test_an_address_that_is_not_of_the_web_is_dropped(odd: object) -> None:
    profile = parse_profile(ADA | {"url": odd, "entities": None, "profile_image_url": odd}, NOW)

    assert profile is not None
    assert (profile.url, profile.avatar_url) == ("", "")


def test_the_short_link_stays_when_x_does_not_expand_it() -> None:
    profile = parse_profile(ADA | {"entities": {"url": {"urls": [{"expanded_url": "javascript:1"}, None]}}}, NOW)

    assert profile is not None
    assert profile.url == "https://t.co/abc"


def test_only_x_s_own_avatars_are_asked_for_larger() -> None:
    profile = parse_profile(ADA | {"profile_image_url": "http://127.0.0.1:9/avatars/1_normal.svg"}, NOW)

    assert profile is not None
    assert profile.avatar_url == "http://127.0.0.1:9/avatars/1_normal.svg"


def test_text_is_bounded_and_can_be_stored() -> None:
    profile = parse_profile(ADA | {"name": "n\x00" * 4_000, "description": "\ud800b" * 4_000}, NOW)

    assert profile is not None
    assert 0 < len(profile.name) <= profiles.LONGEST_NAME
    assert "\x00" not in profile.name
    assert len(profile.bio) == profiles.LONGEST_BIO
    assert sqlite3.connect(":memory:").execute("SELECT ?", (profile.bio,)).fetchone() == (profile.bio,)


def test_a_request_that_waits_for_an_answer_is_seen() -> None:
    profile = parse_profile(ADA | {"connection_status": ["follow_request_sent", 7]}, NOW)

    assert profile is not None
    assert (profile.followed_by_us, profile.follow_requested) == (False, True)


def test_what_is_no_user_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    found = parse_profiles([ADA, {"id": "9"}, "boo", None], NOW)

    assert [profile.username for profile in found] == ["ada"]
    assert "3 entries" in caplog.text


def test_everything_returned_is_charged_once_users_or_not() -> None:
    assert resource_ids([ADA, {"id": "9"}, {"id": "9"}, "boo", None]) == ["2244994945", "9"]
    assert resource_ids(ADA) == ["2244994945"]
    assert resource_ids(None) == []


def test_the_facts_are_the_profile_without_what_only_screens_show() -> None:
    profile = parse_profile(ADA, NOW)

    assert profile is not None
    assert parse_facts(ADA, NOW) == replace(profile, location="", url="", avatar_url="", followed_by_us=False)


@pytest.mark.parametrize(("odd", "kept"), [("", ""), (None, ""), ("no such handle", "no such handle"), ("h" * 300, "h" * 200)])
def test_facts_need_no_handle(odd: object, kept: str) -> None:
    facts = parse_facts(ADA | {"username": odd}, NOW)

    assert facts is not None
    assert (facts.username, facts.followers) == (kept, 10)
    assert parse_profile(ADA | {"username": odd}, NOW) is None


@pytest.mark.parametrize("odd", [None, "", 0, "x", True])
def test_facts_need_an_id(odd: object) -> None:
    assert parse_facts(ADA | {"id": odd}, NOW) is None


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_snapshot_may_be_of_any_time(at: datetime) -> None:
    profile = parse_profile(ADA, at)

    assert profile is not None
    assert (profile.created_at is None) == (at.year == 1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2013-06-12", datetime(2013, 6, 12, tzinfo=UTC)),
        ("2013-06-12T08:30:00", datetime(2013, 6, 12, 8, 30, tzinfo=UTC)),
        ("2013-06-12T08:30:00+02:00", datetime(2013, 6, 12, 6, 30, tzinfo=UTC)),
        ("12 June 2013", None),
        ("9999-12-31T23:59:59-01:00", None),
        (20130612, None),
    ],
)
def test_a_date_and_a_moment_are_in_utc(text: object, moment: datetime | None) -> None:
    found = parse_moment(text)

    assert found == moment
    assert found is None or found.tzinfo is UTC


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
USERISH = st.fixed_dictionaries(
    {"id": st.just("5") | JSON, "username": st.just("ada") | JSON},
    optional={key: JSON | st.just(ADA[key]) for key in ADA if key not in {"id", "username"}}
    | {
        "public_metrics": st.dictionaries(st.sampled_from([*ADA["public_metrics"], "post_count"]), JSON),
        "entities": st.fixed_dictionaries(
            {"url": st.fixed_dictionaries({"urls": st.lists(st.fixed_dictionaries({"expanded_url": JSON}))})}
        ),
        "most_recent_post_id": JSON,
    },
)


@given(JSON | USERISH | st.lists(USERISH, max_size=3))
def test_any_json_gives_sound_profiles_or_none(data: object) -> None:
    for profile in parse_profiles(json.loads(json.dumps(data)), NOW):
        assert 0 < profile.user_id < 2**63
        assert profile.username.isascii()
        counts = (profile.followers, profile.following, profile.posts, profile.listed, profile.likes)
        assert all(count is None or 0 <= count < 2**63 for count in counts)
        assert all(moment is None or moment.tzinfo is UTC for moment in (profile.created_at, profile.last_post_at))
        assert all(address == "" or address.startswith(("http://", "https://")) for address in (profile.url, profile.avatar_url))
        for text, longest in ((profile.name, 200), (profile.bio, 1_000), (profile.location, 200)):
            assert len(text.encode("utf-8").decode("utf-8")) <= longest
    resource_ids(data)


@given(JSON | USERISH)
def test_the_two_steps_of_parsing_agree(data: object) -> None:
    facts, profile = parse_facts(data, NOW), parse_profile(data, NOW)

    if profile is not None:
        shown = {field: getattr(profile, field) for field in ("location", "url", "avatar_url", "followed_by_us", "follow_requested")}
        assert facts is not None
        assert replace(facts, **shown) == profile
