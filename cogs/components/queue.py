"""The private queue in which a member works through what is waiting."""

from __future__ import annotations

from bot.domain import Card, SuggestionKind
from bot.views.format.screen import Item, Screen
from bot.views.suggestions.queue import queue_view
from bot.workflow.services import Services


async def queue_page(services: Services, kind: SuggestionKind, skip: int, above: list[Item] | None = None) -> Screen:
    """The queue after `skip` better ones; at the last one where there are not that many."""
    card, waiting = await services.decisions.best(kind, skip)
    if card is None and waiting:
        skip = waiting - 1
        card, waiting = await services.decisions.best(kind, skip)
    return queue_view(kind, card, waiting=waiting, skip=skip, above=above)


async def queue_page_with(services: Services, card: Card, skip: int, above: list[Item] | None = None) -> Screen:
    """The queue with this very card, on which a member is working, whoever has come before it meanwhile."""
    _, waiting = await services.decisions.best(card.suggestion.kind, skip)
    return queue_view(card.suggestion.kind, card, waiting=max(waiting, skip + 1), skip=skip, above=above)
