"""The private queue in which a member works through what is waiting, and the menus that narrow it down."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from bot.domain import Card, QueueFilter, QueueOrder, QueueView, SuggestionKind
from bot.domain.queue import EVERYBODY
from bot.views.format.screen import Item, Screen
from bot.views.suggestions.queue import queue_view
from bot.views.suggestions.queue_menus import ONLY, ORDER
from bot.views.suggestions.registry import KIND_VIEWS
from bot.workflow.services import Services
from cogs.components.clicks import DynamicMenu
from cogs.custom_ids import UnknownId
from cogs.team import TeamInteraction

ON_CARD, IN_PRIVATE = "card", "private"
"""Where a member acts: on the card in the channel, on a private answer, or else in a queue, which is told by the place in it."""
PLACE = r"\d{1,9}[a-z]{0,12}"
"""A place in a queue, as `bot.views.suggestions.queue.place_in` writes it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member stands in which queue."""

    skip: int = 0
    view: QueueView = EVERYBODY

    @classmethod
    def parse(cls, written: str | None) -> Self:
        """The place in a custom_id that matched PLACE; the beginning where there is none."""
        digits = re.match(r"\d*", written or "")
        skip = digits[0] if digits else ""
        return cls(int(skip or 0), QueueView.parse((written or "")[len(skip) :]))


def in_queue(place: str) -> bool:
    """Whether a member acts in a queue."""
    return place not in (ON_CARD, IN_PRIVATE)


async def queue_page(services: Services, kind: SuggestionKind, place: Place, above: list[Item] | None = None) -> Screen:
    """The queue at this place; at the last one where there are not that many."""
    skip, view = place.skip, place.view
    card, waiting = await services.decisions.best(kind, skip, view)
    if card is None and waiting:
        skip = waiting - 1
        card, waiting = await services.decisions.best(kind, skip, view)
    to_do = await services.decisions.to_do(kind)
    return queue_view(kind, card, waiting=waiting, skip=skip, above=above, view=view, to_do=to_do)


async def queue_page_with(services: Services, card: Card, place: Place, above: list[Item] | None = None) -> Screen:
    """The queue with this very card, on which a member is working, whoever has come before it meanwhile."""
    kind, skip, view = card.suggestion.kind, place.skip, place.view
    _, waiting = await services.decisions.best(kind, skip, view)
    to_do = await services.decisions.to_do(kind)
    return queue_view(kind, card, waiting=max(waiting, skip + 1), skip=skip, above=above, view=view, to_do=to_do)


class QueueMenu(DynamicMenu, template=rf"queue_(?P<menu>{ONLY}|{ORDER}):(?P<pages>[a-z]+):(?P<view>[a-z]{{0,12}})"):
    """On a choice: show the queue as it was chosen, from its beginning."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        kind = next((kind for kind, view in KIND_VIEWS.items() if view.pages == self.match["pages"]), None)
        if kind is None:
            raise UnknownId(self.custom_id)
        view = _chosen(QueueView.parse(self.match["view"]), self.match["menu"], self.all_chosen)
        await interaction.response.edit_message(view=await queue_page(interaction.client.services, kind, Place(view=view)))


def _chosen(view: QueueView, menu: str, values: Collection[str]) -> QueueView:
    if menu == ONLY:
        return QueueView(frozenset(each for each in QueueFilter if each.value in values), view.order)
    return QueueView(view.only, next((order for order in QueueOrder if order.value in values), view.order))
