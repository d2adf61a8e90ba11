"""A suggestion's card. The same card always gives the same components: that is how a stale message is recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ButtonStyle, ui

from bot.model import Act, Card, Outlook, SuggestionState, Verdict
from bot.views.colours import OF_STATE, OF_VERDICT
from bot.views.figures import counted, moment, money
from bot.views.marks import prompt_mark
from bot.views.outcome import headline, what_came_of_it
from bot.views.person import bio, figures, history, introduction, kept_off, reach, verdict, why_now
from bot.views.screen import Button, Container, Item, Row, Screen, text
from bot.views.text import plain
from bot.x.intents import follow_link

_STATES = SuggestionState

LABELS = {
    Act.APPROVE: ("Approve", ButtonStyle.success),
    Act.SKIP: ("Skip", ButtonStyle.secondary),
    Act.SNOOZE: ("Later", ButtonStyle.secondary),
    Act.NEVER: ("Never", ButtonStyle.danger),
    Act.WITHDRAW: ("Withdraw", ButtonStyle.secondary),
    Act.TAKE_UP: ("Take up again", ButtonStyle.primary),
    Act.FINE: ("This one is fine", ButtonStyle.secondary),
    Act.NOT_FOR_US: ("Not for us", ButtonStyle.secondary),
}
"""The words that a member can say with a button."""

_BUTTONS: dict[SuggestionState, Sequence[Act]] = {
    _STATES.OPEN: (Act.APPROVE, Act.SKIP, Act.SNOOZE, Act.NEVER),
    _STATES.SNOOZED: (Act.APPROVE, Act.SKIP, Act.NEVER),
    _STATES.APPROVED: (Act.WITHDRAW,),
    _STATES.HANDED_OFF: (Act.WITHDRAW,),
    _STATES.FAILED: (Act.TAKE_UP,),
    _STATES.LAPSED: (Act.TAKE_UP,),
}

_ACCESS = {
    Outlook.API: "**Approve** follows them through X ({price}).",
    Outlook.HAND_OFF: "**Approve** gives you a link: you press Follow on X, and Mutuals checks that it happened (free).",
    Outlook.TRY_API: "**Approve** tries to follow them through X ({price}). If X refuses, you get a link and press Follow yourself (free).",
}

_A_ROW = 5
"""Buttons that Discord takes in one row."""

NameButton = Callable[[int, Act], str]
"""A suggestion's id and an act → the custom_id of its button."""


def card_view(card: Card) -> Screen:
    """The card in the team channel."""
    return Screen(card_container(card, channel_button, mark=prompt_mark(card.suggestion.id)))


def channel_button(suggestion_id: int, act: Act) -> str:
    """The custom_id of a button in the team channel."""
    return f"suggestion:{suggestion_id}:{act.value}"


def card_container(card: Card, name_button: NameButton, mark: int | None = None) -> Container:
    """The card itself, to be placed on any screen."""
    state = card.suggestion.state
    opened = state is _STATES.OPEN
    items = _open(card) if opened else _decided(card)
    items += _rows(card, name_button)
    colour = OF_VERDICT[card.suggestion.assessment.verdict] if opened else OF_STATE[state]
    return ui.Container(*items, accent_colour=colour, id=mark)


def what_approve_does(card: Card) -> str:
    """What pressing Approve really does on this access to X, and what it costs."""
    protected = " Their account is protected: this sends a request, which they may decline." if card.profile.protected else ""
    return _ACCESS[card.outlook].format(price=money(card.price)) + protected


def follow_page_button(user_id: int) -> Button:
    """Opens X's own page that asks whether to follow this user; Discord tells nobody that it was pressed."""
    return ui.Button(label="Open X's follow page", url=follow_link(user_id))


def _open(card: Card) -> list[Item]:
    profile, suggestion = card.profile, card.suggestion
    return [
        introduction(profile, why_now(suggestion.assessment), bio(profile)),
        text(history(profile, card.followed_at), figures(profile)),
        text(verdict(suggestion.assessment), kept_off(suggestion.assessment)),
        text(reach(profile), what_approve_does(card), _small_print(card)),
    ]


def _small_print(card: Card) -> str:
    lines = [f"-# Skip: not this time. Later: back tomorrow. Never: not suggested again. Decide by {moment(card.suggestion.expires_at)}."]
    fine = "This one is fine: your word counts, and the card stays. " if Act.FINE in _overrules(card) else ""
    lines.append(f"-# {fine}Not for us: not suggested again, and remembered.")
    if card.decision is not None and card.decision.member is not None and card.decision.act is Act.SNOOZE:
        lines.append(f"-# {plain(card.decision.member.name, 80)} put this off {moment(card.decision.at, 'R')}.")
    return "\n".join(lines)


def _decided(card: Card) -> list[Item]:
    profile = card.profile
    facts = [card.suggestion.assessment.verdict.value]
    if profile.followers is not None:
        facts.append(counted(profile.followers, "follower"))
    return [text(headline(card), what_came_of_it(card)), introduction(profile, "-# " + " · ".join(facts))]


def _rows(card: Card, name_button: NameButton) -> list[Row]:
    suggestion = card.suggestion
    first: list[Button] = [follow_page_button(suggestion.user_id)] if suggestion.state is _STATES.HANDED_OFF else []
    first += [_button(card, act, name_button) for act in _BUTTONS.get(suggestion.state, ())]
    second = [_button(card, act, name_button) for act in _overrules(card)]
    rows = [first + second] if len(first) + len(second) <= _A_ROW else [first, second]
    return [ui.ActionRow(*row) for row in rows if row]


def _button(card: Card, act: Act, name_button: NameButton) -> Button:
    words, style = LABELS[act]
    again = act is Act.TAKE_UP and card.suggestion.state is _STATES.FAILED
    return ui.Button(label="Try again" if again else words, style=style, custom_id=name_button(card.suggestion.id, act))


def _overrules(card: Card) -> Sequence[Act]:
    """What can be said about the verdict: only where that would change something."""
    state = card.suggestion.state
    if state is _STATES.OPEN and _doubted(card):
        return (Act.FINE, Act.NOT_FOR_US)
    return (Act.NOT_FOR_US,) if state in {_STATES.OPEN, _STATES.SNOOZED} else ()


def _doubted(card: Card) -> bool:
    return card.suggestion.assessment.verdict in {Verdict.UNSURE, Verdict.SUSPICIOUS}
