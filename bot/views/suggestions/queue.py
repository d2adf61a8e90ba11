"""The private queues of /queue and /replies queue: the best waiting suggestion, and above it what was just done."""

from __future__ import annotations

from discord import ui

from bot.domain import Act, Card, Decision, ExpectedRoute, SuggestionKind
from bot.domain.acts import APPROVALS
from bot.domain.kinds import KINDS
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _
from bot.views.format.numbers import number
from bot.views.format.pager import pager
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import linked_handle, plain
from bot.views.suggestions.card import card_container, links_out
from bot.views.suggestions.notices import too_late
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import KIND_WORDS, act_words
from bot.views.words.sentences import sentence


def queue_view(kind: SuggestionKind, card: Card | None, *, waiting: int, skip: int = 0, above: list[Item] | None = None) -> Screen:
    """What is shown to one member.

    card: the one after `skip` better ones; waiting: how many there are in all.
    """
    items = list(above or [])
    if card is None:
        return Screen(*items, text(_(KIND_WORDS[kind].queue_empty)))

    def button(card: Card, act: Act) -> str:
        return queue_button_id(card, act, skip)

    counts = _("-# {place} of {waiting} waiting, the best first").format(place=number(skip + 1), waiting=number(waiting))
    return Screen(*items, card_container(card, button), text(counts), *pager(KIND_VIEWS[kind].pages, offset=skip, size=1, total=waiting))


def queue_button_id(card: Card, act: Act, skip: int) -> str:
    """The custom_id of a button in the queue; where somebody stood in the queue, and the text that is shown, stay with it."""
    revision = card.suggestion.revision
    place = f":{skip}:{revision}" if revision else f":{skip}" if skip else ""
    return f"queue:{card.suggestion.id}:{act.value}{place}"


def done_notice(act: Act, card: Card) -> list[Item]:
    """What the member's last click did; an approval that becomes a hand-off brings its link at once.

    Unless the team may have done it meanwhile, as with a reply: nobody is answered twice, so its link comes later.
    """
    kind = card.suggestion.kind
    said = _(KIND_WORDS[kind].queue_done.get(act, act_words(act, kind).done)).format(who=linked_handle(card.profile))
    if act not in APPROVALS:
        return [text(said)]
    if card.waiting:
        return [text(paragraph(said, plain(sentence(card.waiting), 400)))]
    if card.expected_route is not ExpectedRoute.HAND_OFF:
        return [text(paragraph(said, _("Its card in the channel shows what comes of it.")))]
    links = [] if KINDS[kind].closed_by_team else links_out(card)
    return [text(paragraph(said, _(KIND_WORDS[kind].your_turn))), *([ui.ActionRow(*links)] if links else [])]


def too_late_notice(act: Act, decision: Decision | None, card: Card | None) -> list[Item]:
    """Somebody or something was first."""
    who = f"{linked_handle(card.profile)}: " if card else ""
    return [text(who + too_late(act, decision, card))]
