"""The private desks: to work through whoever is waiting, and what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.domain import Act, Card, SuggestionKind
from bot.views.format.screen import Item, Screen, text
from bot.views.suggestions.notices import UNKNOWN_BUTTON, changed_meanwhile, faulty_text
from bot.views.suggestions.queue import DESKS, just_done, was_too_late
from bot.workflow.suggestions.decisions import Changed, Decided, Faulty, NotAllowed, TooLate
from cogs.components.clicks import ACTS, Click
from cogs.components.draft_button import open_form, take_another
from cogs.components.queue import desk_at, desk_with
from cogs.responses import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked


class Queue(commands.Cog):
    """On /queue: the best waiting follow-back, for this member alone, with buttons that bring the next one."""

    def __init__(self, bot: TeamBot) -> None:
        self._services = bot.services
        for kind, words in DESKS.items():
            bot.pages[words.pages] = partial(self._page, kind)

    @app_commands.command(description="Decide about the people who are waiting, one after the other, the best first.")
    async def queue(self, interaction: Asked) -> None:
        await show(interaction, await desk_at(self._services, SuggestionKind.FOLLOW_BACK, 0))

    async def _page(self, kind: SuggestionKind, offset: int, query: str) -> Screen:
        return await desk_at(self._services, kind, offset)


class DeskButton(Click, template=r"desk:(?P<id>\d{1,18}):(?P<act>[a-z_]+)(?::(?P<skip>\d{1,9}))?(?::(?P<revision>\d{1,9}))?"):
    """On a click: record the decision, say what was done and show the next one, in place. On Edit and Another: change the text first."""

    async def clicked(self, interaction: Asked) -> None:
        act, suggestion_id = ACTS.get(self.said["act"]), self.about
        if act is None:
            await tell(interaction, UNKNOWN_BUTTON)
        elif act is Act.EDIT:
            await open_form(interaction, suggestion_id, str(self._skip))
        elif act is Act.ANOTHER:
            await take_another(interaction, suggestion_id, self._revision or 0, str(self._skip))
        else:
            await self._decide(interaction, suggestion_id, act)

    async def _decide(self, interaction: Asked, suggestion_id: int, act: Act) -> None:
        match await interaction.client.services.desk.decide(suggestion_id, act, member_of(interaction), self._revision):
            case Decided(card):
                await self._go_on(interaction, just_done(act, card), card)
            case TooLate(decision, card):
                await self._go_on(interaction, was_too_late(act, decision, card), card)
            case Changed(decision, card):
                await self._stay(interaction, [text(changed_meanwhile(decision))], card)
            case Faulty(faults, card):
                await self._stay(interaction, [text(faulty_text(faults))], card)
            case NotAllowed():
                await refuse(interaction)

    async def _go_on(self, interaction: Asked, above: list[Item], card: Card | None) -> None:
        kind = card.suggestion.kind if card else SuggestionKind.FOLLOW_BACK
        await interaction.response.edit_message(view=await desk_at(interaction.client.services, kind, self._skip, above))

    async def _stay(self, interaction: Asked, above: list[Item], card: Card) -> None:
        await interaction.response.edit_message(view=await desk_with(interaction.client.services, card, self._skip, above))

    @property
    def _skip(self) -> int:
        return int(self.said["skip"] or 0)

    @property
    def _revision(self) -> int | None:
        return int(self.said["revision"]) if self.said["revision"] else None
