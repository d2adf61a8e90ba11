"""The button and the menu that have somebody suggested, and what a member is told of it."""

from __future__ import annotations

from bot.domain import Prompt
from bot.views.format.i18n import _
from bot.views.people.suggest import OWN_ACCOUNT, SUGGEST_ONE, already_followed, already_suggested, has_opted_out, suggested
from bot.views.suggestions.notices import nobody_known
from bot.views.words.kinds import KIND_WORDS
from bot.workflow.people.lookup import key_of_id
from bot.workflow.people.suggest import AlreadyFollowed, AlreadySuggested, HasOptedOut, Outcome, OwnAccount, Suggested
from cogs.components.clicks import DynamicButton, DynamicMenu
from cogs.custom_ids import parse_id
from cogs.responses import member_of, respond
from cogs.team import Team, TeamInteraction


async def suggest(interaction: TeamInteraction, who: str) -> None:
    """Have this person suggested, and tell the member what came of it. who: a handle, or a key of theirs."""
    outcome = await interaction.client.services.suggest.suggest(who, member_of(interaction))
    await respond(interaction, nobody_known(who) if outcome is None else _sentence(outcome, interaction.client))


class SuggestButton(DynamicButton, template=r"suggest:(?P<id>\d{1,19})"):
    """On a click: have this person suggested."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await suggest(interaction, key_of_id(self.target_id))


class SuggestMenu(DynamicMenu, template=SUGGEST_ONE):
    """On a choice: have that person suggested."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await suggest(interaction, key_of_id(parse_id(self.chosen)))


def _sentence(outcome: Outcome, client: Team) -> str:
    match outcome:
        case Suggested(profile, earlier, paused):
            return suggested(profile, earlier, paused=paused)
        case AlreadySuggested(profile, suggestion, prompt):
            link = card_link(client, prompt) if prompt else ""
            return already_suggested(profile, suggestion.state, KIND_WORDS[suggestion.kind].queue, link)
        case AlreadyFollowed(profile):
            return already_followed(profile)
        case HasOptedOut(profile, opt_out):
            return has_opted_out(profile, opt_out)
        case OwnAccount():
            return _(OWN_ACCOUNT)


def card_link(client: Team, prompt: Prompt) -> str:
    """Opens the card; empty before it is posted."""
    if prompt.message_id is None:
        return ""
    return client.get_partial_messageable(prompt.channel_id, guild_id=client.guild_id).get_partial_message(prompt.message_id).jump_url
