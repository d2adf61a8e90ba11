"""What the team is told besides prompts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS, Announcement, AnnouncementKind
from bot.views.suggestions.marks import announcement_of_component
from bot.views.team.announcements import announcement_view
from tests.support.samples.cards import NOW, components, discord_takes, long_hostile_text, text
from tests.support.samples.notes import written

KINDS = AnnouncementKind
NEXT_MONTH = datetime(2026, 4, 1, tzinfo=UTC)


def announcement(kind: AnnouncementKind, **body: object) -> Announcement:
    return Announcement(5, kind, "key", body, NOW)


def budget(level: int, spent: int, **changes: object) -> Announcement:
    """Of a month's $50, in dollars; changes: to the body."""
    body = {"level": level, "period": "month", "spent": spent * MICROS, "budget": 50 * MICROS, "until": NEXT_MONTH.isoformat()}
    return announcement(KINDS.BUDGET, **(body | changes))


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (announcement(KINDS.ROUTE_CHANGED, route="hand_off"), "X no longer lets this app follow people (since <t:1772445600:t>)."),
        (announcement(KINDS.ROUTE_CHANGED, route="hand_off"), "come to you as a link instead"),
        (announcement(KINDS.ROUTE_CHANGED, route="api"), "X lets this app follow people again (since <t:1772445600:t>)."),
        (announcement(KINDS.ROUTE_CHANGED, route="api", suggestion_kind="follow_back"), "X lets this app follow people again"),
        (
            announcement(KINDS.ROUTE_CHANGED, route="hand_off", suggestion_kind="reply"),
            "X no longer accepts replies from this app (since <t:1772445600:t>).",
        ),
        (announcement(KINDS.ROUTE_CHANGED, route="hand_off", suggestion_kind="reply"), "a link that opens X with the text filled in"),
        (
            announcement(KINDS.ROUTE_CHANGED, route="api", suggestion_kind="reply"),
            "X accepts replies from this app again (since <t:1772445600:t>).",
        ),
        (announcement(KINDS.WRITES_STOPPED, reason=written("X has locked the account.").to_json()), "X has locked the account."),
        (announcement(KINDS.WRITES_STOPPED, reason=written("X has locked the account.").to_json()), "use /resume"),
        (
            announcement(KINDS.SETTING, setting="daily_budget_usd", before="2", after="3", to_host=False, by="Maya"),
            "**Maya** changed “Daily budget” from $2 to $3.",
        ),
        (
            announcement(KINDS.WRITES_STOPPED, reason=written("No such keys.").to_json(), looked_at_again=True),
            "checks every 15 minutes and resumes automatically",
        ),
        (
            announcement(KINDS.BASELINE, read=2_400, followers=2_400, status="complete"),
            "Mutuals now knows your 2,400 followers. From now on, new ones appear here.",
        ),
        (
            announcement(KINDS.BASELINE, read=5_000, followers=90_000, status="partial"),
            "Mutuals now knows the newest 5,000 of your 90,000 followers.",
        ),
        (announcement(KINDS.BASELINE, read=5_000, followers=None, status="partial"), "Mutuals now knows the newest 5,000 followers."),
        (budget(50, 26), "50% of the budget for X of March is spent: $26.00 of $50.00. Everything keeps running."),
        (budget(50, 26), "/settings show has the limit"),
        (budget(80, 41), "80% of the budget for X of March is spent: $41.00 of $50.00. Nothing was lost, but until the budget renews"),
        (
            budget(80, 41),
            "until the budget renews <t:1775001600:R> (<t:1775001600:f>):\n- Audits, follower counts and unfollow checks are on hold.\n",
        ),
        (budget(80, 41), "raise the budget in /settings show, or beyond your host’s limit MONTHLY_BUDGET_USD in .env."),
        (budget(100, 49), "The budget for X of March is used up: $49.00 of $50.00."),
        (
            budget(100, 49),
            "- Mentions are not read.\n- New followers are not polled for; whoever comes meanwhile is found later.\nTo resume",
        ),
        (budget(100, 50), "confirmations wait; what you approved is kept.\nTo resume"),
        (budget(80, 41, period="day"), "80% of the budget for X of 2 March (UTC) is spent"),
        (budget(80, 41, period="day"), "your host’s limit DAILY_BUDGET_USD"),
        (budget(100, 0, budget=10_000), "The budget for X of March is too small for a single poll: $0 of $0.010."),
        (budget(100, 0, budget=0), "$0 of $0. Nothing was lost, but until you raise it:\n- Audits"),
        (replace(announcement(KINDS.OUTAGE), key=NOW.isoformat()), "Mutuals cannot reach X (since <t:1772445600:t>)."),
        (
            announcement(KINDS.OUTAGE_OVER, seconds=6_610),
            "X answers again (since <t:1772445600:t>). It was out of reach for 1 h 50 min.",
        ),
        (announcement(KINDS.PAUSE, by="Maya", paused=True), "**Maya** has paused Mutuals.\nNothing is sent to X and no cards are posted."),
        (announcement(KINDS.PAUSE, by="M*ya", paused=False), "**M\\*ya** has resumed Mutuals."),
        (announcement(KINDS.CREDITS_RESTORED), "X accepts requests again (since <t:1772445600:t>): there are credits."),
        (announcement(KINDS.CREDITS_RESTORED), "catches up on everyone who followed meanwhile"),
        (announcement(KINDS.CREDITS_RESTORED, of="keys"), "X accepts requests again (since <t:1772445600:t>): it accepts the keys."),
    ],
)
def test_the_words(shown: Announcement, says: str) -> None:
    view = announcement_view(shown)
    assert says in text(view)
    assert announcement_of_component(components(view)[0]["id"]) == 5
    discord_takes(view)


@given(long_hostile_text)
def test_any_reason_can_be_told(reason: str) -> None:
    view = announcement_view(announcement(KINDS.WRITES_STOPPED, reason=written(reason).to_json()))
    discord_takes(view)
    assert "@everyone" not in text(view)


@given(st.sampled_from([50, 80, 100]), st.sampled_from(["day", "month"]), st.integers(0, 10**15), st.integers(0, 10**15))
def test_any_sum_can_be_told(level: int, period: str, spent: int, limit: int) -> None:
    view = announcement_view(budget(level, spent // MICROS, period=period, budget=limit))
    discord_takes(view)
    assert ("are on hold." in text(view)) == (level >= 80)
