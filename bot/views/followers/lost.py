"""The list of those who left."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from discord import ui

from bot.domain import Follower, LostFollower, LostNames, LostPage, NameSource
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import at_most, day_and_month, day_name, number, price
from bot.views.format.pager import place_pager
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.people.person import verdict_chip, who
from bot.views.words.departures import departed

LOST = "lost"
PAGE = 8

_DAY = timedelta(days=1)


def lost_view(page: LostPage) -> Screen:
    """How many left on the last days, and who, by day."""
    names = _names(page.names) if not page.people.rows or page.unnamed else ""
    items: list[Item] = [text(_("### Who left"), _counts(page), _unnamed(page), f"-# {names}" if names else "")]
    for day, people in groupby(page.people.rows, itemgetter(0)):
        items.append(text(f"**{day_name(day)}**", *(_line(lost) for _day, lost in people)))
    return Screen(ui.Container(*items, accent_colour=BLUE), *place_pager(LOST, page.people))


def _counts(page: LostPage) -> str:
    """By day, the last one first."""
    lost = [f"{day_and_month(day.day)} **{number(day.lost)}**" for day in reversed(page.days) if day.lost]
    if not lost:
        return _("Nobody left in the last days, by X's count.")
    return _("By X's count: {days}").format(days=" · ".join(lost))


def _unnamed(page: LostPage) -> str:
    if page.unnamed is None:
        return _("How many left without a name is not known yet.")
    if not page.unnamed:
        return ""
    message = ngettext("**{count}** who left has no name yet.", "**{count}** who left have no names yet.", page.unnamed)
    return message.format(count=number(page.unnamed))


def _names(names: LostNames) -> str:
    """How names come, and what they cost."""
    if names.source is NameSource.EVENTS:
        return _("X tells who unfollows you; it says nothing of those whom it suspends.")
    if names.source is NameSource.NONE:
        return paragraph(
            _("Names cost money: reading all your followers once is about {cost}.").format(cost=at_most(names.sweep_micros)),
            _("To allow it, raise “Budget for who left” in /settings show to at least that; the monthly budget needs room for it, too."),
            _("Or have your host set X_STREAM=unfollows: X then tells of each person at once, for {cost}.").format(
                cost=price(names.event_micros)
            ),
        )
    if names.read is not None:
        return _("Mutuals is reading all your followers to find out who: {count} so far.").format(count=number(names.read))
    once = ngettext(
        "Once {count} has left, Mutuals reads all your followers to find out who, for about {cost}.",
        "Once {count} have left, Mutuals reads all your followers to find out who, for about {cost}.",
        names.enough,
    ).format(count=number(names.enough), cost=at_most(names.sweep_micros))
    return paragraph(once, _("How often is up to “Budget for who left” in /settings show."))


def _line(lost: LostFollower) -> str:
    profile = lost.follower.profile
    chip = verdict_chip(lost.assessment) if lost.assessment is not None else ""
    facts = [departed(lost.follower), _stayed(lost.follower)]
    small = " · ".join(filter(None, facts))
    return f"{who(profile, chip, _('you follow them') if profile.followed_by_us else '')}\n-# {small[:1].upper()}{small[1:]}"


def _stayed(follower: Follower) -> str:
    """How long they had followed, in whole days; of those who were there before Mutuals only the least is known."""
    days = max(1, round((follower.last_seen_at - follower.followed_at) / _DAY))
    known = not follower.baseline or follower.times_returned
    message = _("had followed for {time}") if known else _("had followed for {time} or more")
    return message.format(time=ngettext("{count} day", "{count} days", days).format(count=number(days)))
