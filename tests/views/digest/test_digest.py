"""The daily digest and its chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, DayCount, Departure, Digest, KindCounts, SuggestionKind, Verdict
from bot.views.digest.digest import CHART_FILE, digest_view
from bot.views.digest.growth_chart import chart_alt_text
from bot.views.suggestions.marks import announcement_component_id, announcement_of_component
from tests.support.samples.cards import NOW, components, discord_takes, hostile_text, moments, text

FIRST = date(2026, 2, 1)


def days(n: int, *, known: bool = True) -> tuple[DayCount, ...]:
    return tuple(DayCount(FIRST + timedelta(days=i), 3 + i, i % 3, 2_400 + 3 * i if known else None) for i in range(n))


def digest(**changes: object) -> Digest:
    facts: dict[str, object] = {
        "day": date(2026, 3, 2),
        "since": NOW - timedelta(days=1),
        "until": NOW,
        "gained": 12,
        "lost": 3,
        "followers": 2_412,
        "counted_at": NOW,
        "by_verdict": {"quiet": 8, "unsure": 3, "suspicious": 1},
        "decisions": {"Leo": {"snooze": 1, "fine": 2, "not_for_us": 1}, "Maya": {"approve": 5, "skip": 2}},
        "kinds": {SuggestionKind.FOLLOW_BACK: KindCounts(done=4, approved=2, missed=1)},
        "spent": 43_000,
        "days": days(30),
    }
    return Digest(**(facts | changes))  # type: ignore[arg-type]  # the facts stand above with their types


def with_replies(*, spoke: int = 0, **counts: int) -> Digest:
    shown = digest(spoke=spoke)
    return replace(shown, kinds={**shown.kinds, SuggestionKind.REPLY: KindCounts(**counts)})


digests = st.builds(
    Digest,
    day=st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    since=moments,
    until=moments,
    gained=st.integers(0, 10**9),
    lost=st.one_of(st.none(), st.integers(0, 10**9)),
    followers=st.one_of(st.none(), st.integers(0, 10**12)),
    counted_at=st.one_of(st.none(), moments),
    left=st.lists(st.text("abz_019", min_size=1, max_size=15), max_size=12).map(tuple),
    by_verdict=st.dictionaries(st.sampled_from([v.value for v in Verdict]), st.integers(0, 10**9)),
    decisions=st.dictionaries(hostile_text, st.dictionaries(st.sampled_from([a.value for a in Act]), st.integers(1, 10**9)), max_size=20),
    kinds=st.dictionaries(st.sampled_from(SuggestionKind), st.builds(KindCounts, *[st.integers(0, 10**6)] * 4)),
    spoke=st.integers(0, 10**6),
    spent=st.integers(0, 10**15),
    days=st.one_of(st.just(()), st.integers(1, 30).map(days)),
)


@given(digests)
def test_discord_takes_any_digest(shown: Digest) -> None:
    view = digest_view(shown)
    discord_takes(view, uploads=1)
    assert "@everyone" not in text(view)


def test_it_tells_the_day() -> None:
    said = text(digest_view(digest()))
    assert "Digest · Monday 2 March 2026" in said
    assert "**12 new followers** · 3 left · 2,412 in all at <t:1772445600:t>" in said
    assert "Among the new ones: 8 quiet, 3 unsure, 1 suspicious" in said
    assert "- Maya: 5 approved, 2 skipped\n- Leo: 1 snoozed, 2 marked as fine, 1 not for us" in said
    assert "**Follow-backs:** 4 done · 2 approved, not yet on X · 0 waiting for a decision · 1 lapsed" in said
    assert "**Spent on X:** $0.043" in said


def test_it_tells_who_spoke_and_was_answered() -> None:
    said = text(digest_view(with_replies(spoke=12, done=7, approved=2, undecided=33, missed=3)))
    assert "1 lapsed\n**Replies:** 12 posts to you · 7 answered · 2 approved, not yet on X · 33 waiting for a decision · 3 not" in said


@pytest.mark.parametrize("count", ["spoke", "done", "approved", "undecided", "missed"])
def test_one_of_them_is_enough_to_tell_of_replies(count: str) -> None:
    assert "**Replies:**" in text(digest_view(with_replies(**{count: 1})))
    assert "Replies" not in text(digest_view(digest()))


def test_edits_are_told_and_changes_of_the_saved_reply_are_not() -> None:
    said = text(digest_view(digest(decisions={"Maya": {"edit": 2, "approve": 1, "another": 9}, "Leo": {"another": 4}})))
    assert "- Maya: 1 approved, 2 edited\n" in said
    assert "Leo" not in said


def test_a_quiet_day() -> None:
    said = text(digest_view(digest(gained=0, lost=None, followers=None, counted_at=None, by_verdict={}, decisions={}, spent=0)))
    assert "**0 new followers** · unfollows not known yet" in said
    assert "Nobody decided anything." in said
    assert "**Spent on X:** nothing" in said


def test_the_chart_is_shown_with_its_numbers_in_words() -> None:
    gallery = components(digest_view(digest()))[0]["components"][-1]
    assert gallery["items"][0]["media"]["url"] == f"attachment://{CHART_FILE}"
    assert gallery["items"][0]["description"] == chart_alt_text(days(30))


def test_without_days_there_is_no_chart() -> None:
    assert all(part["type"] != 12 for part in components(digest_view(digest(days=())))[0]["components"])


def test_an_announced_digest_can_be_recognised() -> None:
    assert announcement_of_component(components(digest_view(digest(), component_id=announcement_component_id(5)))[0]["id"]) == 5
    assert "id" not in components(digest_view(digest()))[0]


def test_whoever_left_is_named_where_x_tells() -> None:
    left = digest(left=("ada", "bo", "cy"), departures={"ada": Departure.LEFT, "bo": Departure.SUSPENDED})
    assert "Who left: @ada, @bo (suspended), @cy" in text(digest_view(left))
    assert "Unfollowed" not in text(digest_view(digest()))
