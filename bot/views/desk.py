"""The private desk of /queue: the best waiting suggestion, and above it what was just done."""

from __future__ import annotations

from discord import ui

from bot.model import Act, Card, Decision, Outlook
from bot.views.card import card_container, follow_page_button
from bot.views.figures import number
from bot.views.pager import pager
from bot.views.replies import too_late
from bot.views.screen import Item, Screen, text
from bot.views.text import linked_handle, plain

QUEUE = "queue"

_DONE = {
    Act.APPROVE: "Approved {who}.",
    Act.SKIP: "Skipped {who}.",
    Act.SNOOZE: "Put {who} off until tomorrow.",
    Act.NEVER: "{who} is not suggested again.",
    Act.FINE: "Noted: {who} is fine.",
    Act.NOT_FOR_US: "Noted: {who} is not for us, and not suggested again.",
}


def desk_view(card: Card | None, *, waiting: int, skip: int = 0, above: list[Item] | None = None) -> Screen:
    """What is shown to one member.

    card: the one after `skip` better ones; waiting: how many there are in all.
    """
    items: list[Item] = list(above or [])
    if card is None:
        return Screen(*items, text("Nobody is waiting for a decision. New followers worth considering show up here by themselves."))

    def button(suggestion_id: int, act: Act) -> str:
        return desk_button(suggestion_id, act, skip)

    counts = text(f"-# {number(skip + 1)} of {number(waiting)} waiting, the best first")
    return Screen(*items, card_container(card, button), counts, *pager(QUEUE, offset=skip, size=1, total=waiting))


def desk_button(suggestion_id: int, act: Act, skip: int) -> str:
    """The custom_id of a button on the desk; where somebody stood in the queue stays with it."""
    return f"desk:{suggestion_id}:{act.value}" + (f":{skip}" if skip else "")


def just_done(act: Act, card: Card) -> list[Item]:
    """What the member's last click did; an approval that becomes a hand-off brings its link at once."""
    said = _DONE[act].format(who=linked_handle(card.profile))
    if act is not Act.APPROVE:
        return [text(said)]
    if card.waiting:
        return [text(f"{said} {plain(card.waiting, 400)}")]
    if card.outlook is not Outlook.HAND_OFF:
        return [text(f"{said} Its card in the channel shows what comes of it.")]
    return [text(f"{said} Now press Follow on X; Mutuals notices by itself."), ui.ActionRow(follow_page_button(card.suggestion.user_id))]


def was_too_late(act: Act, decision: Decision | None, card: Card | None) -> list[Item]:
    """Somebody or something was first."""
    who = f"{linked_handle(card.profile)}: " if card else ""
    return [text(who + too_late(act, decision, card))]
