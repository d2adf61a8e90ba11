"""What an answer would bring: points that only order the suggested replies, and the merits of a post that earn the most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import log10
from typing import NamedTuple

from bot.domain import Intent, Note
from bot.scoring.scorecard import valid_count


class PostMerit(StrEnum):
    """Why a post is worth an answer; `bot.views.words.posts` says it."""

    COMPLAINS = "complains"
    ASKS = "asks"
    SHARES = "shares"
    PRAISES = "praises"
    THANKS = "says_thanks"
    GREETS = "greets"
    PERHAPS_OPTS_OUT = "perhaps_opts_out"
    NEW_FOLLOWER = "new_follower_speaks"
    FIRST_CONTACT = "first_contact"
    SPOKE_BEFORE = "spoke_before"
    """times."""
    REACH = "reach_of_author"
    """followers."""
    TOPICS = "topics_of_post"
    """named, more."""
    SPEAKS = "speaks"
    """Where nothing else is to be told."""


class Factor(NamedTuple):
    """One row of the table. merit: what is told of it, if anything is."""

    points: int
    merit: PostMerit | None
    rationale: str


#                    points  merit               rationale
BY_INTENT = {
    Intent.COMPLAINT: Factor(1200, PostMerit.COMPLAINS, "everybody reads along until it is answered"),
    Intent.QUESTION:  Factor(1000, PostMerit.ASKS, "somebody waits for the answer, and others have the same question"),
    Intent.SHARE:     Factor(400, PostMerit.SHARES, "who passes something on does it again when it is noticed"),
    Intent.PRAISE:    Factor(300, PostMerit.PRAISES, "pleasant to answer, and nobody waits for it"),
    Intent.THANKS:    Factor(200, PostMerit.THANKS, "as above, and the conversation is over"),
    Intent.GREETING:  Factor(100, PostMerit.GREETS, "asks for the least"),
    Intent.OTHER:     Factor(0, None, "nothing is known of what they want"),
}  # fmt: skip
POSSIBLE_OPT_OUT = Factor(1400, PostMerit.PERHAPS_OPTS_OUT, "the next answer, to whatever else they said, would be one too many")
NEW_FOLLOWER = Factor(600, PostMerit.NEW_FOLLOWER, "the moment at which being noticed counts most; above any reach")
FIRST_CONTACT = Factor(200, PostMerit.FIRST_CONTACT, "a second time is likelier after an answer")
ENGAGED = Factor(400, PostMerit.SPOKE_BEFORE, "who comes again is worth keeping")
REACH = Factor(40, PostMerit.REACH, "for every tenfold of followers, at most nine: less than knowing somebody")
TOPIC = Factor(100, PostMerit.TOPICS, "for each of the team's topics, at most three: customers come from there")
FRESH = Factor(300, None, "while it is new, less with every hour until the window ends: an answer at once is worth more than a late one")

_MAX_TENFOLDS = 9
_MAX_TOPICS = 3
_MAX_NAMED = 2
_MOST_TOLD = 3
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


def worth(given: WorthInput) -> tuple[int, tuple[Note, ...]]:
    """The points of the table added up (0 to 2,960), and the merits that earn the most of them: at least one."""
    shown = sorted(_shown(given), key=lambda factor: -factor[0])
    told = tuple(merit for _, merit in shown if merit)[:_MOST_TOLD]
    points = sum(points for points, _ in shown) + round(FRESH.points * _freshness(given))
    return points, told or (Note(PostMerit.SPEAKS),)


def _shown(given: WorthInput) -> list[tuple[int, Note | None]]:
    """The rows that apply, with what they are worth here and what is told of them."""
    intent = POSSIBLE_OPT_OUT if given.possible_opt_out else BY_INTENT[given.intent]
    shown = [(intent.points, Note(intent.merit) if intent.merit else None), _acquaintance(given)]
    if topics := tuple(dict.fromkeys(given.topics)):
        named = topics[:_MAX_NAMED]
        told = Note(PostMerit.TOPICS, {"named": named, "more": len(topics) - len(named)})
        shown.append((TOPIC.points * min(len(topics), _MAX_TOPICS), told))
    if followers := valid_count(given.followers):
        reach = Note(PostMerit.REACH, {"followers": followers}) if followers >= _MIN_REACH_SHOWN else None
        shown.append((int(REACH.points * min(log10(1 + followers), _MAX_TENFOLDS)), reach))
    return shown


def _acquaintance(given: WorthInput) -> tuple[int, Note]:
    if given.spoke_before > 0:
        return ENGAGED.points, Note(PostMerit.SPOKE_BEFORE, {"times": given.spoke_before})
    if given.new_follower:
        return NEW_FOLLOWER.points, Note(PostMerit.NEW_FOLLOWER)
    return FIRST_CONTACT.points, Note(PostMerit.FIRST_CONTACT)


def _freshness(given: WorthInput) -> float:
    """How much of the window is left, 0 to 1."""
    if given.window <= timedelta(0):
        return 0.0
    return max(0.0, min(1.0, 1 - (given.now - given.posted_at) / given.window))
