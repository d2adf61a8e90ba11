"""Verdict, suspicion and the reasons: what the observable facts about a person add up to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.domain import InteractionHistory, Note, Override, OverrideKind, Profile, Reason, ReasonCode, Verdict
from bot.scoring.scorecard import QUIET_BELOW_POSTS, SUSPICIOUS_FROM, UNSURE_FROM, Facts, evidence, facts_of, valid_count

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
        reasons.append(Reason(Note(ReasonCode.RETURNED, {"times": interaction_history.times_returned})))
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
    code = ReasonCode.SAID_FINE if override.kind is OverrideKind.FINE else ReasonCode.SAID_NOT_FOR_US
    return Reason(Note(code, {"member": override.member_name, "day": _day(override.at)}))


def _mentioned(interaction_history: InteractionHistory) -> Note:
    last = interaction_history.last_mention_at
    return Note(ReasonCode.SPOKE, {"times": interaction_history.mentions, "last": None if last is None else _day(last)})


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _neutral_facts(profile: Profile, facts: Facts, now: datetime, *, told: bool) -> list[Note]:
    """Facts that count neither way. told: how often they posted is said already, or known better."""
    known = []
    if facts.followers is None or facts.following is None:
        known.append(Note(ReasonCode.NO_FIGURES))
    if facts.posts is not None and not told:
        known.append(Note(ReasonCode.POSTED, {"times": facts.posts, "so_far": int(facts.posts < QUIET_BELOW_POSTS)}))
    if profile.last_post_at is not None and (years := (now - profile.last_post_at).days // _YEAR) > 0:
        known.append(Note(ReasonCode.LAST_POSTED, {"years": years}))
    if listed := valid_count(profile.listed):
        known.append(Note(ReasonCode.LISTED, {"lists": listed}))
    return known
