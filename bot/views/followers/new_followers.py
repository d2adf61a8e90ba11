"""The list of new followers."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.domain import Assessment, Follower
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import moment, number
from bot.views.format.pager import pager, where
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.format.text import display_name, linked_handle
from bot.views.people.person import verdict_name
from bot.views.people.suggest import suggest_menu

NEWEST = "followers"
PAGE = 8


def newest_view(found: Sequence[tuple[Follower, Assessment | None]], *, offset: int, total: int) -> Screen:
    """One page of new followers with their assessments."""
    if not found:
        return Screen(ui.Container(text(_("No new followers since Mutuals started.")), accent_colour=BLUE))
    lines = [_line(follower, assessment) for follower, assessment in found]
    page = ui.Container(text(_("### New followers"), *lines, where(offset, len(found), total)), accent_colour=BLUE)
    menu = suggest_menu([(follower.profile, assessment) for follower, assessment in found])
    return Screen(page, *menu, *pager(NEWEST, offset=offset, size=PAGE, total=total))


def _line(follower: Follower, assessment: Assessment | None) -> str:
    profile = follower.profile
    facts = [f"**{display_name(profile)}** {linked_handle(profile)}", moment(follower.first_seen_at, "f")]
    facts += [verdict_name(assessment.verdict)] if assessment else []
    if profile.followers is not None:
        facts.append(ngettext("{count} follower", "{count} followers", profile.followers).format(count=number(profile.followers)))
    return "- " + " · ".join(facts)
