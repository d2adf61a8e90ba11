"""What a member is told, in private, of what came of a decision, and where."""

from __future__ import annotations

from bot.domain import Act, SuggestionKind
from bot.views.format.i18n import _
from bot.views.format.screen import Item, Screen, text
from bot.views.inbox.draft import faulty_notice
from bot.views.suggestions.claims import claimed_notice
from bot.views.suggestions.notices import OUT_OF_DATE, OWN_TEXT, blocked, changed_meanwhile, faulty_text
from bot.views.suggestions.queue import done_notice, too_late_notice
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import Blocked, Changed, Claimed, Decided, Invalid, Outcome, OwnText, TooLate
from cogs.components.queue import IN_PRIVATE, ON_CARD, Place, in_queue, queue_page, queue_page_with
from cogs.responses import respond_with_view
from cogs.team import TeamInteraction


def outcome_notice(act: Act, outcome: Outcome, place: str = IN_PRIVATE) -> list[Item]:
    """In words, and with what can be done about it there. A queue shows the card with its buttons below."""
    match outcome:
        case Decided(card):
            return done_notice(act, card)
        case TooLate(decision, card):
            return too_late_notice(act, decision, card)
        case OwnText():
            return [text(_(OWN_TEXT))]
        case Blocked(obstacle, _card):
            return [text(blocked(obstacle))]
        case Changed(decision, _card):
            return [text(changed_meanwhile(decision))]
        case Invalid(faults, card):
            return [text(faulty_text(faults))] if in_queue(place) else faulty_notice(card, faults)
        case Claimed(claim, card):
            return claimed_notice(act, claim, card, place if in_queue(place) else "")
        case OutOfDate():
            return [text(_(OUT_OF_DATE))]


async def show_outcome(interaction: TeamInteraction, act: Act, outcome: Outcome, place: str, *besides: Item) -> None:
    """In place of what a member saw: alone, or in their queue above the next card, which is the same one until it is decided.

    Of what was said on a card in the channel, below that. besides: what is to be read below the notice.
    """
    notice = [*outcome_notice(act, outcome, place), *besides]
    screen = await _queue(interaction, outcome, place, notice) if in_queue(place) else Screen(*notice)
    if place == ON_CARD or interaction.message is None:  # deleted while a form was open
        await respond_with_view(interaction, screen)
    else:
        await interaction.response.edit_message(view=screen)


async def _queue(interaction: TeamInteraction, outcome: Outcome, place: str, notice: list[Item]) -> Screen:
    services, where, card = interaction.client.services, Place.parse(place), None if isinstance(outcome, OutOfDate) else outcome.card
    if card is None or isinstance(outcome, Decided | TooLate):
        return await queue_page(services, card.suggestion.kind if card else SuggestionKind.FOLLOW_BACK, where, notice)
    return await queue_page_with(services, card, where, notice)
