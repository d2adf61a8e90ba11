"""Who was never followed back: each with verdict, since when and why, and a button that has them suggested."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, BaselineStatus, Follower, Page, Place, Side
from bot.views.followers.neglected import PAGE, neglected_view
from tests.support.samples.cards import NOW, ada, assessed, assessments, buttons, discord_takes, followers, text

people = st.lists(st.tuples(followers, assessments), max_size=PAGE, unique_by=lambda one: one[0].profile.user_id)


@given(people, st.sampled_from(BaselineStatus))
def test_discord_takes_any_page_of_the_neglected(found: list[tuple[Follower, Assessment]], baseline: BaselineStatus) -> None:
    discord_takes(neglected_view(Page(tuple(found), None, Place(Side.BELOW, (2**63 - 1, 2**63 - 1))), baseline))


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({}, "followed you <t:1764669600:R>"),
        ({"baseline": True}, "followed you before Mutuals started"),
        ({"baseline": True, "times_returned": 1}, "followed you <t:1764669600:R>"),
    ],
)
def test_since_when_and_why(changes: dict[str, object], since: str) -> None:
    ago = NOW - timedelta(days=90)
    follower = Follower(ada(), ago, NOW, **({"baseline": False, "followed_at": ago} | changes))  # type: ignore[arg-type]
    view = neglected_view(Page(((follower, assessed()),)), BaselineStatus.COMPLETE)

    said = text(view)
    assert "**Ada Lovelace** [@ada](https://x.com/i/user/4711)" in said
    assert since in said
    assert "audit" not in said
    assert buttons(view) == {"Suggest": "suggest:4711"}


def test_where_older_followers_are_not_known_it_says_how_to_find_them() -> None:
    assert "/followers audit" in text(neglected_view(Page(), BaselineStatus.PARTIAL))
    assert "still being read" in text(neglected_view(Page(), BaselineStatus.PENDING))
    assert text(neglected_view(Page(), BaselineStatus.COMPLETE)).endswith("**/queue** has the newest.")
