"""A profile, and what passed between its owner and the account → an assessment. Pure: the time is an argument."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from bot.domain import Assessment, BurstState, Company, Dealings, Opinion, Profile, Reason, Tastes, Verdict
from bot.scoring.follow_worth import Merits, offers_follow_backs, why, worth
from bot.scoring.interests import matching
from bot.scoring.scorecard import VERSION
from bot.scoring.verdict import Finding, finding

_NO_DEALINGS = Dealings()
_NO_TASTES = Tastes()


def assess(profile: Profile, now: datetime, dealings: Dealings = _NO_DEALINGS, tastes: Tastes = _NO_TASTES) -> Assessment:
    """Say what is known of this person: verdict and reasons, what they are worth, and what keeps them off the desk. Never raises."""
    found = finding(profile, now, dealings)
    verdict, suspicion, reasons = found
    topics = matching(tastes.topics, f"{profile.name}\n{profile.bio}") if tastes.topics else []
    if offers := offers_follow_backs(profile):
        reasons += (Reason("offers follow-backs to anyone"),)
    merits = Merits(profile, verdict, dealings, topics, offers)
    return Assessment(verdict, suspicion, reasons, worth(merits), why(merits), _kept_off(profile, found, dealings, tastes))


def stamp(tastes: Tastes) -> str:
    """Names the scorecard and the team's words that an assessment was made with: another stamp means that it may be stale."""
    return f"{VERSION}-{sha256(json.dumps([tastes.topics, tastes.never]).encode()).hexdigest()[:12]}"


def _kept_off(profile: Profile, found: Finding, dealings: Dealings, tastes: Tastes) -> str:
    """Why nobody is asked about them, most telling first: what a member said, then the team's words, then the facts."""
    overrule = dealings.overrule
    if overrule is not None and overrule.opinion is Opinion.NOT_FOR_US:
        return f"{overrule.member_name} said: not for us"
    if tastes.never and (unwanted := _unwanted(profile, tastes)):
        return unwanted
    if overrule is not None:
        return ""
    if dealings.company is not None and dealings.company.state is not BurstState.FINE:
        return _kept_company(dealings.company)
    return f"the facts look suspicious ({found.reasons[0].fact})" if found.verdict is Verdict.SUSPICIOUS else ""


def _unwanted(profile: Profile, tastes: Tastes) -> str:
    for place, text in (("bio", profile.bio), ("name", profile.name)):
        if found := matching(tastes.never, text):
            return f'your word "{found[0]}" is in their {place}'
    return ""


def _kept_company(company: Company) -> str:
    team = "the team holds them all" if company.state is BurstState.HELD else "the team has not said they are fine"
    return f"came with {company.size:,} look-alike{'s' * (company.size != 1)}; {team}"
