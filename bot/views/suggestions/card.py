"""A suggestion's card. The same card always gives the same components: that is how a stale message is recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from discord import ButtonStyle, ui

from bot.domain import Act, Card, SuggestionKind, SuggestionState
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number
from bot.views.format.palette import STATE_COLOURS, VERDICT_COLOURS
from bot.views.format.screen import Button, Container, Item, Row, Screen, text
from bot.views.people.person import introduction, verdict_name
from bot.views.suggestions.follow_card import open_follow, override_acts
from bot.views.suggestions.marks import prompt_component_id
from bot.views.suggestions.outcome import headline, outcome_line
from bot.views.suggestions.reply_card import composer_button, decided_reply, open_reply
from bot.x.web_intents import follow_link

_STATES = SuggestionState

LABELS = {
    Act.APPROVE: (N_("Approve"), ButtonStyle.success),
    Act.EDIT: (N_("Edit"), ButtonStyle.primary),
    Act.ANOTHER: (N_("Another"), ButtonStyle.secondary),
    Act.SKIP: (N_("Skip"), ButtonStyle.secondary),
    Act.SNOOZE: (N_("Later"), ButtonStyle.secondary),
    Act.OPT_OUT: (N_("Opt out"), ButtonStyle.danger),
    Act.WITHDRAW: (N_("Withdraw"), ButtonStyle.secondary),
    Act.RETRY: (N_("Retry"), ButtonStyle.primary),
    Act.FINE: (N_("This one is fine"), ButtonStyle.secondary),
    Act.NOT_FOR_US: (N_("Not for us"), ButtonStyle.secondary),
}
"""The words that a member can say with a button."""

_REPLY_LABELS = {Act.OPT_OUT: "Opt out"}

_DECIDED: Mapping[SuggestionState, Sequence[Act]] = {
    _STATES.APPROVED: (Act.WITHDRAW,),
    _STATES.HANDED_OFF: (Act.WITHDRAW,),
    _STATES.FAILED: (Act.RETRY,),
    _STATES.LAPSED: (Act.RETRY,),
}
_BUTTONS: Mapping[SuggestionKind, Mapping[SuggestionState, Sequence[Act]]] = {
    SuggestionKind.FOLLOW_BACK: {
        _STATES.OPEN: (Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.OPT_OUT),
        _STATES.SNOOZED: (Act.APPROVE, Act.SKIP, Act.OPT_OUT),
        **_DECIDED,
    },
    SuggestionKind.REPLY: {
        _STATES.OPEN: (Act.APPROVE, Act.EDIT, Act.ANOTHER, Act.SKIP, Act.SNOOZE, Act.OPT_OUT),
        _STATES.SNOOZED: (Act.APPROVE, Act.SKIP, Act.OPT_OUT),
        **_DECIDED,
    },
}

_POSSIBLE_OPT_OUT: Mapping[SuggestionState, Sequence[Act]] = {
    _STATES.OPEN: (Act.OPT_OUT, Act.APPROVE, Act.EDIT, Act.SKIP, Act.SNOOZE),
    _STATES.SNOOZED: (Act.OPT_OUT, Act.APPROVE, Act.SKIP),
}
"""Of a reply to who may be opting out: that comes first, and no other saved reply is offered."""

_A_ROW = 5
"""Buttons that Discord takes in one row."""

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
    items = _open(card) if opened else _decided(card)
    items += _rows(card, name_button)
    colour = VERDICT_COLOURS[card.suggestion.assessment.verdict] if opened else STATE_COLOURS[state]
    return ui.Container(*items, accent_colour=colour, id=component_id)


def follow_page_button(user_id: int) -> Button:
    """Opens X's own page that asks whether to follow this user; Discord tells nobody that it was pressed."""
    return ui.Button(label=_("Open X's follow page"), url=follow_link(user_id))


def links_out(card: Card) -> list[Button]:
    """What opens X where the team can do what was approved."""
    return [follow_page_button(card.suggestion.user_id)] if card.reply_details is None else composer_button(card, card.reply_details)


def _open(card: Card) -> list[Item]:
    return open_follow(card) if card.reply_details is None else open_reply(card, card.reply_details)


def _decided(card: Card) -> list[Item]:
    said = text(headline(card), outcome_line(card))
    if card.reply_details is not None:
        return [said, *decided_reply(card, card.reply_details)]
    profile = card.profile
    facts = [verdict_name(card.suggestion.assessment.verdict)]
    if profile.followers is not None:
        followers = ngettext("{count} follower", "{count} followers", profile.followers)
        facts.append(followers.format(count=number(profile.followers)))
    return [said, introduction(profile, "-# " + " · ".join(facts))]


def _rows(card: Card, name_button: NameButton) -> list[Row]:
    suggestion = card.suggestion
    first: list[Button] = links_out(card) if suggestion.state is _STATES.HANDED_OFF else []
    first += [_button(card, act, name_button) for act in _acts(card)]
    second = [_button(card, act, name_button) for act in (override_acts(card) if card.reply_details is None else ())]
    rows = [first + second] if len(first) + len(second) <= _A_ROW else [first, second] if second else [first[:3], first[3:]]
    return [ui.ActionRow(*row) for row in rows if row]


def _acts(card: Card) -> Sequence[Act]:
    """What may be said about it, in the order of its buttons."""
    suggestion = card.suggestion
    if card.reply_details is not None and card.reply_details.possible_opt_out and suggestion.state in _POSSIBLE_OPT_OUT:
        return _POSSIBLE_OPT_OUT[suggestion.state]
    return _BUTTONS[suggestion.kind].get(suggestion.state, ())


def _button(card: Card, act: Act, name_button: NameButton) -> Button:
    words, style = LABELS[act]
    if card.reply_details is not None:
        words = _REPLY_LABELS.get(act, words)
    nothing_to_approve = act is Act.APPROVE and card.reply_details is not None and not card.reply_details.draft.text
    return ui.Button(label=_(words), style=style, custom_id=name_button(card, act), disabled=nothing_to_approve)
