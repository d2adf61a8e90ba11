"""Why nobody was asked about somebody, why a post was not answered, why nothing was sent on a day."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.domain import Explanation, post_link
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_VALUE
from bot.views.suggestions.notices import invalid_day, nobody_known
from bot.views.why.explanation import ASK_ONE, about_day, about_person, about_post, no_post, why_view
from bot.views.words.commands import COMMANDS, OPTIONS
from bot.x.parse.posts import parse_post_id
from cogs.components.autocomplete import autocomplete_days, autocomplete_people
from cogs.components.suggest import card_link
from cogs.custom_ids import parse_day
from cogs.responses import respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Why(commands.Cog):
    """On /why: what kept something from happening, in private."""

    def __init__(self, bot: Team) -> None:
        self._bot, self._services = bot, bot.services

    @app_commands.command(description=COMMANDS["why"])
    @app_commands.describe(**OPTIONS["why"])
    @app_commands.autocomplete(handle=autocomplete_people, day=autocomplete_days)
    async def why(
        self,
        interaction: TeamInteraction,
        handle: app_commands.Range[str, 1, CHOICE_VALUE] | None = None,
        post: app_commands.Range[str, 1, 300] | None = None,
        day: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        match handle, post, day:
            case str(), None, None:
                await self._person(interaction, handle)
            case None, str(), None:
                await self._post(interaction, post)
            case None, None, str():
                await self._day(interaction, day)
            case _:
                await respond(interaction, _(ASK_ONE))

    async def _person(self, interaction: TeamInteraction, handle: str) -> None:
        explanation = await self._services.why_not_asked.explain(handle)
        if explanation is None:
            await respond(interaction, nobody_known(handle))
        else:
            await self._answer(interaction, explanation, about_person(explanation))

    async def _post(self, interaction: TeamInteraction, typed: str) -> None:
        post_id = parse_post_id(typed)
        if post_id is None:
            await respond(interaction, no_post(typed))
        else:
            explanation = await self._services.why_not_answered.explain(post_id)
            await self._answer(interaction, explanation, about_post(explanation, post_link(post_id)))

    async def _day(self, interaction: TeamInteraction, typed: str) -> None:
        try:
            day = parse_day(typed.strip())
        except ValueError:
            await respond(interaction, invalid_day(typed))
        else:
            await self._answer(interaction, await self._services.why_nothing_sent.explain(day), about_day(day))

    async def _answer(self, interaction: TeamInteraction, explanation: Explanation, title: str) -> None:
        link = card_link(self._bot, explanation.prompt) if explanation.prompt is not None else ""
        await respond_with_view(interaction, why_view(explanation, title, link))
