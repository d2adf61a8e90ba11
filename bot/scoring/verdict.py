"""Verdict, suspicion and the reasons: what the observable facts about a person add up to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from bot.domain import Dealings, Opinion, Overrule, Profile, Reason, Verdict
from bot.scoring.scorecard import QUIET_BELOW_POSTS, SUSPICIOUS_FROM, UNSURE_FROM, Facts, evidence, facts_of, figure, times

_YEAR = 365
"""Days; a year without a post is worth saying, and never counts against anyone."""

_NO_DEALINGS = Dealings()


class Finding(NamedTuple):
    """The part of an assessment that says what somebody is, not what they are worth. Suspicion is the sum of the reasons' points."""

    verdict: Verdict
    suspicion: int
    reasons: tuple[Reason, ...]


def finding(profile: Profile, now: datetime, dealings: Dealings = _NO_DEALINGS) -> Finding:
    """Look at the facts. Never raises: missing facts make it unsure."""
    facts = facts_of(profile, dealings.company)
    against = evidence(facts)
    reasons = list(against.values())
    if len(reasons) > 1:
        reasons.sort(key=_points, reverse=True)
    if is_called_fine(dealings):
        reasons = [Reason(reason.fact) for reason in reasons]
    suspicion = min(100, sum(map(_points, reasons)))
    verdict = _verdict(facts, suspicion, dealings)
    if dealings.mentions > 0:
        reasons.insert(0 if verdict is Verdict.ENGAGED else len(reasons), Reason(_mentioned(dealings)))
    if dealings.overrule is not None:
        reasons.insert(0, _members_word(dealings.overrule))
    wrong = facts.posts == 0 and dealings.mentions > 0  # the figure is from before they first spoke
    reasons += [Reason(fact) for fact in _good_to_know(profile, facts, now, told=wrong or "inactivity" in against)]
    if dealings.times_returned > 0:
        reasons.append(Reason(f"left and came back {times(dealings.times_returned)}"))
    return Finding(verdict, suspicion, tuple(reasons))


def is_called_fine(dealings: Dealings) -> bool:
    """Whether a member said that this one is fine."""
    return dealings.overrule is not None and dealings.overrule.opinion is Opinion.FINE


def _points(reason: Reason) -> int:
    return reason.points


def _verdict(facts: Facts, suspicion: int, dealings: Dealings) -> Verdict:
    if suspicion >= SUSPICIOUS_FROM:
        return Verdict.SUSPICIOUS
    if dealings.mentions > 0:
        return Verdict.ENGAGED
    missing = facts.followers is None or facts.following is None
    if suspicion >= UNSURE_FROM or (missing and not is_called_fine(dealings)):
        return Verdict.UNSURE
    return Verdict.QUIET


def _members_word(overrule: Overrule) -> Reason:
    opinion = "fine" if overrule.opinion is Opinion.FINE else "not for us"
    return Reason(f"{overrule.member_name} said on {_day(overrule.at)} that this one is {opinion}")


def _mentioned(dealings: Dealings) -> str:
    when = "" if dealings.last_mention_at is None else f", {'last ' * (dealings.mentions > 1)}on {_day(dealings.last_mention_at)}"
    return f"spoke to you {times(dealings.mentions)}{when}"


def _day(moment: datetime) -> str:
    day = moment.astimezone(UTC)
    return f"{day.day} {day:%b} {day.year}"


def _good_to_know(profile: Profile, facts: Facts, now: datetime, *, told: bool) -> list[str]:
    """Facts that count neither way. told: how often they posted is said already, or known better."""
    known = []
    if facts.followers is None or facts.following is None:
        known.append("X did not say how many people they follow or are followed by")
    if facts.posts is not None and not told:
        known.append(_posted(facts.posts))
    if profile.last_post_at is not None and (years := (now - profile.last_post_at).days // _YEAR) > 0:
        known.append(f"last posted {years} year{'s' * (years != 1)} ago")
    if listed := figure(profile.listed):
        known.append(f"is on {listed:,} list{'s' * (listed != 1)}")
    return known


def _posted(posts: int) -> str:
    if posts == 0:
        return "has never posted"
    return f"has posted {times(posts)} so far" if posts < QUIET_BELOW_POSTS else f"has posted {posts:,} times"
