"""What an answer would bring: points that only order the suggested replies, and why a post is worth one in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10
from typing import NamedTuple

from bot.domain import Intent
from bot.scoring.scorecard import figure, times


class Merit(NamedTuple):
    """One row of the table. says: how it is called in the line."""

    points: int
    says: str
    because: str


#                    points  says                because
BY_INTENT = {
    Intent.COMPLAINT: Merit(1200, "complains", "everybody reads along until it is answered"),
    Intent.QUESTION:  Merit(1000, "asks a question", "somebody waits for the answer, and others have the same question"),
    Intent.SHARE:     Merit(400, "shares you with others", "who passes something on does it again when it is noticed"),
    Intent.PRAISE:    Merit(300, "praises you", "pleasant to answer, and nobody waits for it"),
    Intent.THANKS:    Merit(200, "says thanks", "as above, and the conversation is over"),
    Intent.GREETING:  Merit(100, "says hello", "asks for the least"),
    Intent.OTHER:     Merit(0, "", "nothing is known of what they want"),
}  # fmt: skip
PERHAPS_WISH = Merit(1400, "may be asking to be left alone", "the next answer, to whatever else they said, would be one too many")
NEW_FOLLOWER = Merit(600, "first contact of a new follower", "the moment at which being noticed counts most; above any reach")
FIRST_CONTACT = Merit(200, "speaks to you for the first time", "a second time is likelier after an answer")
ENGAGED = Merit(400, "spoke to you {times} before", "who comes again is worth keeping")
REACH = Merit(40, "{followers:,} people follow them", "for every tenfold of followers, at most nine: less than knowing somebody")
TOPIC = Merit(100, "about {topics}", "for each of the team's topics, at most three: customers come from there")
FRESH = Merit(300, "", "while it is new, less with every hour until the window ends: an answer at once is worth more than a late one")

_MOST_TENFOLDS = 9
_MOST_TOPICS = 3
_MOST_NAMED = 2
_MOST_SAID = 3
_REACH_WORTH_SAYING = 1_000


@dataclass(frozen=True, slots=True)
class Merits:
    """What a post and its author have to show.

    posted_at, now: aware. window: after which the post is not answered any more. spoke_before: how often they spoke to the account before
    this post. new_follower: whether they follow the account since lately. topics: those of the team's that the post or their bio is about.
    followers: None where X did not say. perhaps_wish: whether they may be asking to be left alone, whatever else the intent.
    """

    intent: Intent
    posted_at: datetime
    now: datetime
    window: timedelta
    spoke_before: int = 0
    new_follower: bool = False
    followers: int | None = None
    topics: Sequence[str] = ()
    perhaps_wish: bool = False


def worth(merits: Merits) -> tuple[int, str]:
    """The points of the table added up (0 to 2,960), and the strongest of them in one line, which is never empty."""
    shown = sorted(_shown(merits), key=lambda merit: -merit[0])
    said = [says for _, says in shown if says][:_MOST_SAID]
    points = sum(points for points, _ in shown) + round(FRESH.points * _freshness(merits))
    return points, " · ".join(said) or "speaks to you"


def _shown(merits: Merits) -> list[tuple[int, str]]:
    """The rows that apply, with what they are worth here and how they are called."""
    intent = PERHAPS_WISH if merits.perhaps_wish else BY_INTENT[merits.intent]
    shown = [(intent.points, intent.says), _acquaintance(merits)]
    if topics := list(dict.fromkeys(merits.topics)):
        shown.append((TOPIC.points * min(len(topics), _MOST_TOPICS), TOPIC.says.format(topics=_listed(topics))))
    if followers := figure(merits.followers):
        says = REACH.says.format(followers=followers) if followers >= _REACH_WORTH_SAYING else ""
        shown.append((int(REACH.points * min(log10(1 + followers), _MOST_TENFOLDS)), says))
    return shown


def _acquaintance(merits: Merits) -> tuple[int, str]:
    if merits.spoke_before > 0:
        return ENGAGED.points, ENGAGED.says.format(times=times(merits.spoke_before))
    merit = NEW_FOLLOWER if merits.new_follower else FIRST_CONTACT
    return merit.points, merit.says


def _freshness(merits: Merits) -> float:
    """How much of the window is left, 0 to 1."""
    if merits.window <= timedelta(0):
        return 0.0
    return max(0.0, min(1.0, 1 - (merits.now - merits.posted_at) / merits.window))


def _listed(topics: Sequence[str]) -> str:
    if len(topics) > _MOST_NAMED:
        return f"{', '.join(topics[:_MOST_NAMED])} and {len(topics) - _MOST_NAMED} more"
    return " and ".join(topics)
