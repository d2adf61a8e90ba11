"""What the team is told in the channel besides prompts: what happened, what it means, what can be done."""

from __future__ import annotations

from datetime import datetime

from discord import ui

from bot.domain import Announcement, AnnouncementKind, BaselineStatus, Route, SuggestionKind
from bot.views.format.numbers import dollars, moment, number
from bot.views.format.palette import AMBER, BLUE, GREEN, RED
from bot.views.format.screen import Screen, text
from bot.views.format.text import plain
from bot.views.money.budget_alerts import budget_news
from bot.views.suggestions.marks import announcement_mark


def announcement_view(announcement: Announcement) -> Screen:
    """Any announcement but a digest, which has a screen of its own."""
    words, colour = {
        AnnouncementKind.ROUTE_CHANGED: _route_changed,
        AnnouncementKind.WRITES_STOPPED: _writes_stopped,
        AnnouncementKind.TROUBLE: _trouble,
        AnnouncementKind.BASELINE: _baseline,
        AnnouncementKind.BUDGET: budget_news,
        AnnouncementKind.CREDITS_BACK: _credits_back,
        AnnouncementKind.NEW_DATABASE: _new_database,
    }[announcement.kind](announcement)
    return Screen(ui.Container(text(*words), accent_colour=colour, id=announcement_mark(announcement.id)))


_BY_ITSELF = "What you approve goes out by itself from now on. Links that were handed out stay good."
_ROUTES = {
    (SuggestionKind.FOLLOW_BACK, True): ("X lets this app follow people again", _BY_ITSELF),
    (SuggestionKind.FOLLOW_BACK, False): (
        "X no longer lets this app follow people",
        "Approvals are handed to you with a link instead: you press Follow on X, and Mutuals checks that it happened. Nothing was lost.",
    ),
    (SuggestionKind.REPLY, True): ("X takes replies from this app again", _BY_ITSELF),
    (SuggestionKind.REPLY, False): (
        "X no longer takes replies from this app",
        "What you approve is handed to you with a link that opens X with the text filled in: you post it there, and Mutuals checks that "
        "it happened. Nothing was lost.",
    ),
}
"""What happened and what it means, by what was to be sent and whether the way through X's API is open."""


def _route_changed(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    # Those from before there were replies do not say what they are about.
    deed = SuggestionKind(str(body.get("deed", SuggestionKind.FOLLOW_BACK)))
    is_open = body.get("route") == Route.API.value
    happened, means = _ROUTES[deed, is_open]
    return [f"{happened} (since {moment(announcement.created_at, 't')}).", means], GREEN if is_open else AMBER


def _writes_stopped(announcement: Announcement) -> tuple[list[str], int]:
    reason = plain(str(announcement.body.get("reason", "")), 400)
    by_itself = announcement.body.get("looked_at_again") is True
    goes_on = "Mutuals looks again every 15 minutes, and goes on by itself." if by_itself else "When it is sorted out, /resume goes on."
    return [
        f"Mutuals sends nothing more to X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        f"Approvals wait and nothing was lost. {goes_on}",
    ], RED


def _trouble(announcement: Announcement) -> tuple[list[str], int]:
    faults = announcement.body.get("faults")
    if isinstance(faults, list):
        return _set_up(announcement, [str(fault) for fault in faults])
    reason = plain(str(announcement.body.get("reason", "")), 400)
    return [
        f"Mutuals cannot look at X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        "It tries again by itself every few minutes, and then finds everyone who came meanwhile. Nothing was lost.",
    ], RED


def _set_up(announcement: Announcement, faults: list[str]) -> tuple[list[str], int]:
    mended_at = announcement.body.get("mended_at")
    if isinstance(mended_at, str):
        return [f"The set-up of Mutuals in this server is right again (since {moment(datetime.fromisoformat(mended_at), 't')})."], GREEN
    return [
        f"Something about the set-up of Mutuals in this server is not right (since {moment(announcement.created_at, 't')}).",
        *(f"- {plain(fault, 400)}" for fault in faults),
        "Mutuals goes on with what it can do, and changes this message once it is mended.",
    ], AMBER


def _baseline(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    read = _count(body.get("read"))
    new = "From here on, new ones are shown here."
    if body.get("status") != BaselineStatus.PARTIAL.value:
        return [f"Mutuals knows your {number(read)} followers now. {new}"], BLUE
    total = _count(body.get("followers"))
    of_all = f" of your {number(total)}" if total > read else ""
    dear, unseen = "Reading the rest would have cost more than BASELINE_USD allows.", "X did not show the rest of the list."
    return [
        f"Mutuals knows the newest {number(read)}{of_all} followers now. {new}",
        f"-# {unseen if body.get('led_nowhere') else dear} Older followers count as old when Mutuals meets them; "
        "/followers audit reads on when you say so.",
    ], BLUE


def _credits_back(announcement: Announcement) -> tuple[list[str], int]:
    because = "it accepts the keys" if announcement.body.get("of") == "keys" else "there are credits"
    return [
        f"X takes calls again (since {moment(announcement.created_at, 't')}): {because}.",
        "Mutuals goes on, and finds everyone who came meanwhile. Nothing was lost.",
    ], GREEN


def _new_database(announcement: Announcement) -> tuple[list[str], int]:
    most = dollars(_count(announcement.body.get("baseline_micros")))
    return [
        "Mutuals worked in this channel before, but its database is new and knows nothing of that. It has paused itself: nothing was read "
        "from X, and nothing spent.",
        "If the database was lost, have whoever runs Mutuals stop it and put a backup in its place: `mutuals restore FILE`. What the team "
        "decided and who asked to be left alone is in there.",
        f"To begin anew, type /resume. Then Mutuals reads your followers again, for {most} at most, and knows no earlier decision or wish.",
    ], AMBER


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
