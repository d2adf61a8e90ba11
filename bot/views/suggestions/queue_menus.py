"""The menus below a queue: who is shown, and who comes first. What was chosen stands in their custom ids."""

from __future__ import annotations

from collections.abc import Mapping

from discord import ButtonStyle, SelectOption, ui

from bot.domain import QueueFilter, QueueOrder, QueueView, SuggestionKind
from bot.domain.queue import TO_DO
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import number
from bot.views.format.pager import page_id
from bot.views.format.screen import Button, Row, Screen
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import KIND_WORDS

ONLY, ORDER = "only", "order"
"""Which of the two menus it is, in custom ids."""

_FILTERS: Mapping[QueueFilter, str] = {
    QueueFilter.ENGAGED: N_("Engaged"),
    QueueFilter.QUIET: N_("Quiet"),
    QueueFilter.UNSURE: N_("Unsure"),
    QueueFilter.SUSPICIOUS: N_("Suspicious"),
    QueueFilter.TOPIC: N_("Shares one of your topics"),
    QueueFilter.REACH_1K: N_("1,000 followers or more"),
    QueueFilter.REACH_10K: N_("10,000 followers or more"),
    QueueFilter.REACH_100K: N_("100,000 followers or more"),
}

_ORDERS: Mapping[QueueOrder, tuple[str, str]] = {
    QueueOrder.BEST: (N_("The best first"), N_("-# {place} of {waiting} waiting, the best first")),
    QueueOrder.REACH: (N_("Most followers first"), N_("-# {place} of {waiting} waiting, most followers first")),
    QueueOrder.NEWEST: (N_("The newest first"), N_("-# {place} of {waiting} waiting, the newest first")),
    QueueOrder.OLDEST: (N_("The oldest first"), N_("-# {place} of {waiting} waiting, the oldest first")),
}
"""In the menu, and below a card."""


def place_line(view: QueueView, skip: int, waiting: int) -> str:
    """Where somebody stands in the queue."""
    message = N_("-# {place} of {waiting} to do on X") if view.handed_off else _ORDERS[view.order][1]
    return _(message).format(place=number(skip + 1), waiting=number(waiting))


def queue_menus(kind: SuggestionKind, view: QueueView) -> list[Row]:
    """Both menus; none for what has to be done on X, which is done one after the other."""
    if view.handed_off:
        return []
    only = [SelectOption(label=_(label), value=each.value, default=each in view.only) for each, label in _FILTERS.items()]
    orders = [SelectOption(label=_(label), value=order.value, default=order is view.order) for order, (label, line) in _ORDERS.items()]
    return [
        ui.ActionRow(
            ui.Select[Screen](
                custom_id=menu_id(ONLY, kind, view), placeholder=_("Everybody is shown"), min_values=0, max_values=len(only), options=only
            )
        ),
        ui.ActionRow(ui.Select[Screen](custom_id=menu_id(ORDER, kind, view), options=orders)),
    ]


def menu_id(menu: str, kind: SuggestionKind, view: QueueView) -> str:
    """The custom_id of a menu: which queue it is about, and what was chosen before."""
    return f"queue_{menu}:{KIND_VIEWS[kind].pages}:{view.code}"


def other_list(kind: SuggestionKind, view: QueueView, to_do: int) -> list[Row]:
    """A button that opens what has to be done on X, where there is any; from there one that leads back."""
    pages, button = KIND_VIEWS[kind].pages, None
    if view.handed_off:
        button = _button(_("Back to the queue"), page_id(pages, 0))
    elif to_do:
        button = _button(_(KIND_WORDS[kind].to_do).format(count=number(to_do)), page_id(pages, 0, TO_DO.code))
    return [ui.ActionRow(button)] if button else []


def _button(label: str, custom_id: str) -> Button:
    return ui.Button(label=label, style=ButtonStyle.secondary, custom_id=custom_id)
