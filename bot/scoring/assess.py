"""A profile and what it did → verdict, suspicion, reasons and worth. Pure: the time is an argument."""

from __future__ import annotations

from datetime import datetime
from math import log10

from bot.model import Assessment, Profile, Reason, Verdict
from bot.scoring.scorecard import QUIET_BELOW_POSTS, SIGNALS, SUSPICIOUS_FROM, UNSURE_FROM

_DAYS_OF_SILENCE = 365
"""A year without a post is worth saying; it never counts against anyone."""


def assess(profile: Profile, now: datetime) -> Assessment:
    """Say what the observable facts about this profile add up to. Never raises: missing facts make it unsure."""
    against = _evidence(profile)
    suspicion = min(100, sum(reason.points for reason in against))
    verdict = _verdict(profile, suspicion)
    reasons = tuple(sorted(against, key=lambda reason: -reason.points)) + _good_to_know(profile, now)
    return Assessment(verdict, suspicion, reasons, worth=_worth(profile, verdict))


def _evidence(profile: Profile) -> list[Reason]:
    found = [signal for signal in SIGNALS if signal.applies(profile)]
    if all(signal.support for signal in found):
        return []
    return [Reason(signal.says(profile), signal.points) for signal in found]


def _verdict(profile: Profile, suspicion: int) -> Verdict:
    if profile.followers is None or profile.following is None:
        return Verdict.UNSURE
    if suspicion >= SUSPICIOUS_FROM:
        return Verdict.SUSPICIOUS
    if suspicion >= UNSURE_FROM:
        return Verdict.UNSURE
    return Verdict.QUIET


def _good_to_know(profile: Profile, now: datetime) -> tuple[Reason, ...]:
    facts: list[str] = []
    if profile.followers is None or profile.following is None:
        facts.append("X did not say how many people they follow or are followed by")
    if profile.posts is not None and 0 < profile.posts < QUIET_BELOW_POSTS:
        facts.append("has posted once so far" if profile.posts == 1 else f"has posted {profile.posts} times so far")
    elif profile.posts:
        facts.append(f"has posted {profile.posts:,} times")
    if profile.last_post_at is not None and (silent := (now - profile.last_post_at).days) >= _DAYS_OF_SILENCE:
        years = silent // 365
        facts.append(f"last posted {years} year{'s' * (years != 1)} ago")
    if profile.listed:
        facts.append(f"is on {profile.listed:,} list{'s' * (profile.listed != 1)}")
    return tuple(Reason(fact) for fact in facts)


def _worth(profile: Profile, verdict: Verdict) -> int:
    """Points that order suggestions: reach counts, damped by its logarithm; doubt weighs more than any reach."""
    reach = int(100 * log10(1 + (profile.followers or 0)))
    active = 50 if (profile.posts or 0) >= QUIET_BELOW_POSTS else 0
    doubt = {Verdict.UNSURE: 400, Verdict.SUSPICIOUS: 1000}.get(verdict, 0)
    return reach + active - doubt
