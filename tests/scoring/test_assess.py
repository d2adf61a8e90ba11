"""An assessment says what it sees, says "unsure" when it does not know, lets the team's word win, and never accuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import BurstState, CohortMembership, InteractionHistory, Keywords, OverrideKind, Profile, Verdict
from bot.scoring.assess import assess, rules_version
from bot.scoring.scorecard import VERSION
from bot.views.words.sentences import sentence
from tests.support.samples.profiles import GENUINE, IMBALANCED, NOW, facts, interaction_history, keywords, profiles, said

# Who came with look-alikes


@pytest.mark.parametrize(
    ("state", "suppressed"),
    [
        (BurstState.OPEN, "came with 411 look-alikes; the team has not said they are fine"),
        (BurstState.HELD, "came with 411 look-alikes; the team holds them all"),
    ],
)
def test_a_cohort_makes_who_looks_fine_alone_unsure_and_suppresses_them(state: BurstState, suppressed: str) -> None:
    assessment = assess(GENUINE, NOW, InteractionHistory(cohort=CohortMembership(7, 411, state)))

    assert assessment.verdict is Verdict.UNSURE
    assert facts(assessment)[0] == "came together with 411 others who look alike"
    assert sentence(assessment.suppressed) == suppressed


def test_a_cohort_that_the_team_called_fine_counts_for_nothing() -> None:
    assert assess(GENUINE, NOW, InteractionHistory(cohort=CohortMembership(7, 411, BurstState.FINE))) == assess(GENUINE, NOW)


def test_a_cohort_turns_a_mild_imbalance_into_suspicion() -> None:
    mild = replace(GENUINE, following=900, followers=250)

    assert assess(mild, NOW).verdict is Verdict.QUIET
    assert assess(mild, NOW, InteractionHistory(cohort=CohortMembership(7, 2, BurstState.OPEN))).verdict is Verdict.SUSPICIOUS


# What members said


def test_this_one_is_fine_wins_over_the_facts_and_over_the_cohort() -> None:
    fine = InteractionHistory(override=said(OverrideKind.FINE), cohort=CohortMembership(7, 411, BurstState.HELD))

    assessment = assess(IMBALANCED, NOW, fine)

    assert (assessment.verdict, assessment.suspicion, assessment.suppressed) == (Verdict.QUIET, 0, None)
    assert facts(assessment)[:2] == ["Maya said on 3 Nov 2026 that this one is fine", "follows 4,871, followed by 9"]
    assert assess(IMBALANCED, NOW, replace(fine, mentions=1)).verdict is Verdict.ENGAGED
    assert assess(replace(GENUINE, followers=None), NOW, fine).verdict is Verdict.QUIET


@given(profiles, interaction_history)
def test_not_for_us_keeps_off_and_leaves_the_verdict_to_the_facts(profile: Profile, what: InteractionHistory) -> None:
    without = assess(profile, NOW, replace(what, override=None))
    assessment = assess(profile, NOW, replace(what, override=said(OverrideKind.NOT_FOR_US)))

    assert (assessment.verdict, assessment.suspicion) == (without.verdict, without.suspicion)
    assert facts(assessment) == ["Maya said on 3 Nov 2026 that this one is not for us", *facts(without)]
    assert sentence(assessment.suppressed) == "Maya said: not for us"


# The team's words


def test_a_word_of_the_team_keeps_a_subject_off_the_desk_even_if_somebody_called_them_fine() -> None:
    never = Keywords(muted=("forex signals", "casino"))
    gambler = replace(GENUINE, bio="Best Casinos in town")

    assert sentence(assess(gambler, NOW, keywords=never).suppressed) == 'your muted word "casino" is in their bio'
    assert (
        sentence(assess(replace(GENUINE, name="CASINO 24"), NOW, keywords=never).suppressed) == 'your muted word "casino" is in their name'
    )
    assert (
        sentence(assess(gambler, NOW, InteractionHistory(override=said(OverrideKind.FINE)), never).suppressed)
        == 'your muted word "casino" is in their bio'
    )
    assert sentence(assess(GENUINE, NOW, keywords=never).suppressed) == ""


def test_the_stamp_changes_with_the_words_and_only_with_them() -> None:
    versions = {
        rules_version(Keywords(topics, never)) for topics in ((), ("tea",), ("tea", "cup")) for never in ((), ("tea",), ("tea cup",))
    }

    assert len(versions) == 9
    assert rules_version(Keywords(("tea",))) == rules_version(Keywords(("tea",)))
    assert all(len(each) < 20 for each in versions)


# Whatever comes


@given(profiles, interaction_history, keywords)
def test_anybody_gets_a_verdict_in_words_that_accuse_nobody(profile: Profile, what: InteractionHistory, cares: Keywords) -> None:
    assessment = assess(profile, NOW, what, cares)

    assert assessment.suspicion == min(100, sum(reason.points for reason in assessment.reasons))
    assert (assessment.verdict is Verdict.SUSPICIOUS) == (assessment.suspicion >= 60)
    ours = " ".join((*facts(assessment), sentence(assessment.suppressed))).lower()
    if not cares.muted:
        assert not any(word in ours.split() for word in ("bot", "fake", "spam", "violates"))


@given(profiles, interaction_history, keywords)
def test_who_is_suspicious_is_suppressed_unless_a_member_called_them_fine(
    profile: Profile, what: InteractionHistory, cares: Keywords
) -> None:
    assessment = assess(profile, NOW, what, cares)

    assert (assessment.verdict is Verdict.SUSPICIOUS) <= bool(assessment.suppressed)
    if what.override is not None and what.override.kind is OverrideKind.FINE:
        assert assessment.verdict in (Verdict.ENGAGED, Verdict.QUIET)
        assert not cares.muted or sentence(assessment.suppressed) == "" or "your muted word" in sentence(assessment.suppressed)


@given(profiles, interaction_history, keywords, st.text(max_size=80), st.text(max_size=80))
def test_wording_never_changes_a_verdict(profile: Profile, what: InteractionHistory, cares: Keywords, text: str, other: str) -> None:
    reworded = replace(profile, name=text, username=other, bio=other + text, location=text, url=other)

    before, after = assess(profile, NOW, what, cares), assess(reworded, NOW, what, cares)

    assert (before.verdict, before.suspicion) == (after.verdict, after.suspicion)


def test_the_version_is_raised_whenever_anybody_would_get_another_assessment() -> None:
    crowd = [
        replace(GENUINE, following=following, followers=followers, posts=posts, likes=likes, created_at=NOW - timedelta(days=days), bio=bio)
        for following in (0, 60, 99, 100, 400, 5_000)
        for followers in (0, 3, 9, 40, 900)
        for posts in (0, 12, 90, 2_000)
        for likes in (None, 0, 70, 400)
        for days in (3, 400)
        for bio in ("", "Coffee with @bean #followback")
    ]
    crowd += [replace(profile, verified=True) for profile in crowd if profile.following == 5_000]
    known = [
        InteractionHistory(),
        InteractionHistory(1, NOW, 2, CohortMembership(1, 60, BurstState.OPEN), said(OverrideKind.NOT_FOR_US), ("bean",)),
        InteractionHistory(0, None, 0, None, said(OverrideKind.FINE)),
    ]
    made = [assess(profile, NOW, what, Keywords(("coffee",), ("casino",))) for profile in crowd for what in known]

    assert (VERSION, sha256(repr(made).encode()).hexdigest()[:12]) == ("5", "114613b98c08")
