"""What the team is told in the channel besides prompts: what happened, what it means, what can be done."""

from __future__ import annotations

from discord import ui

from bot.model import Announcement, AnnouncementKind, BaselineStatus, Route
from bot.views.budget_news import budget_news
from bot.views.colours import AMBER, BLUE, GREEN, RED
from bot.views.figures import moment, number
from bot.views.marks import announcement_mark
from bot.views.screen import Screen, text
from bot.views.text import plain


def announcement_view(announcement: Announcement) -> Screen:
    """Any announcement but a digest, which has a screen of its own."""
    words, colour = {
        AnnouncementKind.ROUTE_CHANGED: _route_changed,
        AnnouncementKind.WRITES_STOPPED: _writes_stopped,
        AnnouncementKind.TROUBLE: _trouble,
        AnnouncementKind.BASELINE: _baseline,
        AnnouncementKind.BUDGET: budget_news,
        AnnouncementKind.CREDITS_BACK: _credits_back,
    }[announcement.kind](announcement)
    return Screen(ui.Container(text(*words), accent_colour=colour, id=announcement_mark(announcement.id)))


def _route_changed(announcement: Announcement) -> tuple[list[str], int]:
    since = moment(announcement.created_at, "t")
    if announcement.body.get("route") == Route.API.value:
        return [
            f"X lets this app follow people again (since {since}).",
            "What you approve goes out by itself from now on. Links that were handed out stay good.",
        ], GREEN
    return [
        f"X no longer lets this app follow people (since {since}).",
        "Approvals are handed to you with a link instead: you press Follow on X, and Mutuals checks that it happened. Nothing was lost.",
    ], AMBER


def _writes_stopped(announcement: Announcement) -> tuple[list[str], int]:
    reason = plain(str(announcement.body.get("reason", "")), 400)
    return [
        f"Mutuals sends nothing more to X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        "Approvals wait and nothing was lost. When it is sorted out, /resume goes on.",
    ], RED


def _trouble(announcement: Announcement) -> tuple[list[str], int]:
    reason = plain(str(announcement.body.get("reason", "")), 400)
    return [
        f"Mutuals cannot look at X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        "It tries again by itself every few minutes, and then finds everyone who came meanwhile. Nothing was lost.",
    ], RED


def _baseline(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    read = _count(body.get("read"))
    new = "From here on, new ones are shown here."
    if body.get("status") != BaselineStatus.PARTIAL.value:
        return [f"Mutuals knows your {number(read)} followers now. {new}"], BLUE
    total = _count(body.get("followers"))
    of_all = f" of your {number(total)}" if total > read else ""
    return [
        f"Mutuals knows the newest {number(read)}{of_all} followers now. {new}",
        "-# Reading the rest would have cost more than BASELINE_USD allows. Older followers count as old when Mutuals meets them; "
        "/followers audit reads on when you say so.",
    ], BLUE


def _credits_back(announcement: Announcement) -> tuple[list[str], int]:
    return [
        f"X takes calls again (since {moment(announcement.created_at, 't')}): there are credits.",
        "Mutuals goes on, and finds everyone who came meanwhile. Nothing was lost.",
    ], GREEN


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
