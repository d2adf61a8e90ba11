"""Who left, by day, with what they were; how many left without a name, and how names come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, DayCount, Departure, Follower, LostFollower, LostNames, LostPage, NameSource, Page
from bot.views.followers.lost import PAGE, lost_view
from tests.support.samples.cards import NOW, ada, assessed, assessments, discord_takes, moments, profiles, text

DAY = timedelta(days=1)
NAMES = LostNames(NameSource.SWEEPS, 2_080_000, 10_000, 8)
DEAR = LostNames(NameSource.NONE, 104_000_000, 10_000, 400)


def lost(n: int = 0, assessment: Assessment | None = None, *, seen: datetime = NOW - DAY, **changes: object) -> tuple[date, LostFollower]:
    edge: dict[str, object] = {"baseline": False, "followed_at": NOW - 91 * DAY, "unfollowed_at": NOW, "departure": Departure.LEFT}
    follower = Follower(ada(followed_by_us=n == 0), NOW - 91 * DAY, seen, **edge | changes)  # type: ignore[arg-type]
    return (NOW - n * DAY).date(), LostFollower(follower, assessment, NOW - n * DAY)


def page(*people: tuple[date, LostFollower], **changes: object) -> LostPage:
    facts: dict[str, object] = {"days": (), "unnamed": 0, "names": NAMES}
    return LostPage(Page(people), **facts | changes)  # type: ignore[arg-type]


departures = st.sampled_from(Departure)
edges = st.builds(
    Follower, profiles, moments, moments, st.booleans(), moments, st.integers(0, 3), unfollowed_at=moments, departure=st.none() | departures
)
people = st.tuples(st.dates(), st.builds(LostFollower, edges, st.none() | assessments, moments))
names = st.builds(
    LostNames, st.sampled_from(NameSource), st.integers(0, 10**12), st.integers(0, 10**7), st.integers(1, 10**6), st.none() | st.integers(0)
)
days = st.builds(DayCount, st.dates(), st.integers(0), st.integers(0, 10**9), st.none())
lost_pages = st.builds(
    LostPage,
    st.builds(Page, st.lists(people, max_size=PAGE).map(tuple)),
    st.lists(days, max_size=7).map(tuple),
    st.none() | st.integers(0, 10**9),
    names,
)


@given(lost_pages)
def test_discord_takes_any_page_of_those_who_left(shown: LostPage) -> None:
    discord_takes(lost_view(shown))


def test_each_with_what_they_were_and_since_when_they_are_gone_by_day() -> None:
    said = text(lost_view(page(lost(0, assessed()), lost(1), lost(1), unnamed=3)))

    assert "**Monday 2 March 2026**\n**Ada Lovelace** [@ada](https://x.com/i/user/4711) · 🔵 **quiet**" in said
    assert said.count("you follow them") == 1
    assert "-# Unfollowed you between <t:1772359200:D> and <t:1772445600:D> · had followed for 90 days" in said
    assert [said.count(day) for day in ("Monday 2 March", "Sunday 1 March")] == [1, 1]
    assert "**3** who left have no names yet." in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seen": NOW}, "-# Unfollowed you <t:1772445600:R> · had followed for 91 days"),
        ({"departure": Departure.SUSPENDED}, "-# Was suspended by X between"),
        ({"departure": Departure.DELETED}, "-# Disappeared from X between"),
        ({"departure": Departure.UNKNOWN}, "-# Unfollowed you or disappeared from X between"),
        ({"baseline": True}, "had followed for 90 days or more"),
        ({"baseline": True, "times_returned": 1, "followed_at": NOW - 2 * DAY}, "had followed for 1 day"),
    ],
)
def test_what_became_of_them_and_how_long_they_followed(changes: dict[str, object], says: str) -> None:
    assert says in text(lost_view(page(lost(**changes))))  # type: ignore[arg-type]


def test_how_many_left_on_each_of_the_last_days() -> None:
    days = DayCount(date(2026, 2, 28), 4, 3, 90), DayCount(date(2026, 3, 1), 4, 0, 94), DayCount(date(2026, 3, 2), 0, 1_234, 90)
    assert "By X's count: 2 Mar **1,234** · 28 Feb **3**" in text(lost_view(page(days=days)))
    assert "Nobody left in the last days" in text(lost_view(page(days=days[1:2])))
    assert "not known yet" in text(lost_view(page(unnamed=None)))


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (
            NAMES,
            "Once 8 have left, Mutuals reads all your followers to find out who, for about $2.08.",
        ),
        (replace(NAMES, read=1_000), "is reading all your followers to find out who: 1,000 so far"),
        (
            DEAR,
            "reading all your followers once is about $104.00. To allow it, raise “Budget",
        ),
        (DEAR, "X_STREAM=unfollows: X then tells of each person at once, for $0.01."),
        (LostNames(NameSource.EVENTS, 0, 10_000, 1), "X tells who unfollows you"),
    ],
)
def test_how_names_come_is_said_where_some_are_missing(names: LostNames, says: str) -> None:
    assert says in text(lost_view(page(names=names)))
    assert says in text(lost_view(page(lost(), names=names, unnamed=1)))
    assert says not in text(lost_view(page(lost(), names=names)))
