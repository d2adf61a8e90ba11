"""What Mutuals suggests. `KINDS` is the one table of what differs between kinds, as far as it is data.

How one is sent and verified stands in `bot.workflow.delivery.registry`, what its card shows in `bot.views.suggestions.registry`, and what
it is called in `bot.views.words.kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.domain.access import Capability
from bot.domain.account import Policy
from bot.domain.acts import SuggestionState
from bot.domain.jobs import Job
from bot.domain.money import Purpose


class SuggestionKind(StrEnum):
    """What a human may approve, in the order in which screens tell of them."""

    FOLLOW_BACK = "follow_back"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many of one kind in any hour and in any 24 hours."""

    per_hour: int
    per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """What is true of all suggestions of one kind.

    purpose: of the calls that carry one out. price: of such a call, by its name in the price list; that of a text depends on what it says.
    endpoint: by its name in X's limits. capability: what X has to allow for one about who asked for the account, unsolicited: about
    anybody else.
    has_text: whether it proposes a text, which is what is approved. about_follower: whether it is about their following, so that it
    ends when they leave. closed_by_team: whether Mutuals closes it when the team does the same on X unasked.
    takes_overrides: whether its card offers to override the verdict.
    missed: the states in which one ends whose time ran out.
    pace: how many may go out. cards_per_day: how many are posted. cards_spread: whether over the hours in which the team decides, where a
    better one takes the place of one that nobody touched. open_for: how long one is open at first, from when the person did what it
    is about; reopened_for: at least, after it was opened again. snoozed_until: when one is back that is snoozed at a moment.
    deliver_job, verify_job: carry it out, and see on X whether it happened. next_job: suggests the next one once one is settled.
    """

    purpose: Purpose
    price: str
    endpoint: str
    capability: Capability
    unsolicited: Capability
    has_text: bool = False
    about_follower: bool = False
    closed_by_team: bool = False
    takes_overrides: bool = False
    missed: frozenset[SuggestionState] = frozenset({SuggestionState.LAPSED})
    pace: Callable[[Policy], Pace]
    cards_per_day: Callable[[Policy], int]
    cards_spread: bool = False
    open_for: Callable[[Policy], timedelta]
    reopened_for: timedelta
    snoozed_until: Callable[[datetime, Policy], datetime]
    deliver_job: Job
    verify_job: Job
    next_job: Job | None = None


X_FOLLOWS_A_DAY = 400
"""What X allows an account: https://help.x.com/en/using-x/x-follow-limit. It holds even where the team's own cap says more."""

X_POSTS_A_DAY = 2_400
"""Likewise, answers among them: https://help.x.com/en/rules-and-policies/x-limits."""

MORNING = time(9, 0)
"""When a follow-back that was snoozed with Later reopens: next morning, the team's time."""

REPLY_SNOOZED_FOR = timedelta(hours=3)
"""How long a reply is snoozed: tomorrow nobody would care any more."""


def _next_morning(now: datetime, policy: Policy) -> datetime:
    tomorrow = policy.local_date(now) + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, policy.timezone).astimezone(UTC)


KINDS: Mapping[SuggestionKind, KindRules] = {
    SuggestionKind.REPLY: KindRules(
        purpose=Purpose.REPLY,
        price="post",
        endpoint="POST /2/tweets",
        capability=Capability.REPLY,
        unsolicited=Capability.REPLY_UNSOLICITED,
        has_text=True,
        closed_by_team=True,
        missed=frozenset({SuggestionState.EXPIRED, SuggestionState.LAPSED}),
        pace=lambda policy: Pace(policy.replies_per_hour, min(policy.replies_per_day, X_POSTS_A_DAY)),
        cards_per_day=lambda policy: policy.reply_prompts_per_day,
        open_for=lambda policy: policy.reply_window,
        reopened_for=timedelta(hours=1),
        snoozed_until=lambda now, policy: now + REPLY_SNOOZED_FOR,
        deliver_job=Job.DELIVER_REPLIES,
        verify_job=Job.VERIFY_REPLIES,
        next_job=Job.TRIAGE,
    ),
    SuggestionKind.FOLLOW_BACK: KindRules(
        purpose=Purpose.FOLLOW_BACK,
        price="follow",
        endpoint="POST /2/users/:id/following",
        capability=Capability.FOLLOW,
        unsolicited=Capability.FOLLOW,
        about_follower=True,
        takes_overrides=True,
        pace=lambda policy: Pace(policy.follow_backs_per_hour, min(policy.follow_backs_per_day, X_FOLLOWS_A_DAY)),
        cards_per_day=lambda policy: policy.prompts_per_day,
        cards_spread=True,
        open_for=lambda policy: policy.prompt_expires,
        reopened_for=timedelta(days=1),
        snoozed_until=_next_morning,
        deliver_job=Job.DELIVER_FOLLOW_BACKS,
        verify_job=Job.VERIFY_FOLLOW_BACKS,
    ),
}
"""In the order in which their cards are posted where several wait."""

KIND_OF_PURPOSE = {rules.purpose: kind for kind, rules in KINDS.items()}

KIND_OF_CAPABILITY = {rules.capability: kind for kind, rules in KINDS.items()}
"""The kind of which everything depends on this capability, as the team is told when it changes."""
