"""What a follow-back would bring: points that only order suggestions, and why somebody is suggested in one line.

The words of a bio count here and nowhere else in the scoring: they move somebody up or down the list, and never change a verdict.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import log10
from typing import NamedTuple

from bot.domain import Figure, InteractionHistory, Note, OverrideKind, Profile, ReasonCode, Verdict
from bot.scoring.scorecard import QUIET_BELOW_POSTS, valid_count


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the table. points: each time it applies, at most `max_times` times."""

    points: int
    max_times: int
    rationale: str

    def of(self, count: float) -> int:
        return int(self.points * min(count, self.max_times))


#                     points  max_times   rationale
ENGAGED = Factor(3000, 1, "they spoke to the account; above any reach, as nothing makes a follow-back likelier to be noticed")
REACH = Factor(100, 19, "for every tenfold of their followers (its logarithm): the hundredth thousand brings less than the first")
TOPIC = Factor(150, 3, "for each of the team's topics they write about: as much as thirty times the followers")
CONNECTION = Factor(60, 2, "for each account in their bio that the team's account follows: common ground that costs nothing to know")
ACTIVE = Factor(50, 1, "they post: only who posts can pass anything on")
OFFERS_FOLLOW_BACKS = Factor(-300, 1, "their bio offers follow-backs to anyone: such followers leave, and look at nobody")
RETURNED = Factor(-100, 3, "for each time they left and followed again, as those do who are only after follow-backs")
UNSURE = Factor(-400, 1, "doubt weighs more than most reach")
SUSPICIOUS = Factor(-1000, 1, "nobody with so much against them stands above anybody else")
_BY_VERDICT = {Verdict.ENGAGED: ENGAGED, Verdict.UNSURE: UNSURE, Verdict.SUSPICIOUS: SUSPICIOUS}

FOLLOW_BACK_PHRASES = (
    # English
    "follow back", "team follow back", "auto follow back", "i follow back", "follow me back", "follow all back", "follow 4 follow",
    "follow for follow", "follow x follow", "f4f", "fxf", "ifb", "#tfb", "follow train", "follow gain", "gain followers",
    # Spanish, Portuguese, Italian
    "sigueme y te sigo", "te sigo si me sigues", "si me sigues te sigo", "follow back seguro", "sigo de volta", "segue de volta",
    "me segue que eu te sigo", "#sdv", "seguimi e ti seguo", "ti seguo se mi segui",
    # Turkish, Indonesian, Arabic
    "takipe takip", "takibe takip", "geri takip", "folbek", "follback", "polbek", "فولو باك",
)  # fmt: skip
"""How those write who collect follow-backs. Spaces may be missing; a # at the beginning means that it counts as a hashtag alone."""

FOLLOW_BACK_SIGNS = ("相互フォロー", "フォロバ")
"""The same in Japanese, which writes no spaces: these are found inside of sentences."""

_MIN_REACH_SHOWN = 1_000
"""Followers from which their number is a reason to suggest somebody."""
_MAX_REASONS = 3
_MAX_NAMED = 2

_HANDLE = re.compile(r"(?<![\w!#$%&*@＠.+-])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠])", re.ASCII)
_MAX_HANDLES = 10


def handles_in(bio: str) -> list[str]:
    """The handles a bio names, without their @ and each once; at most ten, to be looked up among the accounts that are followed."""
    if "@" not in bio and "＠" not in bio:
        return []
    found: dict[str, str] = {}
    for handle in _HANDLE.findall(bio):
        found.setdefault(handle.lower(), handle)
    return list(found.values())[:_MAX_HANDLES]


def offers_follow_backs(profile: Profile) -> bool:
    """Whether their name or bio offers follow-backs to anyone."""
    text = _folded(f"{profile.name}\n{profile.bio}")
    for hint in _HINTS:
        if hint in text:
            return _OFFER_PATTERN.search(text) is not None or any(sign in text for sign in _SIGNS)
    return False


class WorthInput(NamedTuple):
    """What worth and its line are made of. topics: those of the team's that occur in name or bio. offers: see `offers_follow_backs`."""

    profile: Profile
    verdict: Verdict
    interaction_history: InteractionHistory
    topics: list[str]
    offers: bool


def worth(given: WorthInput) -> int:
    """The points of the table above, added up."""
    profile, verdict, interaction_history, topics, offers = given
    points = REACH.of(log10(1 + (valid_count(profile.followers) or 0)))
    if profile.posts and profile.posts >= QUIET_BELOW_POSTS:
        points += ACTIVE.points
    if topics:
        points += TOPIC.of(len(topics))
    if interaction_history.connections:
        points += CONNECTION.of(len(interaction_history.connections))
    if interaction_history.times_returned > 0:
        points += RETURNED.of(interaction_history.times_returned)
    if offers:
        points += OFFERS_FOLLOW_BACKS.points
    return points + (_BY_VERDICT[verdict].points if verdict in _BY_VERDICT else 0)


def why(given: WorthInput) -> tuple[Note, ...]:
    """Why this person is suggested: the strongest points. No word of theirs is in it but the handles they name."""
    profile, verdict, interaction_history, topics, _ = given
    said = []
    if interaction_history.mentions > 0:
        said.append(Note(ReasonCode.SPOKE, {"times": interaction_history.mentions, "last": None}))
    if interaction_history.override is not None and interaction_history.override.kind is OverrideKind.FINE:
        said.append(Note(ReasonCode.CALLED_FINE, {"member": interaction_history.override.member_name}))
    if topics:
        said.append(Note(ReasonCode.TOPICS, _named(topics)))
    if interaction_history.connections:
        said.append(Note(ReasonCode.CONNECTIONS, _named([f"@{handle}" for handle in interaction_history.connections])))
    if (followers := valid_count(profile.followers) or 0) >= _MIN_REACH_SHOWN:
        said.append(Note(ReasonCode.REACH, {"followers": followers}))
    return tuple(said[:_MAX_REASONS]) or _nothing_in_particular(verdict)


def _nothing_in_particular(verdict: Verdict) -> tuple[Note, ...]:
    if verdict in (Verdict.QUIET, Verdict.ENGAGED):
        return (Note(ReasonCode.NEW_AND_FINE),)
    return (Note(ReasonCode.NEW_AND_UNSETTLED),) if verdict is Verdict.UNSURE else ()


def _named(things: list[str]) -> dict[str, Figure]:
    """The first of them, and how many are left."""
    return {"named": tuple(things[:_MAX_NAMED]), "more": len(things[_MAX_NAMED:])}


_ACCENT = re.compile("[\u0300-\u036f]")


def _folded(text: str) -> str:
    return text.casefold() if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text)).casefold()


def _folded_phrases() -> list[str]:
    return [_folded(phrase) for phrase in FOLLOW_BACK_PHRASES]


def _pattern(phrase: str) -> str:
    return r"[\s_-]{0,3}".join(re.escape(part) for part in phrase.split())


_OFFER_PATTERN = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_pattern, _folded_phrases()))})(?![^\W\d_])")
"""Words of their own, which digits may follow, as in #followback100."""
_SIGNS = tuple(map(_folded, FOLLOW_BACK_SIGNS))
_HINTS = tuple({max(phrase.split(), key=len)[:4] for phrase in _folded_phrases()}) + _SIGNS
"""Each phrase holds one of these: most bios hold none, and are spared the search."""
