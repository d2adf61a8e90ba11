"""What the team is told in the channel besides prompts: what happened, what it means, what can be done."""

from __future__ import annotations

from datetime import datetime

from discord import ui

from bot.domain import Announcement, AnnouncementKind, BaselineStatus, Note, Route, SuggestionKind, notes_of
from bot.views.format.numbers import dollars, moment, number
from bot.views.format.palette import AMBER, BLUE, GREEN, RED
from bot.views.format.screen import Screen, text
from bot.views.format.text import plain
from bot.views.money.budget import budget_notice
from bot.views.suggestions.marks import announcement_component_id
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence


def announcement_view(announcement: Announcement) -> Screen:
    """Any announcement but a digest, which has a screen of its own."""
    words, colour = {
        AnnouncementKind.ROUTE_CHANGED: _route_changed,
        AnnouncementKind.WRITES_STOPPED: _writes_stopped,
        AnnouncementKind.ACTION_NEEDED: _action_needed,
        AnnouncementKind.BASELINE: _baseline,
        AnnouncementKind.BUDGET: budget_notice,
        AnnouncementKind.CREDITS_RESTORED: _credits_back,
        AnnouncementKind.NEW_DATABASE: _new_database,
    }[announcement.kind](announcement)
    return Screen(ui.Container(text(*words), accent_colour=colour, id=announcement_component_id(announcement.id)))


def _route_changed(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    # Those from before there were replies do not say what they are about.
    suggestion_kind = SuggestionKind(str(body.get("suggestion_kind", SuggestionKind.FOLLOW_BACK)))
    is_open = body.get("route") == Route.API.value
    words = KIND_WORDS[suggestion_kind]
    happened, means = words.api_open if is_open else words.api_closed
    return [f"{happened} (since {moment(announcement.created_at, 't')}).", means], GREEN if is_open else AMBER


def _writes_stopped(announcement: Announcement) -> tuple[list[str], int]:
    reason = _reason(announcement)
    by_itself = announcement.body.get("looked_at_again") is True
    goes_on = "Mutuals checks every 15 minutes and resumes automatically." if by_itself else "Once that is sorted out, use /resume."
    return [
        f"Mutuals has stopped sending to X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        f"Approvals wait and nothing was lost. {goes_on}",
    ], RED


def _action_needed(announcement: Announcement) -> tuple[list[str], int]:
    faults = announcement.body.get("faults")
    if isinstance(faults, list):
        return _set_up(announcement, notes_of(faults))
    reason = _reason(announcement)
    return [
        f"Mutuals cannot read from X (since {moment(announcement.created_at, 't')}). {reason}".rstrip(),
        "It retries every few minutes and catches up on everyone who followed meanwhile. Nothing was lost.",
    ], RED


def _set_up(announcement: Announcement, faults: list[Note]) -> tuple[list[str], int]:
    mended_at = announcement.body.get("mended_at")
    if isinstance(mended_at, str):
        return [f"Mutuals' set-up in this server is fixed (since {moment(datetime.fromisoformat(mended_at), 't')})."], GREEN
    return [
        f"Something is wrong with Mutuals' set-up in this server (since {moment(announcement.created_at, 't')}).",
        *(f"- {plain(sentence(fault), 400)}" for fault in faults),
        "Mutuals keeps doing what it can, and updates this message once it is fixed.",
    ], AMBER


def _baseline(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    read = _count(body.get("read"))
    new = "From now on, new ones appear here."
    if body.get("status") != BaselineStatus.PARTIAL.value:
        return [f"Mutuals now knows your {number(read)} followers. {new}"], BLUE
    total = _count(body.get("followers"))
    of_all = f" of your {number(total)}" if total > read else ""
    dear, unseen = "Reading the rest would have cost more than BASELINE_USD allows.", "X did not show the rest of the list."
    return [
        f"Mutuals now knows the newest {number(read)}{of_all} followers. {new}",
        f"-# {unseen if body.get('list_broken') else dear} Older followers are never announced as new; "
        "/followers audit reads the rest when you ask.",
    ], BLUE


def _credits_back(announcement: Announcement) -> tuple[list[str], int]:
    because = "it accepts the keys" if announcement.body.get("of") == "keys" else "there are credits"
    return [
        f"X accepts requests again (since {moment(announcement.created_at, 't')}): {because}.",
        "Resumed. Mutuals catches up on everyone who followed meanwhile. Nothing was lost.",
    ], GREEN


def _new_database(announcement: Announcement) -> tuple[list[str], int]:
    most = dollars(_count(announcement.body.get("baseline_micros")))
    return [
        "Mutuals was used in this channel before, but its database is new. It has paused itself: nothing was read "
        "from X and nothing was spent.",
        "If the database was lost, have whoever runs Mutuals stop it and restore a backup: `mutuals restore FILE`. It holds "
        "the team's decisions and opt-outs.",
        f"To start fresh, use /resume. Mutuals then reads your followers again for {most} at most, without past decisions and opt-outs.",
    ], AMBER


def _reason(announcement: Announcement) -> str:
    reason = announcement.body.get("reason")
    return plain(sentence(Note.from_json(reason)), 400) if isinstance(reason, dict) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
