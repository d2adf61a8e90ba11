"""What a member does on a screen of their own: in a queue, in the menu behind More, or although somebody else is on it."""

from __future__ import annotations

from bot.domain import Act
from bot.domain.acts import ACTS, TextChange
from cogs.components.discussion import discuss
from cogs.components.draft_button import open_form, take_another
from cogs.components.outcomes import show_outcome
from cogs.responses import member_of
from cogs.team import TeamInteraction


async def act_on(
    interaction: TeamInteraction, act: Act, suggestion_id: int, revision: int, place: str, *, despite_claim: bool = False
) -> None:
    """Do it, and show there what came of it.

    revision: the number of the text that they saw, 0 where there is none. place: see `cogs.components.queue.ON_CARD`. despite_claim: also
    where another member is on it.
    """
    if ACTS[act].text_change is TextChange.WRITTEN:
        await open_form(interaction, suggestion_id, place, despite_claim=despite_claim)
    elif ACTS[act].text_change is TextChange.NEXT_SAVED:
        await take_another(interaction, suggestion_id, revision, place, despite_claim=despite_claim)
    elif ACTS[act].discusses:
        await discuss(interaction, suggestion_id)
    else:
        decisions, member = interaction.client.services.decisions, member_of(interaction)
        outcome = await decisions.decide(suggestion_id, act, member, revision, despite_claim=despite_claim)
        await show_outcome(interaction, act, outcome, place)
