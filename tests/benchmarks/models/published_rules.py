"""Rules for telling bought followers, as far as a profile alone allows them.

They are described in Cresci et al. 2015 (arXiv 1509.04098), but for the counts of empty fields, which many checkers of followers use.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain import Profile


def camisani_calzolari(profile: Profile) -> bool:
    """Nine of his 22 criteria; the others need posts and devices. Who meets fewer than half is flagged, each weighing the same."""
    followers, following = profile.followers or 0, profile.following or 0
    human = (
        bool(profile.name),
        bool(profile.avatar_url),
        bool(profile.location),
        bool(profile.bio.strip()),
        followers >= 30,
        bool(profile.listed),
        (profile.posts or 0) >= 50,
        bool(profile.url),
        2 * followers >= following,
    )
    return sum(human) < len(human) / 2


def emptiness(profile: Profile) -> int:
    """How many of six signs of an empty profile it shows."""
    return sum(
        (
            not profile.bio.strip(),
            not profile.url,
            not profile.location,
            not profile.listed,
            not profile.likes,
            (profile.posts or 0) < 50,
        )
    )


def _follows_times(times: int) -> Callable[[Profile], bool]:
    return lambda profile: (profile.following or 0) >= times * max(profile.followers or 0, 1)


RULES: dict[str, Callable[[Profile], bool]] = {
    "Camisani-Calzolari: meets fewer than 5 of the 9 criteria (of 22) in a profile": camisani_calzolari,
    "Socialbakers: follows at least 50 × as many as follow": _follows_times(50),
    "follows at least 10 × as many as follow": _follows_times(10),
    "fewer than 30 followers": lambda profile: (profile.followers or 0) < 30,
    "at least 4 of 6: no bio, no link, no place, no list, no likes, fewer than 50 posts": lambda profile: emptiness(profile) >= 4,
    "at least 5 of these 6": lambda profile: emptiness(profile) >= 5,
}
