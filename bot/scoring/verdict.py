"""Verdict, suspicion and the reasons: what the observable facts about a person add up to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from bot.domain import InteractionHistory, Override, OverrideKind, Profile, Reason, Verdict
from bot.scoring.scorecard import QUIET_BELOW_POSTS, SUSPICIOUS_FROM, UNSURE_FROM, Facts, evidence, facts_of, times, valid_count

_YEAR = 365
"""Days; a year without a post is worth saying, and never counts against anyone."""

_NO_HISTORY = InteractionHistory()


class Classification(NamedTuple):
    """The part of an assessment that says what somebody is, not what they are worth. Suspicion is the sum of the reasons' points."""

    verdict: Verdict
    suspicion: int
    reasons: tuple[Reason, ...]


def classify(profile: Profile, now: datetime, interaction_history: InteractionHistory = _NO_HISTORY) -> Classification:
    """Look at the facts. Never raises: missing facts make it unsure."""
    facts = facts_of(profile, interaction_history.cohort)
    against = evidence(facts)
    reasons = list(against.values())
    if len(reasons) > 1:
        reasons.sort(key=_points, reverse=True)
    if is_called_fine(interaction_history):
        reasons = [Reason(reason.fact) for reason in reasons]
    suspicion = min(100, sum(map(_points, reasons)))
    verdict = _verdict(facts, suspicion, interaction_history)
    if interaction_history.mentions > 0:
        reasons.insert(0 if verdict is Verdict.ENGAGED else len(reasons), Reason(_mentioned(interaction_history)))
    if interaction_history.override is not None:
        reasons.insert(0, _override_reason(interaction_history.override))
    wrong = facts.posts == 0 and interaction_history.mentions > 0  # the figure is from before they first spoke
    reasons += [Reason(fact) for fact in _neutral_facts(profile, facts, now, told=wrong or "inactivity" in against)]
    if interaction_history.times_returned > 0:
        reasons.append(Reason(f"left and came back {times(interaction_history.times_returned)}"))
    return Classification(verdict, suspicion, tuple(reasons))


def is_called_fine(interaction_history: InteractionHistory) -> bool:
    """Whether a member said that this one is fine."""
    return interaction_history.override is not None and interaction_history.override.kind is OverrideKind.FINE


def _points(reason: Reason) -> int:
    return reason.points


def _verdict(facts: Facts, suspicion: int, interaction_history: InteractionHistory) -> Verdict:
    if suspicion >= SUSPICIOUS_FROM:
        return Verdict.SUSPICIOUS
    if interaction_history.mentions > 0:
        return Verdict.ENGAGED
    missing = facts.followers is None or facts.following is None
    if suspicion >= UNSURE_FROM or (missing and not is_called_fine(interaction_history)):
        return Verdict.UNSURE
    return Verdict.QUIET


def _override_reason(override: Override) -> Reason:
    says = "fine" if override.kind is OverrideKind.FINE else "not for us"
    return Reason(f"{override.member_name} said on {_day(override.at)} that this one is {says}")


def _mentioned(interaction_history: InteractionHistory) -> str:
    when = (
        ""
        if interaction_history.last_mention_at is None
        else f", {'last ' * (interaction_history.mentions > 1)}on {_day(interaction_history.last_mention_at)}"
    )
    return f"spoke to you {times(interaction_history.mentions)}{when}"


def _day(moment: datetime) -> str:
    day = moment.astimezone(UTC)
    return f"{day.day} {day:%b} {day.year}"


def _neutral_facts(profile: Profile, facts: Facts, now: datetime, *, told: bool) -> list[str]:
    """Facts that count neither way. told: how often they posted is said already, or known better."""
    known = []
    if facts.followers is None or facts.following is None:
        known.append("X did not say how many people they follow or are followed by")
    if facts.posts is not None and not told:
        known.append(_posted(facts.posts))
    if profile.last_post_at is not None and (years := (now - profile.last_post_at).days // _YEAR) > 0:
        known.append(f"last posted {years} year{'s' * (years != 1)} ago")
    if listed := valid_count(profile.listed):
        known.append(f"is on {listed:,} list{'s' * (listed != 1)}")
    return known


def _posted(posts: int) -> str:
    if posts == 0:
        return "has never posted"
    return f"has posted {times(posts)} so far" if posts < QUIET_BELOW_POSTS else f"has posted {posts:,} times"
