"""What is asked for and what is read in either dialect."""

from __future__ import annotations

import pytest

from bot.x.parse.dialects import Dialect, most_recent_post_id, names_a_field, note, post_count, references, versions


def test_only_the_account_s_own_posts_are_asked_how_they_did() -> None:
    for dialect in Dialect:
        fields = f"{dialect.value}_fields"
        assert "public_metrics" in dialect.post_fields(own=True)[fields]
        assert "public_metrics" not in dialect.post_fields(own=False)[fields]


def test_nothing_that_costs_is_asked_along_in_the_dialect_that_lists_it_among_the_fields() -> None:
    assert "expansions" not in Dialect.TWEET.post_fields(own=True)
    assert Dialect.POST.post_fields(own=False)["expansions"] == ["author_id"]


@pytest.mark.parametrize(
    ("words", "about_a_field"),
    [
        ("The `user.fields` query parameter value [url] is not one of []", True),
        ("The query parameter [tweet.fields] is not one of [post.fields]", True),
        ("most_recent_tweet_id is unknown", True),
        ("The `max_results` query parameter value [7] is not between 10 and 100", False),
        ("You are not allowed to see the posts of this user", False),
        ("", False),
    ],
)
def test_a_refusal_about_a_field_is_known_by_its_words(words: str, about_a_field: bool) -> None:
    assert names_a_field(words) is about_a_field


def test_answers_are_read_in_both() -> None:
    for name in ("tweet", "post"):
        post = {f"note_{name}": "long", f"edit_history_{name}_ids": ["1", "2"], f"referenced_{name}s": []}
        assert (note(post), versions(post), references(post)) == ("long", ["1", "2"], [])
        assert most_recent_post_id({f"most_recent_{name}_id": "9"}) == "9"
        assert post_count({f"{name}_count": 7}) == 7
