"""A suggestion's card. The same card always gives the same components: that is how a stale message is recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.domain import UNDECIDED, Act, Card, SuggestionState
from bot.domain.acts import ACTS, TextChange
from bot.domain.kinds import KINDS
from bot.views.format.limits import ROW_BUTTONS
from bot.views.format.palette import STATE_COLOURS, VERDICT_COLOURS
from bot.views.format.screen import Button, Container, Item, Row, Screen, text
from bot.views.suggestions.follow_card import override_acts
from bot.views.suggestions.marks import prompt_component_id
from bot.views.suggestions.outcome import headline, outcome_line
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.acts import button_look

_STATES = SuggestionState

NameButton = Callable[[Card, Act], str]
"""A card and an act → the custom_id of its button."""


def card_view(card: Card) -> Screen:
    """The card in the team channel."""
    return Screen(card_container(card, channel_button, component_id=prompt_component_id(card.suggestion.id)))


def channel_button(card: Card, act: Act) -> str:
    """The custom_id of a button in the team channel. Where there is a text it names the one that is shown, so that no other is approved."""
    revision = card.suggestion.revision
    return f"suggestion:{card.suggestion.id}:{act.value}" + (f":{revision}" if revision else "")


def card_container(card: Card, name_button: NameButton, component_id: int | None = None) -> Container:
    """The card itself, to be placed on any screen."""
    state = card.suggestion.state
    opened = state is _STATES.OPEN
    items = KIND_VIEWS[card.suggestion.kind].open(card) if opened else _decided(card)
    items += _rows(card, name_button)
    colour = VERDICT_COLOURS[card.suggestion.assessment.verdict] if opened else STATE_COLOURS[state]
    return ui.Container(*items, accent_colour=colour, id=component_id)


def links_out(card: Card) -> list[Button]:
    """What opens X where the team can do what was approved."""
    return KIND_VIEWS[card.suggestion.kind].links(card)


def _decided(card: Card) -> list[Item]:
    return [text(headline(card), outcome_line(card)), *KIND_VIEWS[card.suggestion.kind].decided(card)]


def _rows(card: Card, name_button: NameButton) -> list[Row]:
    suggestion = card.suggestion
    first: list[Button] = links_out(card) if suggestion.state is _STATES.HANDED_OFF else []
    first += [_button(card, act, name_button) for act in _acts(card)]
    second = [_button(card, act, name_button) for act in (override_acts(card) if KINDS[suggestion.kind].takes_overrides else ())]
    rows = [first + second] if len(first) + len(second) <= ROW_BUTTONS else [first, second] if second else [first[:3], first[3:]]
    return [ui.ActionRow(*row) for row in rows if row]


def _acts(card: Card) -> Sequence[Act]:
    """What may be said about it, in the order of its buttons.

    Of somebody who may be opting out: that comes first, and no other saved reply is offered.
    """
    suggestion = card.suggestion
    offered = [act for act, rules in ACTS.items() if suggestion.offers(act, card.decision) and rules.override is None]
    if not KINDS[suggestion.kind].has_text:
        return [act for act in offered if ACTS[act].text_change is None]
    if suggestion.state in UNDECIDED and card.reply_details is not None and card.reply_details.possible_opt_out:
        proposed = [act for act in offered if ACTS[act].text_change is not TextChange.NEXT_SAVED]
        return sorted(proposed, key=lambda act: not ACTS[act].opts_out)
    return offered


def _button(card: Card, act: Act, name_button: NameButton) -> Button:
    label, style = button_look(act)
    nothing_to_approve = ACTS[act].needs_revision and card.reply_details is not None and not card.reply_details.draft.text
    return ui.Button(label=label, style=style, custom_id=name_button(card, act), disabled=nothing_to_approve)
