"""What may be said about a suggestion, and where: most of it has a button on the card, the rest stands in a menu behind More."""

from __future__ import annotations

from discord import ButtonStyle

from bot.domain import UNDECIDED, Act, Card
from bot.domain.acts import ACTS, TextChange
from bot.domain.kinds import KINDS
from bot.views.format.i18n import N_

MORE = N_("More")


def button_acts(card: Card) -> list[Act]:
    """Those with a button on the card, in its order. Of somebody who may be opting out, that comes first."""
    promoted = [act for act in _offered(card) if ACTS[act].opts_out and _may_opt_out(card)]
    return promoted + [act for act in _offered(card) if not ACTS[act].in_menu]


def menu_acts(card: Card) -> list[Act]:
    """The others."""
    shown = button_acts(card)
    return [act for act in _offered(card) if act not in shown]


def more_id(card: Card) -> str:
    """The custom_id of the button that opens the menu."""
    return f"more:{card.suggestion.id}"


def menu_id(card: Card) -> str:
    """The custom_id of the menu; with the number of the text that it is about."""
    return f"menu:{card.suggestion.id}:{card.suggestion.revision}"


def button_style(act: Act) -> ButtonStyle:
    """Of the act's button."""
    return ButtonStyle[ACTS[act].style.value]


def _offered(card: Card) -> list[Act]:
    """What can be said and would change something. There is nothing to approve without a text."""
    suggestion, rules = card.suggestion, KINDS[card.suggestion.kind]
    offered = [act for act in ACTS if suggestion.offers(act, card.decision) and suggestion.assessment.verdict in ACTS[act].verdicts]
    offered = [act for act in offered if not (ACTS[act].claims if card.claim else ACTS[act].releases)]
    offered = [act for act in offered if card.posted or not ACTS[act].discusses]
    if not rules.takes_overrides:
        offered = [act for act in offered if ACTS[act].override is None]
    if not rules.has_text:
        return [act for act in offered if ACTS[act].text_change is None]
    if _may_opt_out(card):
        offered = [act for act in offered if ACTS[act].text_change is not TextChange.NEXT_SAVED]
    has_text = card.reply_details is not None and bool(card.reply_details.draft.text)
    return [act for act in offered if has_text or not ACTS[act].needs_revision]


def _may_opt_out(card: Card) -> bool:
    return card.suggestion.state in UNDECIDED and card.reply_details is not None and bool(card.reply_details.possible_opt_out)
