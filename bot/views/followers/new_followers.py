"""The list of new followers."""

from __future__ import annotations

from discord import ui

from bot.domain import Assessment, Follower, Page
from bot.views.format.i18n import _, ngettext
from bot.views.format.numbers import moment, number
from bot.views.format.pager import place_pager
from bot.views.format.palette import BLUE
from bot.views.format.screen import Screen, text
from bot.views.format.text import display_name, linked_handle
from bot.views.people.person import verdict_name
from bot.views.people.suggest import suggest_menu

NEWEST = "followers"
PAGE = 8


def newest_view(page: Page[tuple[Follower, Assessment | None]], *, total: int) -> Screen:
    """One page of new followers with their assessments. total: how many there are in all."""
    if not page.rows:
        return Screen(ui.Container(text(_("No new followers since Mutuals started.")), accent_colour=BLUE))
    title = ngettext("### {count} new follower", "### {count} new followers", total).format(count=number(total))
    lines = [_line(follower, assessment) for follower, assessment in page.rows]
    menu = suggest_menu([(follower.profile, assessment) for follower, assessment in page.rows])
    return Screen(ui.Container(text(title, *lines), accent_colour=BLUE), *menu, *place_pager(NEWEST, page))


def _line(follower: Follower, assessment: Assessment | None) -> str:
    profile = follower.profile
    facts = [f"**{display_name(profile)}** {linked_handle(profile)}", moment(follower.first_seen_at, "f")]
    facts += [verdict_name(assessment.verdict)] if assessment else []
    if profile.followers is not None:
        facts.append(ngettext("{count} follower", "{count} followers", profile.followers).format(count=number(profile.followers)))
    return "- " + " · ".join(facts)
