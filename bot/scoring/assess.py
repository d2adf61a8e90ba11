"""A profile, and the interactions between its owner and the account → an assessment. Pure: the time is an argument."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from bot.domain import (
    Assessment,
    BurstState,
    CohortMembership,
    InteractionHistory,
    Keywords,
    Note,
    OverrideKind,
    Profile,
    Reason,
    ReasonCode,
    Verdict,
)
from bot.scoring.follow_worth import WorthInput, offers_follow_backs, why, worth
from bot.scoring.interests import matching
from bot.scoring.scorecard import VERSION
from bot.scoring.verdict import Classification, classify

_NO_HISTORY = InteractionHistory()
_NO_KEYWORDS = Keywords()


def assess(
    profile: Profile, now: datetime, interaction_history: InteractionHistory = _NO_HISTORY, keywords: Keywords = _NO_KEYWORDS
) -> Assessment:
    """Say what is known of this person: verdict and reasons, what they are worth, and why they are suppressed. Never raises."""
    found = classify(profile, now, interaction_history)
    verdict, suspicion, reasons = found
    topics = matching(keywords.topics, f"{profile.name}\n{profile.bio}") if keywords.topics else []
    if offers := offers_follow_backs(profile):
        reasons += (Reason(Note(ReasonCode.OFFERS_FOLLOW_BACKS)),)
    given = WorthInput(profile, verdict, interaction_history, topics, offers)
    return Assessment(verdict, suspicion, reasons, worth(given), why(given), _suppressed(profile, found, interaction_history, keywords))


def rules_version(keywords: Keywords) -> str:
    """Identifies the scorecard and the keywords that an assessment was made with: under another version it may be stale."""
    return f"{VERSION}-{sha256(json.dumps([keywords.topics, keywords.muted]).encode()).hexdigest()[:12]}"


def _suppressed(profile: Profile, found: Classification, interaction_history: InteractionHistory, keywords: Keywords) -> Note | None:
    """Why this person is suppressed, the strongest reason first: an override, then the team's keywords, then the facts."""
    override = interaction_history.override
    if override is not None and override.kind is OverrideKind.NOT_FOR_US:
        return Note(ReasonCode.NOT_FOR_US, {"member": override.member_name})
    if keywords.muted and (unwanted := _unwanted(profile, keywords)):
        return unwanted
    if override is not None:
        return None
    if interaction_history.cohort is not None and interaction_history.cohort.state is not BurstState.FINE:
        return _suppressed_cohort(interaction_history.cohort)
    return Note(ReasonCode.LOOKS_SUSPICIOUS, {"fact": found.reasons[0].fact}) if found.verdict is Verdict.SUSPICIOUS else None


def _unwanted(profile: Profile, keywords: Keywords) -> Note | None:
    for code, text in ((ReasonCode.MUTED_IN_BIO, profile.bio), (ReasonCode.MUTED_IN_NAME, profile.name)):
        if found := matching(keywords.muted, text):
            return Note(code, {"word": found[0]})
    return None


def _suppressed_cohort(cohort: CohortMembership) -> Note:
    held = cohort.state is BurstState.HELD
    return Note(ReasonCode.COHORT_HELD if held else ReasonCode.COHORT_UNDECIDED, {"count": cohort.size})
