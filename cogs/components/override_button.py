"""A look-up of one person, and its buttons, which override the verdict where there is no card."""

from __future__ import annotations

from bot.domain import OverrideKind
from bot.views.format.i18n import _
from bot.views.format.screen import Screen
from bot.views.people.lookup import CLEAR, lookup_view
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from bot.workflow.people.lookup import PeopleService, Person
from cogs.components.clicks import DynamicButton
from cogs.responses import member_of, respond
from cogs.team import TeamInteraction


class OverrideButton(DynamicButton, template=r"override:(?P<id>\d{1,19}):(?P<word>[a-z_]+)"):
    """On a click: set or clear the override, and show the look-up as it is now."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        word, user_id = self.match["word"], self.target_id
        if word not in {*OverrideKind, CLEAR}:
            await respond(interaction, _(UNKNOWN_BUTTON))
            return
        services = interaction.client.services
        kind = None if word == CLEAR else OverrideKind(word)
        await services.overrides.set(user_id, kind, member_of(interaction))
        screen = await _lookup_screen(services.people, user_id)
        if screen is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        else:
            await interaction.response.edit_message(view=screen)


async def _lookup_screen(people: PeopleService, user_id: int) -> Screen | None:
    """The look-up of one person; None when nothing is known."""
    person = await people.look_up_id(user_id)
    return None if person is None else person_screen(person)


def person_screen(person: Person) -> Screen:
    """Everything known about one person, with the buttons that override the verdict."""
    return lookup_view(
        person.profile,
        follower=person.follower,
        assessment=person.assessment,
        latest=person.latest,
        past=person.history,
        opt_out=person.opt_out,
        override=person.override,
    )
