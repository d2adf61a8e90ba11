"""What members say about verdicts where there is no card: on a look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import Opinion
from bot.views.people.lookup import FORGET
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.components.clicks import Click
from cogs.followers import everything_about
from cogs.responses import member_of, refuse, tell

if TYPE_CHECKING:
    from cogs.responses import Asked


class OverruleButton(Click, template=r"overrule:(?P<id>\d{1,19}):(?P<word>[a-z_]+)"):
    """On a click: remember what the member says, or forget it, and show the look-up as it is now."""

    async def clicked(self, interaction: Asked) -> None:
        word, user_id = self.said["word"], self.about
        if word not in {*Opinion, FORGET}:
            await tell(interaction, UNKNOWN_BUTTON)
            return
        services = interaction.client.services
        opinion = None if word == FORGET else Opinion(word)
        if not await services.overrules.overrule(user_id, opinion, member_of(interaction)):
            await refuse(interaction)
            return
        screen = await everything_about(services.people, user_id)
        if screen is None:
            await tell(interaction, UNKNOWN_BUTTON)
        else:
            await interaction.response.edit_message(view=screen)
