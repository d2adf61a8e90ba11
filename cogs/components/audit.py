"""The followers by verdict: for one member, in the channel after an audit, and the buttons that ask for one."""

from __future__ import annotations

import asyncio
import io

import discord

from bot.domain import Announcement, AuditReport, BaselineStatus
from bot.views.followers.audit import (
    AUDIT_FILE,
    EVERYONE_KNOWN,
    NOTHING_READ,
    STILL_SYNCING,
    audit_done_view,
    audit_running,
    audit_started,
    audit_view,
    offer_button,
    question_view,
)
from bot.views.followers.audit_chart import audit_chart_alt_text, audit_chart_png
from bot.views.format.i18n import _
from bot.views.format.screen import Screen, text
from bot.views.suggestions.marks import announcement_component_id
from bot.workflow.followers.audit import AlreadyRunning, AuditService, NothingToRead, Offer, Started, parse_result
from cogs.components.clicks import DynamicButton
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import TeamInteraction

ViewWithFiles = tuple[Screen, list[discord.File]]


async def overview_screen(service: AuditService) -> ViewWithFiles:
    """What is known for free and what more would cost, with its chart."""
    found = await service.overview()
    offers = [offer_button(offer.more, cost=offer.cost, margin=offer.margin, everyone=offer.everyone) for offer in found.offers]
    return audit_view(found.report, found.baseline, running=found.running, offers=offers), await _chart_of(found.report)


async def audit_message(announcement: Announcement) -> ViewWithFiles:
    """What an audit brought, for the channel, with its chart."""
    done = parse_result(announcement.body)
    component_id = announcement_component_id(announcement.id)
    view = audit_done_view(done.report, done.baseline, done.audit, cost=done.cost, stopped_by=done.stopped_by, component_id=component_id)
    return view, await _chart_of(done.report)


class AuditAsk(DynamicButton, template=r"audit:ask:(?P<more>\d{1,10})"):
    """On a click: say what assessing so many more would cost now, and ask once more."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        match await interaction.client.services.audit.quote(int(self.match["more"]), member_of(interaction)):
            case Offer() as offer:
                await respond_with_view(interaction, _question(offer))
            case AlreadyRunning() | NothingToRead() as obstacle:
                await respond(interaction, _explain(obstacle))


class AuditYes(DynamicButton, template=r"audit:yes:(?P<more>\d{1,10}):(?P<agreed>\d{1,15})"):
    """On a click: have the audit done for at most what was said, or ask again where it costs more by now."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        service = interaction.client.services.audit
        match await service.approve(int(self.match["more"]), int(self.match["agreed"]), member_of(interaction)):
            case Started(audit):
                await _replace_message(interaction, audit_started(audit))
            case Offer() as offer:
                await interaction.response.edit_message(view=_question(offer, price_rose=True))
            case AlreadyRunning() | NothingToRead() as obstacle:
                await _replace_message(interaction, _explain(obstacle))


class AuditNo(DynamicButton, template=r"audit:no"):
    """On a click: nothing is read, and the question goes away."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await _replace_message(interaction, _(NOTHING_READ))


def _question(offer: Offer, *, price_rose: bool = False) -> Screen:
    return question_view(
        offer.more,
        max_profiles=offer.max_profiles,
        cost=offer.cost,
        everyone=offer.everyone,
        in_budget=offer.in_budget,
        price_rose=price_rose,
    )


def _explain(obstacle: AlreadyRunning | NothingToRead) -> str:
    if isinstance(obstacle, AlreadyRunning):
        return audit_running(obstacle.audit)
    return _(EVERYONE_KNOWN if obstacle.baseline is BaselineStatus.COMPLETE else STILL_SYNCING)


async def _replace_message(interaction: TeamInteraction, sentence: str) -> None:
    """In the place of the question."""
    await interaction.response.edit_message(view=Screen(text(sentence)))


async def _chart_of(report: AuditReport) -> list[discord.File]:
    """Drawn in a thread; nothing where nobody was assessed yet."""
    if not report.shares:
        return []
    picture = await asyncio.to_thread(audit_chart_png, report.shares)
    return [discord.File(io.BytesIO(picture), AUDIT_FILE, description=audit_chart_alt_text(report.shares))]
