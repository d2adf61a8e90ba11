"""The private queues: work through what is waiting for a decision."""

from __future__ import annotations

from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.domain import Act, Card, QueueView, SuggestionKind
from bot.domain.acts import ACTS, TextChange, member_act
from bot.views.format.i18n import _
from bot.views.format.screen import Item, Screen, text
from bot.views.suggestions.claims import claimed_notice
from bot.views.suggestions.notices import OWN_TEXT, UNKNOWN_BUTTON, blocked, changed_meanwhile, faulty_text
from bot.views.suggestions.queue import done_notice, too_late_notice
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.commands import COMMANDS
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import Blocked, Changed, Claimed, Decided, Invalid, OwnText, TooLate
from cogs.components.clicks import DynamicButton
from cogs.components.draft_button import open_form, take_another
from cogs.components.queue import PLACE, Place, queue_page, queue_page_with
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Queue(commands.Cog):
    """On /queue: the best waiting follow-back, for this member alone, with buttons that bring the next one."""

    def __init__(self, bot: Team) -> None:
        self._services = bot.services
        for kind, view in KIND_VIEWS.items():
            bot.pages[view.pages] = partial(self._page, kind)

    @app_commands.command(description=COMMANDS["queue"])
    async def queue(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await queue_page(self._services, SuggestionKind.FOLLOW_BACK, Place()))

    async def _page(self, kind: SuggestionKind, offset: int, query: str) -> Screen:
        return await queue_page(self._services, kind, Place(offset, QueueView.parse(query)))


_BUTTON = rf"queue:(?P<id>\d{{1,18}}):(?P<act>[a-z_]+)(?::(?P<place>{PLACE}))?(?::(?P<revision>\d{{1,9}}))?"


class QueueButton(DynamicButton, template=_BUTTON):
    """On a click: record the decision, say what was done and show the next one, in place. On Edit and Another: change the text first."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        act, suggestion_id = member_act(self.match["act"]), self.target_id
        if act is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        elif ACTS[act].text_change is TextChange.WRITTEN:
            await open_form(interaction, suggestion_id, self.match["place"] or "0")
        elif ACTS[act].text_change is TextChange.NEXT_SAVED:
            await take_another(interaction, suggestion_id, self._revision or 0, self.match["place"] or "0")
        else:
            await self._decide(interaction, suggestion_id, act)

    async def _decide(self, interaction: TeamInteraction, suggestion_id: int, act: Act) -> None:
        match await interaction.client.services.decisions.decide(suggestion_id, act, member_of(interaction), self._revision):
            case Decided(card):
                await self._go_on(interaction, done_notice(act, card), card)
            case TooLate(decision, card):
                await self._go_on(interaction, too_late_notice(act, decision, card), card)
            case Changed(decision, card):
                await self._stay(interaction, [text(changed_meanwhile(decision))], card)
            case OutOfDate():
                raise LookupError("A queue is no message of the channel's.")
            case Claimed(claim, card):
                await self._stay(interaction, claimed_notice(act, claim, card), card)
            case OwnText(card):
                await self._stay(interaction, [text(_(OWN_TEXT))], card)
            case Blocked(obstacle, card):
                await self._stay(interaction, [text(blocked(obstacle))], card)
            case Invalid(faults, card):
                await self._stay(interaction, [text(faulty_text(faults))], card)

    async def _go_on(self, interaction: TeamInteraction, above: list[Item], card: Card | None) -> None:
        kind = card.suggestion.kind if card else SuggestionKind.FOLLOW_BACK
        await interaction.response.edit_message(view=await queue_page(interaction.client.services, kind, self._place, above))

    async def _stay(self, interaction: TeamInteraction, above: list[Item], card: Card) -> None:
        await interaction.response.edit_message(view=await queue_page_with(interaction.client.services, card, self._place, above))

    @property
    def _place(self) -> Place:
        return Place.parse(self.match["place"])

    @property
    def _revision(self) -> int | None:
        return int(self.match["revision"]) if self.match["revision"] else None
