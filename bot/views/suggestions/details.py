"""What is behind More, for one member: all that is known, what each button does, and what has no button."""

from __future__ import annotations

from typing import Any

from discord import SelectOption, ui

from bot.domain import UNDECIDED, Act, Card
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_NAME
from bot.views.format.numbers import moment
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import label
from bot.views.suggestions.offered import button_acts, menu_acts, menu_id
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import act_words


def details_view(card: Card) -> Screen:
    """The screen; of what was decided meanwhile without a menu."""
    small_print = [meaning for act in button_acts(card) if (meaning := _meaning(card, act))]
    if card.suggestion.state in UNDECIDED:
        small_print.append(_("Decide by {when}.").format(when=moment(card.suggestion.expires_at)))
    items: list[Item] = KIND_VIEWS[card.suggestion.kind].details(card)
    if small_print:
        items.append(text(*(f"-# {line}" for line in small_print)))
    return Screen(ui.Container(*items), *_menu(card))


def _menu(card: Card) -> list[Item]:
    acts = menu_acts(card)
    if not acts:
        return []
    menu: ui.Select[Any] = ui.Select(custom_id=menu_id(card), placeholder=_("What else?"), options=[_option(card, act) for act in acts])
    return [ui.ActionRow(menu)]


def _option(card: Card, act: Act) -> SelectOption:
    name = _(act_words(act, card.suggestion.kind).label)
    return SelectOption(label=name, value=act.value, description=label(_meaning(card, act), CHOICE_NAME) or None)


def _meaning(card: Card, act: Act) -> str:
    return _(act_words(act, card.suggestion.kind).small_print)
