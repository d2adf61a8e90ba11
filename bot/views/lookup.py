"""Everything that is known about one person."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.model import Assessment, Follower, HistoryEntry, Profile, Suggestion
from bot.views.colours import GREY, OF_VERDICT
from bot.views.figures import moment
from bot.views.history import history_line
from bot.views.person import bio, figures, history, introduction, reach, verdict
from bot.views.screen import Item, Screen, text

_MOST_LINES = 6


def lookup_view(
    profile: Profile,
    *,
    follower: Follower | None,
    assessment: Assessment | None,
    suggestion: Suggestion | None,
    past: Sequence[HistoryEntry],
    left_alone: bool,
) -> Screen:
    """Verdict, reasons, figures and history. suggestion: the latest about them; past: newest first."""
    items: list[Item] = [
        introduction(profile, bio(profile)),
        text(_follows(profile, follower), figures(profile), f"-# As X showed it {moment(profile.fetched_at, 'R')}"),
    ]
    if assessment is not None:
        items.append(text(verdict(assessment), reach(profile)))
    items.append(text(*_standing(suggestion, left_alone=left_alone)))
    if past:
        more = f"-# The latest {_MOST_LINES}; /history has the rest." if len(past) > _MOST_LINES else ""
        items.append(text("**History**", *(f"- {history_line(entry)}" for entry in past[:_MOST_LINES]), more))
    return Screen(ui.Container(*items, accent_colour=OF_VERDICT[assessment.verdict] if assessment else GREY))


def _follows(profile: Profile, follower: Follower | None) -> str:
    if follower is not None and follower.baseline:
        return f"{history(profile, None)}\nFollowed you before Mutuals began to look.".strip()
    return history(profile, follower.first_seen_at if follower else None)


def _standing(suggestion: Suggestion | None, *, left_alone: bool) -> list[str]:
    state = suggestion.state.value.replace("_", " ") if suggestion else ""
    lines = [f"Latest suggestion: **{state}**" if state else "Following back was never suggested."]
    return lines + ["The team decided to leave this person alone."] * left_alone
