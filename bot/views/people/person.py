"""Who somebody on X is, as far as it can be seen there."""

from __future__ import annotations

import re

from discord import ui

from bot.domain import Assessment, Follower, Profile, Verdict
from bot.views.format.numbers import moment, number
from bot.views.format.screen import Item, text
from bot.views.format.text import display_name, label, linked_handle, plain

MOST_REASONS = 5
_LONGEST_BIO = 400
_LONGEST_FACT = 160
_LONGEST_LINE = 240
_PICTURE = re.compile(r"https?://[!-~]{1,2000}")


def introduction(profile: Profile, *lines: str) -> Item:
    """Name, handle and these lines, beside the avatar where there is one."""
    about = text(f"### {display_name(profile)}", " · ".join([linked_handle(profile), *_badges(profile)]), *lines)
    if not _PICTURE.fullmatch(profile.avatar_url):
        return about
    return ui.Section(about, accessory=ui.Thumbnail(profile.avatar_url, description=_of_whom(profile)))


def _of_whom(profile: Profile) -> str:
    return label(f"Profile picture of {f'@{profile.username}' if profile.username else profile.name}", 100)


def bio(profile: Profile) -> str:
    """As a quotation; empty where there is none."""
    words = plain(profile.bio, _LONGEST_BIO)
    return f"> {words}" if words else ""


def history(profile: Profile, follower: Follower | None) -> str:
    """When they came to X and to us. follower: None for who never followed."""
    joined = f"Joined X {moment(profile.created_at, 'D')}" if profile.created_at else ""
    line = " · ".join(filter(None, [joined, _followed(follower)]))
    return line[:1].upper() + line[1:]


def _followed(follower: Follower | None) -> str:
    if follower is None:
        return "does not follow you"
    left = f", unfollowed you {moment(follower.unfollowed_at, 'R')}" if follower.unfollowed_at else ""
    when = "before Mutuals started" if follower.baseline and not follower.times_returned else moment(follower.followed_at, "R")
    return f"followed you {when}{left}"


def figures(profile: Profile) -> str:
    """Followers, following and posts, as far as X told."""
    counts = (("follower", profile.followers), ("following", profile.following), ("post", profile.posts))
    known = [f"**{number(count)}** {_of(word, count)}" for word, count in counts if count is not None]
    return " · ".join(known) or "X did not say how many followers or posts they have."


def why_now(assessment: Assessment) -> str:
    """Why this person is suggested; empty where nothing is to be said."""
    why = plain(assessment.why, _LONGEST_LINE)
    return f"**Why now:** {why}" if why else ""


def suppressed(assessment: Assessment) -> str:
    """Why nobody is asked about this person; empty where somebody may be."""
    reason = plain(assessment.suppressed, _LONGEST_LINE)
    return f"**Suppressed:** {reason}" if reason else ""


_VERDICT_MEANINGS = {
    Verdict.ENGAGED: "has taken part in what you do",
    Verdict.QUIET: "probably a real person, not heard from yet",
    Verdict.UNSURE: "the facts do not settle it",
    Verdict.SUSPICIOUS: "the facts speak against them",
}
"""True of whoever has this verdict, by the facts or by an override."""


def verdict(assessment: Assessment, *, most: int = MOST_REASONS) -> str:
    """The verdict and the facts it rests on, at most so many."""
    facts = [f"- {plain(reason.fact, _LONGEST_FACT)}" for reason in assessment.reasons[:most] if reason.fact.strip()]
    return "\n".join([f"Verdict: **{assessment.verdict.value}** · {_VERDICT_MEANINGS[assessment.verdict]}", *facts])


def reach(profile: Profile) -> str:
    """What a follow-back would bring."""
    if profile.followers is None:
        return "Reach: X did not say how many people follow them."
    if profile.followers == 0:
        return "Reach: nobody follows them yet."
    people = "person follows" if profile.followers == 1 else "people follow"
    return f"Reach: {number(profile.followers)} {people} them and may see what they share of yours."


def _of(word: str, count: int) -> str:
    return word if count == 1 or word == "following" else f"{word}s"


def _badges(profile: Profile) -> list[str]:
    badges = {"verified": profile.verified, "protected": profile.protected, "you follow them": profile.followed_by_us}
    return [badge for badge, given in badges.items() if given]
