"""What the facts about somebody say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import InteractionHistory, Profile, Verdict
from bot.scoring.assess import assess
from bot.views.words.sentences import sentence
from tests.support.samples.profiles import DOUBTFUL, GENUINE, IMBALANCED, NOW, facts


def test_somebody_who_follows_thousands_and_is_followed_by_few_is_suspicious_and_says_why() -> None:
    assessment = assess(IMBALANCED, NOW)

    assert assessment.verdict is Verdict.SUSPICIOUS
    assert facts(assessment)[0] == "follows 4,871, followed by 9"
    assert sentence(assessment.suppressed) == "the facts look suspicious (follows 4,871, followed by 9)"


def test_an_empty_profile_alone_is_quiet() -> None:
    empty = replace(GENUINE, name="", bio="", location="", posts=0, likes=0, followers=24, following=60, listed=0)

    assert assess(empty, NOW).verdict is Verdict.QUIET
    assert assess(empty, NOW).suspicion == 0
    assert "has never posted" in facts(assess(empty, NOW))
    assert facts(assess(empty, NOW, InteractionHistory(mentions=1))) == ["spoke to you once"], "so they have posted"


@pytest.mark.parametrize("profile", [replace(GENUINE, followers=None), replace(GENUINE, following=None), replace(GENUINE, followers=-4)])
def test_missing_figures_make_it_unsure(profile: Profile) -> None:
    assert assess(profile, NOW).verdict is Verdict.UNSURE
    assert any("did not say" in fact for fact in facts(assess(profile, NOW)))


@pytest.mark.parametrize(
    ("mentions", "last", "fact"),
    [
        (1, None, "spoke to you once"),
        (1, NOW, "spoke to you once, on 3 Nov 2026"),
        (2, NOW, "spoke to you twice, last on 3 Nov 2026"),
        (1_200, NOW, "spoke to you 1,200 times, last on 3 Nov 2026"),
    ],
)
def test_whoever_speaks_to_the_account_is_engaged(mentions: int, last: None, fact: str) -> None:
    assessment = assess(DOUBTFUL, NOW, InteractionHistory(mentions=mentions, last_mention_at=last))

    assert assess(DOUBTFUL, NOW).verdict is Verdict.UNSURE
    assert assessment.verdict is Verdict.ENGAGED
    assert facts(assessment)[0] == fact
    assert sentence(assessment.suppressed) == ""


def test_mentions_alone_clear_nobody() -> None:
    assessment = assess(IMBALANCED, NOW, InteractionHistory(mentions=3))

    assert assessment.verdict is Verdict.SUSPICIOUS
    assert facts(assessment)[:2] == ["follows 4,871, followed by 9", "spoke to you 3 times"]


def test_a_long_silence_is_said_and_counts_against_nobody() -> None:
    silent = replace(GENUINE, last_post_at=NOW - timedelta(days=8 * 365 + 3))

    assert "last posted 8 years ago" in facts(assess(silent, NOW))
    assert assess(silent, NOW).suspicion == assess(GENUINE, NOW).suspicion


def test_what_is_good_to_know_comes_last() -> None:
    assert facts(assess(DOUBTFUL, NOW, InteractionHistory(times_returned=2))) == [
        "follows 1,500, followed by 100",
        "has posted 1,200 times",
        "is on 3 lists",
        "left and came back twice",
    ]
