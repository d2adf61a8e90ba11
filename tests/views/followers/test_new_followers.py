"""New followers, newest first, a page at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, Follower, Page, Place, Side
from bot.views.followers import new_followers as follower_list
from bot.views.followers.new_followers import newest_view
from tests.support.samples.cards import (
    NOW,
    ada,
    assessed,
    assessments,
    buttons,
    discord_takes,
    followers,
    text,
)

pages = st.lists(
    st.tuples(followers, st.one_of(st.none(), assessments)), max_size=follower_list.PAGE, unique_by=lambda one: one[0].profile.user_id
)


@given(pages, st.integers(0, 10**6))
def test_discord_takes_any_page_of_followers(found: list[tuple[Follower, Assessment | None]], more: int) -> None:
    discord_takes(newest_view(Page(tuple(found), None, Place(Side.BELOW, (2**63 - 1,))), total=len(found) + more))


def test_new_followers_with_verdict_and_date() -> None:
    view = newest_view(Page(((Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW), assessed()),)), total=1)
    assert "**Ada Lovelace** [@ada](https://x.com/i/user/4711) · <t:1772445600:f> · quiet · 12,400 followers" in text(view)
    assert buttons(view) == {}


def test_nobody_new() -> None:
    assert "No new followers" in text(newest_view(Page(), total=0))
