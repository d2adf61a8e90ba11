"""How well the team answers, as a member reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.views.inbox.reply_stats import Answered, reply_stats_view
from tests.support.samples.cards import NOW, discord_takes, long_hostile_text, moments, text

amounts = st.integers(0, 10**9)
spans = st.timedeltas(timedelta(), timedelta(days=400))


def stats(**changes: Any) -> str:
    facts: dict[str, Any] = {
        "since": NOW - timedelta(days=30),
        "spoke": 12,
        "answered": 7,
        "median_time": timedelta(minutes=38),
        "missed": 3,
        "members": [("Maya", 5, timedelta(minutes=22)), ("", 2, timedelta(hours=3))],
    }
    view = reply_stats_view(**(facts | changes))
    discord_takes(view)
    return text(view)


@given(moments, amounts, amounts, st.one_of(st.none(), spans), amounts, st.lists(st.tuples(long_hostile_text, amounts, spans), max_size=40))
def test_discord_takes_any_figures(
    since: datetime, spoke: int, answered: int, median_time: timedelta | None, missed: int, members: list[Answered]
) -> None:
    said = stats(since=since, spoke=spoke, answered=answered, median_time=median_time, missed=missed, members=members)
    assert "@everyone" not in said


def test_the_figures_in_words() -> None:
    assert stats() == (
        "### Reply stats\n"
        "-# Since <t:1769853600:f>\n"
        "12 posts to you · **7 answered** · 3 not answered in time\n"
        "Median time to an answer: **38 minutes**\n"
        "**Who answered**\n"
        "- Maya: 5 · median 22 minutes\n"
        "- by hand on X: 2 · median 3 hours"
    )


def test_nothing_answered_yet() -> None:
    said = stats(spoke=1, answered=0, median_time=None, missed=0, members=[])
    assert "1 post to you · **0 answered** · 0 not answered in time\nNothing was answered yet. /replies queue" in said
    assert "Who answered" not in said


def test_a_large_team_is_counted() -> None:
    said = stats(members=[(f"member{n}", 1, timedelta(minutes=5)) for n in range(23)])
    assert "member19" in said
    assert "member20" not in said
    assert "- and 3 other members" in said
