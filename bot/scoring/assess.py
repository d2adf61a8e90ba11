"""A profile, and the interactions between its owner and the account → an assessment. Pure: the time is an argument."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from bot.domain import Assessment, BurstState, CohortMembership, InteractionHistory, Keywords, OverrideKind, Profile, Reason, Verdict
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
        reasons += (Reason("offers follow-backs to anyone"),)
    given = WorthInput(profile, verdict, interaction_history, topics, offers)
    return Assessment(verdict, suspicion, reasons, worth(given), why(given), _suppressed(profile, found, interaction_history, keywords))


def rules_version(keywords: Keywords) -> str:
    """Identifies the scorecard and the keywords that an assessment was made with: under another version it may be stale."""
    return f"{VERSION}-{sha256(json.dumps([keywords.topics, keywords.muted]).encode()).hexdigest()[:12]}"


def _suppressed(profile: Profile, found: Classification, interaction_history: InteractionHistory, keywords: Keywords) -> str:
    """Why this person is suppressed, the strongest reason first: an override, then the team's keywords, then the facts."""
    override = interaction_history.override
    if override is not None and override.kind is OverrideKind.NOT_FOR_US:
        return f"{override.member_name} said: not for us"
    if keywords.muted and (unwanted := _unwanted(profile, keywords)):
        return unwanted
    if override is not None:
        return ""
    if interaction_history.cohort is not None and interaction_history.cohort.state is not BurstState.FINE:
        return _suppressed_cohort(interaction_history.cohort)
    return f"the facts look suspicious ({found.reasons[0].fact})" if found.verdict is Verdict.SUSPICIOUS else ""


def _unwanted(profile: Profile, keywords: Keywords) -> str:
    for place, text in (("bio", profile.bio), ("name", profile.name)):
        if found := matching(keywords.muted, text):
            return f'your muted word "{found[0]}" is in their {place}'
    return ""


def _suppressed_cohort(cohort: CohortMembership) -> str:
    team = "the team holds them all" if cohort.state is BurstState.HELD else "the team has not said they are fine"
    return f"came with {cohort.size:,} look-alike{'s' * (cohort.size != 1)}; {team}"
