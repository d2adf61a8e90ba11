"""How suggestions are carried out, by kind: what differs between kinds is data here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Purpose, SuggestionKind


@dataclass(frozen=True, slots=True)
class KindPolicy:
    """What X is asked to do once a suggestion of this kind is approved.

    endpoint: by its name in X's limits. plural: for people: "follows are spread over the hour".
    reopened_for: how long a suggestion stays open at least after it was reopened.
    """

    kind: SuggestionKind
    purpose: Purpose
    endpoint: str
    plural: str
    reopened_for: timedelta


FOLLOW = KindPolicy(SuggestionKind.FOLLOW_BACK, Purpose.FOLLOW_BACK, "POST /2/users/:id/following", "follows", timedelta(days=1))
REPLY = KindPolicy(SuggestionKind.REPLY, Purpose.REPLY, "POST /2/tweets", "replies", timedelta(hours=1))

KIND_POLICIES = {kind_policy.kind: kind_policy for kind_policy in (FOLLOW, REPLY)}
KIND_POLICY_BY_PURPOSE = {kind_policy.purpose: kind_policy for kind_policy in (FOLLOW, REPLY)}
