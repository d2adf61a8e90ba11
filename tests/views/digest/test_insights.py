"""Each insight says what its figures mean, or honestly that they are too few; Discord takes every one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Insight, InsightPart, InsightRange, InsightTopic, ReasonCode, Verdict
from bot.domain.money import Purpose
from bot.views.digest.insights import insight_alt_text, insight_view, meaning
from bot.views.format.limits import ALT_TEXT
from tests.support.samples.cards import components, discord_takes, hostile_text, text

LAST = date(2026, 3, 31)
COUNTS = {
    InsightTopic.GROWTH: ("gained", "lost", "followers"),
    InsightTopic.VERDICTS: (*(verdict.value for verdict in Verdict), "bought"),
    InsightTopic.RATIO: (),
    InsightTopic.DECISIONS: ("count", "sampled"),
    InsightTopic.REASONS: ("approved", "turned_down", "count", "sampled"),
    InsightTopic.REACH: ("followed_back", "spoke", "followed_back_people", "spoke_people"),
    InsightTopic.ORIGINS: ("gained", "usual", "best_day", "best", "best_posts"),
    InsightTopic.SPENDING: ("spent", "follow_back", "reply"),
}
SERIES = {
    InsightTopic.GROWTH: ("gained", "lost"),
    InsightTopic.VERDICTS: COUNTS[InsightTopic.VERDICTS],
    InsightTopic.RATIO: ("ratio",),
    InsightTopic.REACH: ("followed_back", "spoke"),
    InsightTopic.ORIGINS: ("gained", "posts"),
    InsightTopic.SPENDING: ("spent",),
}
PARTS = {
    InsightTopic.DECISIONS: (hostile_text, ("count", "median_seconds")),
    InsightTopic.REASONS: (st.sampled_from([code.value for code in ReasonCode]), ("approved", "turned_down")),
    InsightTopic.SPENDING: (st.sampled_from([purpose.value for purpose in Purpose]), ("spent",)),
}


def insight(topic: InsightTopic, figures: Mapping[str, float], *parts: InsightPart, days: int = 30) -> Insight:
    first = LAST - timedelta(days=days - 1)
    steps = tuple(first + timedelta(days=n) for n in range(days))
    zero = dict.fromkeys(COUNTS[topic], 0)
    series = dict.fromkeys(SERIES.get(topic, ()), (1.0,) * days)
    return Insight(topic, InsightRange.MONTH, first, LAST, steps, series, parts, {**zero, **figures})


@st.composite
def insights(draw: st.DrawFn) -> Insight:
    topic, days, counts = draw(st.sampled_from(InsightTopic)), draw(st.integers(1, 31)), st.integers(0, 10**9)
    names, codes = PARTS.get(topic, (st.nothing(), ()))
    figures = st.fixed_dictionaries(dict.fromkeys(codes, st.integers(1, 10**9)))
    parts = draw(st.lists(st.builds(InsightPart, names, figures), max_size=9)) if codes else []
    values = st.tuples(*[st.none() | counts] * days)
    series = draw(st.fixed_dictionaries(dict.fromkeys(SERIES.get(topic, ()), values)))
    told: dict[str, float] = draw(st.fixed_dictionaries(dict.fromkeys(COUNTS[topic], counts)))
    told |= {"best_day": min(told["best_day"], days - 1)} if "best_day" in told else {}
    if topic is InsightTopic.DECISIONS:
        told["count"] = sum(part.figures["count"] for part in parts)
    first = LAST - timedelta(days=days - 1)
    steps = tuple(first + timedelta(days=n) for n in range(days))
    return Insight(topic, draw(st.sampled_from(InsightRange)), first, LAST, steps, series, tuple(parts), told)


@given(insights())
def test_discord_takes_every_insight(shown: Insight) -> None:
    discord_takes(insight_view(shown), uploads=1)
    assert 0 < len(insight_alt_text(shown)) <= ALT_TEXT
    assert meaning(shown)


def members(*counts: tuple[str, int, int]) -> list[InsightPart]:
    return [InsightPart(name, {"count": count, "median_seconds": seconds}) for name, count, seconds in counts]


def reasons(*counts: tuple[str, int, int]) -> list[InsightPart]:
    return [InsightPart(code, {"approved": approved, "turned_down": turned_down}) for code, approved, turned_down in counts]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (
            insight(InsightTopic.GROWTH, {"gained": 412, "lost": 38, "followers": 2_774, "gained_before": 300, "lost_before": 50}),
            "You gained **412** and lost **38**: **+374** (+15.6%), 14 new a day. In the 30 days before that: +250. "
            "For every 10 who came, 0.9 left.",
        ),
        (insight(InsightTopic.GROWTH, {"gained": 1, "lost": 3, "followers": 98}), "lost **3**: **−2** (−2%)"),
        (insight(InsightTopic.GROWTH, {}), "There will be something here with your next new follower."),
        (
            insight(InsightTopic.VERDICTS, {"engaged": 10, "quiet": 50, "unsure": 10, "suspicious": 30, "bought": 300}),
            "**60%** of those who came look like real people; 10 spoke to you, 30 look suspicious. 300 more came in purchases.",
        ),
        (insight(InsightTopic.VERDICTS, {"quiet": 4}), "Too few people came in this time to tell: it takes 5."),
        (insight(InsightTopic.DECISIONS, {}), "There will be something here with your first approval or skip."),
        (insight(InsightTopic.REACH, {}), "There will be something here once you have followed somebody back"),
        (insight(InsightTopic.ORIGINS, {"gained": 4}), "Too few people came in this time to tell: it takes 5."),
        (
            insight(InsightTopic.RATIO, {"following": 310, "followers": 2_480, "ratio_before": 0.2}),
            "You follow **310** and have **2,480** followers: 0.12 for each one. It was 0.20 before. That is healthy",
        ),
        (
            insight(InsightTopic.RATIO, {"following": 5_000, "followers": 2_000}),
            "2.50 for each one. That is a lot: as a rule of thumb, "
            "follow no more people than follow you. Beyond 5,000 followed, X itself limits by this ratio how many more you can follow.",
        ),
        (insight(InsightTopic.RATIO, {}), "X has not said yet"),
        (
            insight(InsightTopic.DECISIONS, {"count": 40}, *members(("Maya", 30, 7_200), ("Leo", 10, 240))),
            "**40** decisions, 75% of them by Maya. Leo is the quickest: usually 4 min from the card to the decision.",
        ),
        (
            insight(InsightTopic.REASONS, {"approved": 27, "turned_down": 13}, *reasons(("spoke", 18, 2), ("new_and_fine", 1, 9))),
            "You approve **68%** of what is suggested. Most often “spoke to you” (90%), least often “looks like a real person” (10%).",
        ),
        (
            insight(InsightTopic.REASONS, {"approved": 6_800, "turned_down": 3_200, "sampled": 10_000, "count": 955_000}),
            "Of your newest 10,000 decisions out of 955,000, **68%** were approvals.",
        ),
        (insight(InsightTopic.REASONS, {"approved": 3, "turned_down": 1}), "Too few decisions yet to tell: there are 4, and it takes 10."),
        (
            insight(InsightTopic.REACH, {"followed_back": 81_400, "followed_back_people": 41, "spoke": 9_000, "spoke_people": 1}),
            "**41** people you followed back still follow you and have **81.4K** followers together. "
            "**1** person spoke to you, in front of up to **9K** people.",
        ),
        (
            insight(InsightTopic.ORIGINS, {"gained": 90, "best_day": 2, "best": 58, "usual": 2.5, "best_posts": 4}),
            "Most came on **4 March**: 58; usually it is 2.5 a day. You posted 4 times that day.",
        ),
        (
            insight(
                InsightTopic.ORIGINS,
                {"gained": 90, "best": 9, "posted_days": 10, "with_posts": 55, "silent_days": 20, "without_posts": 20},
            ),
            "On days with a post of yours 5.5 came, on others 1.",
        ),
        (
            insight(
                InsightTopic.ORIGINS,
                {"gained": 90, "best": 9, "posted_days": 10, "with_posts": 55, "silent_days": 20, "without_posts": 20},
                days=365,
            ),
            "In the last 30 days, 5.5 came on a day with a post of yours and 1 on others.",
        ),
        (
            insight(InsightTopic.SPENDING, {"spent": 3_180_000, "follow_back": 41, "reply": 12}),
            "X cost **$3.18**, for 41 follow-backs and 12 replies. That is $0.060 for each of them, finding and checking included.",
        ),
        (insight(InsightTopic.SPENDING, {}), "X has cost nothing"),
    ],
)
def test_what_the_figures_mean(shown: Insight, said: str) -> None:
    assert said in text(insight_view(shown))


def test_the_menus_keep_what_is_not_chosen() -> None:
    *_, topics, ranges = components(insight_view(insight(InsightTopic.REACH, {})))
    menus = [row["components"][0] for row in (topics, ranges)]

    assert [menu["custom_id"] for menu in menus] == ["insight_topic:30", "insight_range:reach"]
    assert [[option["value"] for option in menu["options"] if option["default"]] for menu in menus] == [["reach"], ["30"]]
