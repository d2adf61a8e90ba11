"""What the team is told in the channel besides prompts: what happened, what it means, what can be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from discord import ui

from bot.domain import (
    Announcement,
    AnnouncementKind,
    BaselineStatus,
    Member,
    Mentionable,
    Note,
    Route,
    SettingChange,
    SuggestionKind,
    notes_of,
)
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import dollars, duration, moment, number
from bot.views.format.palette import AMBER, BLUE, GREEN, RED
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import plain, plain_name
from bot.views.money.budget import budget_notice
from bot.views.suggestions.marks import announcement_component_id
from bot.views.team.notifications import mention_line
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence
from bot.views.words.settings import setting_changed


def announcement_view(announcement: Announcement, below: Sequence[Item] = (), mentioned: Collection[Mentionable] = ()) -> Screen:
    """Any announcement that has no screen of its own. below: what else it shows. mentioned: whom it mentions."""
    words, colour = {
        AnnouncementKind.ROUTE_CHANGED: _route_changed,
        AnnouncementKind.WRITES_STOPPED: _writes_stopped,
        AnnouncementKind.ACTION_NEEDED: _action_needed,
        AnnouncementKind.BASELINE: _baseline,
        AnnouncementKind.BUDGET: budget_notice,
        AnnouncementKind.CREDITS_RESTORED: _credits_back,
        AnnouncementKind.OUTAGE: _outage,
        AnnouncementKind.OUTAGE_OVER: _outage_over,
        AnnouncementKind.PAUSE: _pause,
        AnnouncementKind.SETTING: _setting,
        AnnouncementKind.NEW_DATABASE: _new_database,
        AnnouncementKind.DAY_FULL: _day_full,
    }[announcement.kind](announcement)
    container = ui.Container(text(*words), *below, accent_colour=colour, id=announcement_component_id(announcement.id))
    return Screen(*mention_line(mentioned), container)


def _route_changed(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    # Those from before there were replies do not say what they are about.
    suggestion_kind = SuggestionKind(str(body.get("suggestion_kind", SuggestionKind.FOLLOW_BACK)))
    is_open = body.get("route") == Route.API.value
    words = KIND_WORDS[suggestion_kind]
    happened, means = words.api_open if is_open else words.api_closed
    return [_(happened).format(time=_since(announcement)), _(means)], GREEN if is_open else AMBER


def _writes_stopped(announcement: Announcement) -> tuple[list[str], int]:
    by_itself = announcement.body.get("looked_at_again") is True
    goes_on = _("Mutuals checks every 15 minutes and resumes automatically.") if by_itself else _("Once that is sorted out, use /resume.")
    stopped = _("Mutuals has stopped sending to X (since {time}).").format(time=_since(announcement))
    return [paragraph(stopped, _reason(announcement)), paragraph(_("Approvals wait and nothing was lost."), goes_on)], RED


def _action_needed(announcement: Announcement) -> tuple[list[str], int]:
    faults = announcement.body.get("faults")
    if isinstance(faults, list):
        return _set_up(announcement, notes_of(faults))
    cannot_read = _("Mutuals cannot read from X (since {time}).").format(time=_since(announcement))
    return [
        paragraph(cannot_read, _reason(announcement)),
        _("It retries every few minutes and catches up on everyone who followed meanwhile. Nothing was lost."),
    ], RED


def _set_up(announcement: Announcement, faults: list[Note]) -> tuple[list[str], int]:
    mended_at = announcement.body.get("mended_at")
    if isinstance(mended_at, str):
        message = _("Mutuals' set-up in this server is fixed (since {time}).")
        return [message.format(time=moment(datetime.fromisoformat(mended_at), "t"))], GREEN
    return [
        _("Something is wrong with Mutuals' set-up in this server (since {time}).").format(time=_since(announcement)),
        *(f"- {plain(sentence(fault), 400)}" for fault in faults),
        _("Mutuals keeps doing what it can, and updates this message once it is fixed."),
    ], AMBER


def _baseline(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    read, total = _count(body.get("read")), _count(body.get("followers"))
    new = _("From now on, new ones appear here.")
    if body.get("status") != BaselineStatus.PARTIAL.value:
        knows = ngettext("Mutuals now knows your {count} follower.", "Mutuals now knows your {count} followers.", read)
        return [paragraph(knows.format(count=number(read)), new)], BLUE
    if total > read:
        knows = ngettext(
            "Mutuals now knows the newest {count} of your {total} follower.",
            "Mutuals now knows the newest {count} of your {total} followers.",
            total,
        )
    else:
        knows = ngettext("Mutuals now knows the newest {count} follower.", "Mutuals now knows the newest {count} followers.", read)
    because = (
        _("X did not show the rest of the list.")
        if body.get("list_broken")
        else _("Reading the rest would have cost more than BASELINE_USD allows.")
    )
    older = _("Older followers are never announced as new; /followers audit reads the rest when you ask.")
    return [paragraph(knows.format(count=number(read), total=number(total)), new), "-# " + paragraph(because, older)], BLUE


def _credits_back(announcement: Announcement) -> tuple[list[str], int]:
    accepts = (
        _("X accepts requests again (since {time}): it accepts the keys.")
        if announcement.body.get("of") == "keys"
        else _("X accepts requests again (since {time}): there are credits.")
    )
    return [
        accepts.format(time=_since(announcement)),
        _("Resumed. Mutuals catches up on everyone who followed meanwhile. Nothing was lost."),
    ], GREEN


def _outage(announcement: Announcement) -> tuple[list[str], int]:
    since = moment(datetime.fromisoformat(announcement.key), "t")
    return [
        _("Mutuals cannot reach X (since {time}).").format(time=since),
        _("You need not do anything: it keeps trying, and says here when X answers again. Nothing was lost."),
    ], AMBER


def _outage_over(announcement: Announcement) -> tuple[list[str], int]:
    lasted = duration(60 * round(_count(announcement.body.get("seconds")) / 60))
    over = _("X answers again (since {time}). It was out of reach for {duration}.")
    return [
        over.format(time=_since(announcement), duration=lasted),
        _("Mutuals catches up on everyone who followed meanwhile."),
    ], GREEN


def _pause(announcement: Announcement) -> tuple[list[str], int]:
    by = f"**{plain_name(str(announcement.body.get('by', '')))}**"
    if announcement.body.get("paused") is not True:
        return [_("{member} has resumed Mutuals.").format(member=by)], GREEN
    means = _("Nothing is sent to X and no cards are posted. Approvals wait and nothing is lost. Use /resume to continue.")
    return [_("{member} has paused Mutuals.").format(member=by), means], AMBER


def _new_database(announcement: Announcement) -> tuple[list[str], int]:
    most = dollars(_count(announcement.body.get("baseline_micros")))
    return [
        _(
            "Mutuals was used in this channel before, but its database is new. It has paused itself: nothing was read "
            "from X and nothing was spent."
        ),
        _(
            "If the database was lost, have whoever runs Mutuals stop it and restore a backup: `mutuals restore FILE`. It holds "
            "the team's decisions and opt-outs."
        ),
        _(
            "To start fresh, use /resume. Mutuals then reads your followers again for {most} at most, without past decisions and opt-outs."
        ).format(most=most),
    ], AMBER


def _setting(announcement: Announcement) -> tuple[list[str], int]:
    body, by = announcement.body, Member(0, str(announcement.body.get("by", "")))
    setting, before, after = (str(body.get(name, "")) for name in ("setting", "before", "after"))
    return [setting_changed(SettingChange(setting, before, after, body.get("to_host") is True, by, announcement.created_at))], BLUE


def _day_full(announcement: Announcement) -> tuple[list[str], int]:
    body = announcement.body
    words = KIND_WORDS[SuggestionKind(str(body.get("suggestion_kind")))]
    message = _("{shown} shown today, {waiting} more in {queue}.")
    shown, waiting = number(_count(body.get("shown"))), number(_count(body.get("waiting")))
    return [message.format(shown=shown, waiting=waiting, queue=words.queue)], BLUE


def _since(announcement: Announcement) -> str:
    return moment(announcement.created_at, "t")


def _reason(announcement: Announcement) -> str:
    reason = announcement.body.get("reason")
    return plain(sentence(Note.from_json(reason)), 400) if isinstance(reason, dict) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
