"""What an answer would bring: points that only order the suggested replies, and why a post is worth one in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10
from typing import NamedTuple

from bot.domain import Intent
from bot.scoring.scorecard import valid_count


class Factor(NamedTuple):
    """One row of the table. says: how it is called in the line."""

    points: int
    says: str
    rationale: str


#                    points  says                rationale
BY_INTENT = {
    Intent.COMPLAINT: Factor(1200, "complains", "everybody reads along until it is answered"),
    Intent.QUESTION:  Factor(1000, "asks a question", "somebody waits for the answer, and others have the same question"),
    Intent.SHARE:     Factor(400, "shares you with others", "who passes something on does it again when it is noticed"),
    Intent.PRAISE:    Factor(300, "praises you", "pleasant to answer, and nobody waits for it"),
    Intent.THANKS:    Factor(200, "says thanks", "as above, and the conversation is over"),
    Intent.GREETING:  Factor(100, "says hello", "asks for the least"),
    Intent.OTHER:     Factor(0, "", "nothing is known of what they want"),
}  # fmt: skip
POSSIBLE_OPT_OUT = Factor(1400, "may be opting out", "the next answer, to whatever else they said, would be one too many")
NEW_FOLLOWER = Factor(600, "first contact of a new follower", "the moment at which being noticed counts most; above any reach")
FIRST_CONTACT = Factor(200, "speaks to you for the first time", "a second time is likelier after an answer")
ENGAGED = Factor(400, "spoke to you {times} before", "who comes again is worth keeping")
REACH = Factor(40, "{followers:,} people follow them", "for every tenfold of followers, at most nine: less than knowing somebody")
TOPIC = Factor(100, "about {topics}", "for each of the team's topics, at most three: customers come from there")
FRESH = Factor(300, "", "while it is new, less with every hour until the window ends: an answer at once is worth more than a late one")

_MAX_TENFOLDS = 9
_MAX_TOPICS = 3
_MAX_NAMED = 2
_MAX_REASONS = 3
_MIN_REACH_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class WorthInput:
    """What a post and its author have to show.

    posted_at, now: aware. window: after which the post is not answered any more. spoke_before: how often they spoke to the account before
    this post. new_follower: whether they follow the account since lately. topics: those of the team's that the post or their bio is about.
    followers: None where X did not say. possible_opt_out: whether they may be opting out, whatever else the intent.
    """

    intent: Intent
    posted_at: datetime
    now: datetime
    window: timedelta
    spoke_before: int = 0
    new_follower: bool = False
    followers: int | None = None
    topics: Sequence[str] = ()
    possible_opt_out: bool = False


def worth(given: WorthInput) -> tuple[int, str]:
    """The points of the table added up (0 to 2,960), and the strongest of them in one line, which is never empty."""
    shown = sorted(_shown(given), key=lambda factor: -factor[0])
    said = [says for _, says in shown if says][:_MAX_REASONS]
    points = sum(points for points, _ in shown) + round(FRESH.points * _freshness(given))
    return points, " · ".join(said) or "speaks to you"


def _shown(given: WorthInput) -> list[tuple[int, str]]:
    """The rows that apply, with what they are worth here and how they are called."""
    intent = POSSIBLE_OPT_OUT if given.possible_opt_out else BY_INTENT[given.intent]
    shown = [(intent.points, intent.says), _acquaintance(given)]
    if topics := list(dict.fromkeys(given.topics)):
        shown.append((TOPIC.points * min(len(topics), _MAX_TOPICS), TOPIC.says.format(topics=_listed(topics))))
    if followers := valid_count(given.followers):
        says = REACH.says.format(followers=followers) if followers >= _MIN_REACH_SHOWN else ""
        shown.append((int(REACH.points * min(log10(1 + followers), _MAX_TENFOLDS)), says))
    return shown


def _acquaintance(given: WorthInput) -> tuple[int, str]:
    if given.spoke_before > 0:
        return ENGAGED.points, ENGAGED.says.format(times=_times(given.spoke_before))
    factor = NEW_FOLLOWER if given.new_follower else FIRST_CONTACT
    return factor.points, factor.says


def _freshness(given: WorthInput) -> float:
    """How much of the window is left, 0 to 1."""
    if given.window <= timedelta(0):
        return 0.0
    return max(0.0, min(1.0, 1 - (given.now - given.posted_at) / given.window))


def _listed(topics: Sequence[str]) -> str:
    if len(topics) > _MAX_NAMED:
        return f"{', '.join(topics[:_MAX_NAMED])} and {len(topics) - _MAX_NAMED} more"
    return " and ".join(topics)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or f"{count:,} times"
