"""The followers by verdict: for one member, in the channel after a reading, and the buttons that ask for one."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord

from bot.domain import Announcement, AuditReport, BaselineStatus
from bot.views.followers.audit import (
    AUDIT_FILE,
    EVERYONE_KNOWN,
    NOTHING_READ,
    STILL_TAKING_STOCK,
    audit_done_view,
    audit_view,
    begun,
    offer_button,
    question_view,
    under_way,
)
from bot.views.followers.audit_chart import audit_chart_in_words, audit_chart_png
from bot.views.format.screen import Screen, text
from bot.views.suggestions.marks import announcement_mark
from bot.workflow.followers.audit import AuditDesk, Begun, NotAllowed, Nothing, Offer, UnderWay, read_finished
from cogs.components.clicks import Click
from cogs.responses import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.responses import Asked

Shown = tuple[Screen, list[discord.File]]


async def overview_screen(desk: AuditDesk) -> Shown:
    """What is known for free and what more would cost, with its chart."""
    found = await desk.overview()
    offers = [offer_button(offer.more, cost=offer.cost, margin=offer.margin, everyone=offer.everyone) for offer in found.offers]
    return audit_view(found.report, found.baseline, running=found.running, offers=offers), await _chart_of(found.report)


async def audit_posting(announcement: Announcement) -> Shown:
    """What a reading brought, for the channel, with its chart."""
    done = read_finished(announcement.body)
    mark = announcement_mark(announcement.id)
    view = audit_done_view(done.report, done.baseline, done.audit, cost=done.cost, stopped_by=done.stopped_by, mark=mark)
    return view, await _chart_of(done.report)


class AuditAsk(Click, template=r"audit:ask:(?P<more>\d{1,10})"):
    """On a click: say what looking at so many more would cost now, and ask once more."""

    async def clicked(self, interaction: Asked) -> None:
        match await interaction.client.services.audit.quote(int(self.said["more"]), member_of(interaction)):
            case Offer() as offer:
                await show(interaction, _question(offer))
            case NotAllowed():
                await refuse(interaction)
            case UnderWay() | Nothing() as hindrance:
                await tell(interaction, _why_not(hindrance))


class AuditYes(Click, template=r"audit:yes:(?P<more>\d{1,10}):(?P<agreed>\d{1,15})"):
    """On a click: have the reading done for at most what was said, or ask again where it costs more by now."""

    async def clicked(self, interaction: Asked) -> None:
        desk = interaction.client.services.audit
        match await desk.approve(int(self.said["more"]), int(self.said["agreed"]), member_of(interaction)):
            case Begun(audit):
                await _instead(interaction, begun(audit))
            case Offer() as offer:
                await interaction.response.edit_message(view=_question(offer, dearer=True))
            case NotAllowed():
                await refuse(interaction)
            case UnderWay() | Nothing() as hindrance:
                await _instead(interaction, _why_not(hindrance))


class AuditNo(Click, template=r"audit:no"):
    """On a click: nothing is read, and the question goes away."""

    async def clicked(self, interaction: Asked) -> None:
        await _instead(interaction, NOTHING_READ)


def _question(offer: Offer, *, dearer: bool = False) -> Screen:
    return question_view(
        offer.more, to_read=offer.to_read, cost=offer.cost, everyone=offer.everyone, in_budget=offer.in_budget, dearer=dearer
    )


def _why_not(hindrance: UnderWay | Nothing) -> str:
    if isinstance(hindrance, UnderWay):
        return under_way(hindrance.audit)
    return EVERYONE_KNOWN if hindrance.baseline is BaselineStatus.COMPLETE else STILL_TAKING_STOCK


async def _instead(interaction: Asked, sentence: str) -> None:
    """In the place of the question."""
    await interaction.response.edit_message(view=Screen(text(sentence)))


async def _chart_of(report: AuditReport) -> list[discord.File]:
    """Drawn in a thread; nothing where nobody was looked at yet."""
    if not report.shares:
        return []
    picture = await asyncio.to_thread(audit_chart_png, report.shares)
    return [discord.File(io.BytesIO(picture), AUDIT_FILE, description=audit_chart_in_words(report.shares))]
