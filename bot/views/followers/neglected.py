"""The list of those who were never followed back."""

from __future__ import annotations

from discord import ui

from bot.domain import Assessment, BaselineStatus, Follower, Page
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment
from bot.views.format.pager import place_pager
from bot.views.format.palette import BLUE
from bot.views.format.phone import LINE
from bot.views.format.screen import Item, Screen, text
from bot.views.people.person import reasons_besides, verdict_chip, who, why_words
from bot.views.people.suggest import suggest_button

NEGLECTED = "neglected"
PAGE = 6

_NOBODY = N_(
    "Nobody to catch up on. Whoever is worth a follow-back and has gone a month without one shows up here; **/queue** has the newest."
)
_UNKNOWN = {
    BaselineStatus.PENDING: N_("-# Your followers are still being read: look again in a while."),
    BaselineStatus.PARTIAL: N_("-# Not all older followers are known yet: **/followers audit** finds more."),
    BaselineStatus.COMPLETE: "",
}


def neglected_view(page: Page[tuple[Follower, Assessment]], baseline: BaselineStatus) -> Screen:
    """Some of them, each with a button that has them suggested."""
    unknown = _(_UNKNOWN[baseline]) if _UNKNOWN[baseline] else ""
    if not page.rows:
        return Screen(ui.Container(text(_(_NOBODY), unknown), accent_colour=BLUE))
    title = text(_("### Never followed back"), unknown)
    people: list[Item] = [_person(follower, assessment) for follower, assessment in page.rows]
    return Screen(ui.Container(title, *people, accent_colour=BLUE), *place_pager(NEGLECTED, page))


def _person(follower: Follower, assessment: Assessment) -> Item:
    why = why_words(reasons_besides(assessment, LINE))
    facts = " · ".join(filter(None, [verdict_chip(assessment), _since(follower)]))
    return ui.Section(text(who(follower.profile), facts, f"-# {why}" if why else ""), accessory=suggest_button(follower.profile.user_id))


def _since(follower: Follower) -> str:
    if follower.baseline and not follower.times_returned:
        return _("followed you before Mutuals started")
    return _("followed you {when}").format(when=moment(follower.followed_at, "R"))
