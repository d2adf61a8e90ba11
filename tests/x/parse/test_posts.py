"""X's JSON for posts becomes posts in either dialect, and nothing X sends breaks that."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Post
from bot.x.parse.posts import LONGEST_POST, PostPage, parse_page, parse_post_id, parse_posts

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

TWEET: dict[str, Any] = {
    "id": "1460323737035677698",
    "text": "@harbourlight lovely coffee",
    "author_id": "2244994945",
    "conversation_id": "1460323737035600000",
    "created_at": "2021-11-15T19:08:05.000Z",
    "lang": "en",
    "entities": {"mentions": [{"start": 0, "end": 13, "username": "harbourlight", "id": "42"}]},
    "reply_settings": "everyone",
    "public_metrics": {"retweet_count": 0, "reply_count": 1, "like_count": 2, "quote_count": 3, "impression_count": 9},
    "edit_history_tweet_ids": ["1460323737035677698"],
    "referenced_tweets": [{"type": "quoted", "id": "19"}, {"type": "replied_to", "id": "20"}],
    "in_reply_to_user_id": "43",
}
"""In the words of the older document."""
MADE_AT = datetime(2021, 11, 15, 19, 8, 5, 69_000, tzinfo=UTC)
"""What the post's id says; X's `created_at` leaves the fraction out."""


def one(**changes: object) -> Post:
    (post,) = parse_posts([TWEET | changes], NOW)
    return post


def test_a_post_holds_what_x_said() -> None:
    assert parse_posts([TWEET], NOW) == [
        Post(
            id=1460323737035677698,
            author_id=2244994945,
            at=MADE_AT.replace(microsecond=0),
            text="@harbourlight lovely coffee",
            lang="en",
            conversation_id=1460323737035600000,
            in_reply_to=20,
            quotes=19,
            answers_user=43,
            handles=("harbourlight",),
            reply_settings="everyone",
            quote_count=3,
        )
    ]


def test_the_other_dialect_says_the_same() -> None:
    note = {"text": "all of it", "entities": {"mentions": [{"username": "bo"}]}}
    words = {"referenced_tweets": "referenced_posts", "note_tweet": "note_post"}
    tweet = TWEET | {"note_tweet": note}

    assert parse_posts([{words.get(name, name): value for name, value in tweet.items()}], NOW) == parse_posts([tweet], NOW)


@pytest.mark.parametrize("name", ["edit_history_tweet_ids", "edit_history_post_ids"])
def test_an_edited_post_names_what_it_was_before(name: str) -> None:
    older, oldest = int(TWEET["id"]) - 7, int(TWEET["id"]) - 9
    for versions, before in (
        ([str(older), str(oldest), TWEET["id"]], (oldest, older)),
        ([TWEET["id"]], ()),
        ([None, "x", {}, str(older), str(older)], (older,)),
        ("7", ()),
    ):
        (post,) = parse_posts([{key: value for key, value in TWEET.items() if "edit" not in key} | {name: versions}], NOW)
        assert post.versions_before == before


def test_what_x_left_out_is_unknown() -> None:
    assert parse_posts([{"id": "20", "author_id": "7"}], NOW) == [Post(20, 7, datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC))]


def test_a_single_post_is_a_list_of_one() -> None:
    assert parse_posts(TWEET, NOW) == parse_posts([TWEET], NOW)


def test_a_long_post_is_read_to_its_end() -> None:
    note = {"text": "@ada @bo " + "word " * 900 + "@cy", "entities": {"mentions": [{"username": "Ada"}, {"username": "cy"}]}}
    post = one(note_tweet=note, entities={"mentions": [{"username": "ada"}, {"username": "bo"}]})

    assert post.text == note["text"]
    assert post.handles == ("ada", "bo", "cy")


@pytest.mark.parametrize("note", [None, {}, [], {"text": None}, {"text": ""}, {"text": 7, "entities": {"mentions": [None, {}]}}])
def test_a_note_that_says_nothing_leaves_the_text(note: object) -> None:
    assert (one(note_tweet=note).text, one(note_tweet=note).handles) == ("@harbourlight lovely coffee", ("harbourlight",))


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("beans &amp; milk &lt;3", "beans & milk <3"),
        ("&amp;lt; stays as it was written", "&lt; stays as it was written"),
        ("half a \ud83d pair\x00", "half a ? pair"),
        ("🫘\u202edlo", "🫘\u202edlo"),
        ("w" * (LONGEST_POST + 1), "w" * LONGEST_POST),
        ("&amp;" * LONGEST_POST, "&" * LONGEST_POST),
        (7, ""),
    ],
)
def test_text_is_what_its_author_wrote_and_can_be_stored(sent: object, text: str) -> None:
    assert one(text=sent).text == text
    assert one(note_tweet={"text": sent}, text="").text == text


@pytest.mark.parametrize("lang", ["und", "zxx", "qme", "qst", "QHT", None, 7, ""])
def test_a_language_that_x_could_not_tell_is_none(lang: object) -> None:
    assert one(lang=lang).lang == ""


@pytest.mark.parametrize("lang", ["en", "de", "zh-TW", "quz"])
def test_a_language_is_in_x_s_words(lang: str) -> None:
    assert one(lang=lang).lang == lang


def test_a_post_that_only_passes_another_one_on_is_none() -> None:
    passed_on = TWEET | {"id": "30", "referenced_tweets": [{"type": "retweeted", "id": "20"}]}

    assert parse_posts([passed_on, TWEET], NOW) == parse_posts([TWEET], NOW)


@pytest.mark.parametrize(
    "references",
    [None, 7, {}, [None, 7, []], [{"type": "quoted"}, {"id": "19"}, {"type": [], "id": "19"}, {"type": "replied_to", "id": "x"}]],
)
def test_odd_references_are_none(references: object) -> None:
    post = one(referenced_tweets=references)

    assert (post.in_reply_to, post.quotes) == (None, None)


def test_of_several_references_of_one_kind_the_first_counts() -> None:
    assert (
        one(referenced_tweets=[{"type": "quoted", "id": "x"}, {"type": "quoted", "id": "18"}, {"type": "quoted", "id": "17"}]).quotes == 18
    )


@pytest.mark.parametrize(
    "entities", [None, 7, [], {"mentions": {}}, {"mentions": [None, {"username": None}, {"username": "not a handle"}]}]
)
def test_odd_mentions_name_nobody(entities: object) -> None:
    assert one(entities=entities).handles == ()


@pytest.mark.parametrize("metrics", [None, [], {}, {"quote_count": -1}, {"quote_count": True}, {"quote_count": "3"}])
def test_an_odd_count_is_unknown(metrics: object) -> None:
    assert one(public_metrics=metrics).quote_count is None


@pytest.mark.parametrize(
    "time", [None, 7, "", "yesterday", "2031-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_a_time_that_cannot_be_is_taken_from_the_id(time: object) -> None:
    assert one(created_at=time).at == MADE_AT


@pytest.mark.parametrize("value", [None, "", "0", "-7", "7.0", "٧", "9" * 19, "9" * 5_000, True, 7.0, [7], {}])
@pytest.mark.parametrize("key", ["id", "author_id"])
def test_what_has_no_usable_id_is_no_post(key: str, value: object) -> None:
    assert parse_posts([{**TWEET, key: value}, TWEET], NOW) == parse_posts([TWEET], NOW)


@pytest.mark.parametrize("key", ["id", "author_id"])
def test_what_has_no_id_is_no_post(key: str) -> None:
    assert parse_posts([{name: value for name, value in TWEET.items() if name != key}], NOW) == []


def test_whoever_is_known_to_have_written_them_need_not_be_told() -> None:
    untold = {name: value for name, value in TWEET.items() if name != "author_id"}

    assert [post.author_id for post in parse_posts([untold, TWEET], NOW, author_id=42)] == [42, 2244994945]


def test_what_is_no_post_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    parse_posts([None, 7, TWEET, {"id": "x"}], NOW)

    assert "3 entries that are no posts" in caplog.text


def test_a_post_from_the_future_is_none() -> None:
    assert len(parse_posts([TWEET], MADE_AT - DAY)) == 1
    assert parse_posts([TWEET], MADE_AT - DAY - timedelta(seconds=1)) == []


def test_a_page_has_read_what_it_leaves_out() -> None:
    newest, oldest = (
        TWEET | {"id": post_id, "referenced_tweets": [{"type": "retweeted", "id": "20"}]}
        for post_id in ("1460323737035677700", "1460323737035677690")
    )
    body = {"data": [{"id": "9000000000000000000"}, newest, TWEET, oldest], "meta": {"next_token": "more"}}

    posts = tuple(parse_posts([TWEET], NOW))
    page = PostPage(posts, newest_id=1460323737035677700, oldest_id=1460323737035677690, next_token="more", left_out=2)
    assert parse_page(body, NOW) == page


texts = st.text(st.characters(), max_size=30)
numbers = st.integers() | st.integers(1, 2**63 - 1).map(str) | st.floats()
NAMES = sorted(
    {*TWEET, "note_tweet", "note_post", "referenced_posts", "mentions", "username", "type", "text", "quote_count", "in_reply_to_user_id"}
)
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts | st.sampled_from(["quoted", "replied_to", "retweeted", "ada"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=10,
)
odd_posts = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, anything))


@given(data=anything | odd_posts | st.lists(odd_posts | st.just(TWEET), max_size=5), now=st.datetimes(timezones=st.just(UTC)))
def test_whatever_x_sends_gives_posts_that_can_be_stored(data: object, now: datetime) -> None:
    for post in parse_posts(data, now):
        ids = (post.id, post.author_id, post.conversation_id, post.in_reply_to, post.quotes, post.answers_user)
        assert all(identity is None or 0 < identity < 2**63 for identity in ids)
        assert post.at.tzinfo is UTC
        assert post.at - now <= DAY
        for text in (post.text, post.lang, post.reply_settings, *post.handles):
            assert "\x00" not in text
            assert len(text.encode()) <= 4 * LONGEST_POST
        assert len({handle.lower() for handle in post.handles}) == len(post.handles)


@given(st.dictionaries(st.sampled_from(["data", "meta", "includes", "errors"]), anything | st.lists(odd_posts, max_size=5)))
def test_any_answer_gives_a_page(body: dict[str, object]) -> None:
    page = parse_page(body, NOW, author_id=42)

    assert list(page.posts) == parse_posts(body.get("data"), NOW, author_id=42)
    assert max((post.id for post in page.posts), default=0) <= (page.newest_id or 0)


@given(st.lists(odd_posts, max_size=5))
def test_odd_posts_take_nothing_from_the_others(odd: list[dict[str, Any]]) -> None:
    text = json.dumps([*odd, TWEET, *odd])

    assert parse_posts(json.loads(text), NOW).count(parse_posts([TWEET], NOW)[0]) >= 1


@pytest.mark.parametrize(
    ("typed", "post_id"),
    [
        ("1460323737035677698", 1460323737035677698),
        ("  20 ", 20),
        ("https://x.com/ada/status/1460323737035677698", 1460323737035677698),
        ("https://x.com/ada/status/20/photo/1", 20),
        ("look: http://twitter.com/ada_l/status/20?s=46&t=abc", 20),
        ("https://mobile.twitter.com/ada/statuses/20", 20),
        ("X.com/i/web/status/20", 20),
        ("https://x.com/i/status/20#m", 20),
        ("https://x.com/ada", None),
        ("https://x.com/ada/status/", None),
        ("https://notx.com/ada/status/20", None),
        ("https://x.com.evil.example/ada/status/20", None),
        ("https://x.com/ada/status/99999999999999999999", None),
        ("0", None),
        ("-1", None),
        ("٣٤", None),
        ("", None),
    ],
)
def test_which_post_somebody_means(typed: str, post_id: int | None) -> None:
    assert parse_post_id(typed) == post_id


@given(st.text())
def test_whatever_is_typed_is_a_post_or_none(typed: str) -> None:
    assert parse_post_id(typed) is None or parse_post_id(typed) > 0  # type: ignore[operator]
