"""The private queues of /queue and /replies queue: the best waiting suggestion, and above it what was just done."""

from __future__ import annotations

from discord import ui

from bot.domain import Act, Card, Decision, ExpectedRoute, QueueView, SuggestionKind
from bot.domain.acts import APPROVALS
from bot.domain.kinds import KINDS
from bot.domain.queue import EVERYBODY
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.pager import pager
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import linked_handle, plain
from bot.views.suggestions.card import card_container, links_out
from bot.views.suggestions.notices import too_late
from bot.views.suggestions.queue_menus import other_list, place_line, queue_menus
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.kinds import KIND_WORDS, act_words
from bot.views.words.sentences import sentence

_NOBODY_FITS = N_("Nobody who waits fits what you have chosen.")
_ALL_DONE = N_("Nothing is left to be done on X.")


def queue_view(
    kind: SuggestionKind,
    card: Card | None,
    *,
    waiting: int,
    skip: int = 0,
    above: list[Item] | None = None,
    view: QueueView = EVERYBODY,
    to_do: int = 0,
) -> Screen:
    """What is shown to one member.

    card: the one after `skip` better ones; waiting: how many there are in all, of those that the view shows. to_do: how many are approved
    and have to be done on X.
    """
    items, others = list(above or []), other_list(kind, view, to_do)
    if card is None:
        menus = queue_menus(kind, view) if view.only else []
        nobody = _ALL_DONE if view.handed_off else _NOBODY_FITS if menus else KIND_WORDS[kind].queue_empty
        return Screen(*items, text(_(nobody)), *menus, *others)

    def button(card: Card, act: Act) -> str:
        return queue_button_id(card, act, skip, view)

    pages = pager(KIND_VIEWS[kind].pages, offset=skip, size=1, total=waiting, query=view.code)
    menus = queue_menus(kind, view) if waiting > 1 or view != EVERYBODY else []
    return Screen(*items, card_container(card, button), text(place_line(view, skip, waiting)), *pages, *menus, *others)


def queue_button_id(card: Card, act: Act, skip: int, view: QueueView = EVERYBODY) -> str:
    """The custom_id of a button in the queue; where somebody stood in which queue, and the text that is shown, stay with it."""
    revision, place = card.suggestion.revision, place_in(skip, view)
    where = f":{place}:{revision}" if revision else f":{place}" if place != "0" else ""
    return f"queue:{card.suggestion.id}:{act.value}{where}"


def place_in(skip: int, view: QueueView) -> str:
    """Where somebody stands, for custom ids."""
    return f"{skip}{view.code}"


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
