"""The private desk on which a member works through what is waiting."""

from __future__ import annotations

from bot.domain import Card, SuggestionKind
from bot.views.format.screen import Item, Screen
from bot.views.suggestions.queue import desk_view
from bot.workflow.services import Services


async def desk_at(services: Services, kind: SuggestionKind, skip: int, above: list[Item] | None = None) -> Screen:
    """The desk after `skip` better ones; at the last one where there are not that many."""
    card, waiting = await services.desk.best(kind, skip)
    if card is None and waiting:
        skip = waiting - 1
        card, waiting = await services.desk.best(kind, skip)
    return desk_view(kind, card, waiting=waiting, skip=skip, above=above)


async def desk_with(services: Services, card: Card, skip: int, above: list[Item] | None = None) -> Screen:
    """The desk with this very card, on which a member is working, whoever has come before it meanwhile."""
    _, waiting = await services.desk.best(card.suggestion.kind, skip)
    return desk_view(card.suggestion.kind, card, waiting=max(waiting, skip + 1), skip=skip, above=above)
