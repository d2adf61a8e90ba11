"""A suggestion's card. The same card always gives the same components: that is how a stale message is recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from discord import ButtonStyle, ui

from bot.domain import Act, Card, SuggestionKind, SuggestionState
from bot.views.format.numbers import counted
from bot.views.format.palette import OF_STATE, OF_VERDICT
from bot.views.format.screen import Button, Container, Item, Row, Screen, text
from bot.views.people.person import introduction
from bot.views.suggestions.follow_card import open_follow, overrules
from bot.views.suggestions.marks import prompt_mark
from bot.views.suggestions.outcome import headline, what_came_of_it
from bot.views.suggestions.reply_card import composer_button, decided_reply, open_reply
from bot.x.web_intents import follow_link

_STATES = SuggestionState

LABELS = {
    Act.APPROVE: ("Approve", ButtonStyle.success),
    Act.EDIT: ("Edit", ButtonStyle.primary),
    Act.ANOTHER: ("Another", ButtonStyle.secondary),
    Act.SKIP: ("Skip", ButtonStyle.secondary),
    Act.SNOOZE: ("Later", ButtonStyle.secondary),
    Act.NEVER: ("Never", ButtonStyle.danger),
    Act.WITHDRAW: ("Withdraw", ButtonStyle.secondary),
    Act.TAKE_UP: ("Take up again", ButtonStyle.primary),
    Act.FINE: ("This one is fine", ButtonStyle.secondary),
    Act.NOT_FOR_US: ("Not for us", ButtonStyle.secondary),
}
"""The words that a member can say with a button."""

_REPLY_LABELS = {Act.NEVER: "Leave alone"}
_FAILED_LABELS = {Act.TAKE_UP: "Try again"}

_DECIDED: Mapping[SuggestionState, Sequence[Act]] = {
    _STATES.APPROVED: (Act.WITHDRAW,),
    _STATES.HANDED_OFF: (Act.WITHDRAW,),
    _STATES.FAILED: (Act.TAKE_UP,),
    _STATES.LAPSED: (Act.TAKE_UP,),
}
_BUTTONS: Mapping[SuggestionKind, Mapping[SuggestionState, Sequence[Act]]] = {
    SuggestionKind.FOLLOW_BACK: {
        _STATES.OPEN: (Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.NEVER),
        _STATES.SNOOZED: (Act.APPROVE, Act.SKIP, Act.NEVER),
        **_DECIDED,
    },
    SuggestionKind.REPLY: {
        _STATES.OPEN: (Act.APPROVE, Act.EDIT, Act.ANOTHER, Act.SKIP, Act.SNOOZE, Act.NEVER),
        _STATES.SNOOZED: (Act.APPROVE, Act.SKIP, Act.NEVER),
        **_DECIDED,
    },
}

_PERHAPS_WISH: Mapping[SuggestionState, Sequence[Act]] = {
    _STATES.OPEN: (Act.NEVER, Act.APPROVE, Act.EDIT, Act.SKIP, Act.SNOOZE),
    _STATES.SNOOZED: (Act.NEVER, Act.APPROVE, Act.SKIP),
}
"""Of a reply to who may be asking to be left alone: that comes first, and no other saved reply is offered."""

_A_ROW = 5
"""Buttons that Discord takes in one row."""

NameButton = Callable[[Card, Act], str]
"""A card and an act → the custom_id of its button."""


def card_view(card: Card) -> Screen:
    """The card in the team channel."""
    return Screen(card_container(card, channel_button, mark=prompt_mark(card.suggestion.id)))


def channel_button(card: Card, act: Act) -> str:
    """The custom_id of a button in the team channel. Where there is a text it names the one that is shown, so that no other is approved."""
    revision = card.suggestion.revision
    return f"suggestion:{card.suggestion.id}:{act.value}" + (f":{revision}" if revision else "")


def card_container(card: Card, name_button: NameButton, mark: int | None = None) -> Container:
    """The card itself, to be placed on any screen."""
    state = card.suggestion.state
    opened = state is _STATES.OPEN
    items = _open(card) if opened else _decided(card)
    items += _rows(card, name_button)
    colour = OF_VERDICT[card.suggestion.assessment.verdict] if opened else OF_STATE[state]
    return ui.Container(*items, accent_colour=colour, id=mark)


def follow_page_button(user_id: int) -> Button:
    """Opens X's own page that asks whether to follow this user; Discord tells nobody that it was pressed."""
    return ui.Button(label="Open X's follow page", url=follow_link(user_id))


def links_out(card: Card) -> list[Button]:
    """What opens X where the team can do what was approved."""
    return [follow_page_button(card.suggestion.user_id)] if card.answering is None else composer_button(card, card.answering)


def _open(card: Card) -> list[Item]:
    return open_follow(card) if card.answering is None else open_reply(card, card.answering)


def _decided(card: Card) -> list[Item]:
    said = text(headline(card), what_came_of_it(card))
    if card.answering is not None:
        return [said, *decided_reply(card, card.answering)]
    profile = card.profile
    facts = [card.suggestion.assessment.verdict.value]
    if profile.followers is not None:
        facts.append(counted(profile.followers, "follower"))
    return [said, introduction(profile, "-# " + " · ".join(facts))]


def _rows(card: Card, name_button: NameButton) -> list[Row]:
    suggestion = card.suggestion
    first: list[Button] = links_out(card) if suggestion.state is _STATES.HANDED_OFF else []
    first += [_button(card, act, name_button) for act in _acts(card)]
    second = [_button(card, act, name_button) for act in (overrules(card) if card.answering is None else ())]
    rows = [first + second] if len(first) + len(second) <= _A_ROW else [first, second] if second else [first[:3], first[3:]]
    return [ui.ActionRow(*row) for row in rows if row]


def _acts(card: Card) -> Sequence[Act]:
    """What may be said about it, in the order of its buttons."""
    suggestion = card.suggestion
    if card.answering is not None and card.answering.perhaps_wish and suggestion.state in _PERHAPS_WISH:
        return _PERHAPS_WISH[suggestion.state]
    return _BUTTONS[suggestion.kind].get(suggestion.state, ())


def _button(card: Card, act: Act, name_button: NameButton) -> Button:
    words, style = LABELS[act]
    if card.answering is not None:
        words = _REPLY_LABELS.get(act, words)
    if card.suggestion.state is _STATES.FAILED:
        words = _FAILED_LABELS.get(act, words)
    nothing_to_approve = act is Act.APPROVE and card.answering is not None and not card.answering.draft.text
    return ui.Button(label=words, style=style, custom_id=name_button(card, act), disabled=nothing_to_approve)
