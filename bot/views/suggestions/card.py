"""A suggestion's card. The same card always gives the same components: that is how a stale message is recognised."""

from __future__ import annotations

from collections.abc import Callable

from discord import ui

from bot.domain import UNDECIDED, Act, Card, SuggestionState
from bot.views.format.i18n import _
from bot.views.format.limits import ROW_BUTTONS
from bot.views.format.palette import STATE_COLOURS
from bot.views.format.screen import Button, Container, Item, Row, Screen, text, without_empty
from bot.views.suggestions.marks import prompt_component_id
from bot.views.suggestions.offered import MORE, button_acts, button_style, more_id
from bot.views.suggestions.other_suggestion import other_line
from bot.views.suggestions.outcome import headline, outcome_line
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import act_words

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
    items = KIND_VIEWS[card.suggestion.kind].open(card) if state is _STATES.OPEN else _decided(card)
    return ui.Container(*without_empty(items), *_rows(card, name_button), accent_colour=STATE_COLOURS[state], id=component_id)


def links_out(card: Card) -> list[Button]:
    """What opens X where the team can do what was approved."""
    return KIND_VIEWS[card.suggestion.kind].links(card)


def _decided(card: Card) -> list[Item]:
    other = other_line(card)
    return [text(headline(card), outcome_line(card), f"-# {other}" if other else ""), *KIND_VIEWS[card.suggestion.kind].decided(card)]


def _rows(card: Card, name_button: NameButton) -> list[Row]:
    buttons: list[Button] = links_out(card) if card.suggestion.state is _STATES.HANDED_OFF else []
    buttons += [_button(card, act, name_button) for act in button_acts(card)]
    if card.suggestion.state in UNDECIDED:
        buttons.append(ui.Button(label=_(MORE), custom_id=more_id(card)))
    return [ui.ActionRow(*buttons[start : start + ROW_BUTTONS]) for start in range(0, len(buttons), ROW_BUTTONS)]


def _button(card: Card, act: Act, name_button: NameButton) -> Button:
    label = _(act_words(act, card.suggestion.kind).label)
    return ui.Button(label=label, style=button_style(act), custom_id=name_button(card, act))
