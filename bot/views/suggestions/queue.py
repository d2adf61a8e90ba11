"""The private queues of /queue and /replies queue: the best waiting suggestion, and above it what was just done."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from bot.domain import Act, Card, Decision, ExpectedRoute, SuggestionKind
from bot.views.format.numbers import number
from bot.views.format.pager import pager
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import linked_handle, plain
from bot.views.sentences import sentence
from bot.views.suggestions.card import card_container, links_out
from bot.views.suggestions.notices import too_late


@dataclass(frozen=True, slots=True)
class QueueTexts:
    """The texts of a queue. pages: the kind of its pages; done: what a click did, by the act."""

    pages: str
    nobody: str
    done: dict[Act, str]
    your_turn: str


_DONE = {
    Act.APPROVE: "Approved {who}.",
    Act.SKIP: "Skipped {who}.",
    Act.SNOOZE: "Snoozed {who} until tomorrow.",
    Act.OPT_OUT: "{who} has been opted out.",
    Act.FINE: "Noted: {who} is fine.",
    Act.NOT_FOR_US: "Noted: {who} is not for us, and not suggested again.",
}

QUEUES = {
    SuggestionKind.FOLLOW_BACK: QueueTexts(
        pages="queue",
        nobody="Nobody is waiting for a decision. New followers worth considering show up here by themselves.",
        done=_DONE,
        your_turn="Now press Follow on X; Mutuals will notice.",
    ),
    SuggestionKind.REPLY: QueueTexts(
        pages="replies",
        nobody="Nothing is waiting for an answer. What people say to you shows up here by itself.",
        done=_DONE
        | {
            Act.APPROVE: "Approved the reply to {who}.",
            Act.SKIP: "Skipped what {who} said.",
            Act.SNOOZE: "Snoozed the reply to {who} for 3 hours.",
        },
        your_turn="Its card in the channel brings a link that opens X with your text, once Mutuals has seen that nobody has answered yet.",
    ),
}


def queue_view(kind: SuggestionKind, card: Card | None, *, waiting: int, skip: int = 0, above: list[Item] | None = None) -> Screen:
    """What is shown to one member.

    card: the one after `skip` better ones; waiting: how many there are in all.
    """
    items, words = list(above or []), QUEUES[kind]
    if card is None:
        return Screen(*items, text(words.nobody))

    def button(card: Card, act: Act) -> str:
        return queue_button_id(card, act, skip)

    counts = text(f"-# {number(skip + 1)} of {number(waiting)} waiting, the best first")
    return Screen(*items, card_container(card, button), counts, *pager(words.pages, offset=skip, size=1, total=waiting))


def queue_button_id(card: Card, act: Act, skip: int) -> str:
    """The custom_id of a button in the queue; where somebody stood in the queue, and the text that is shown, stay with it."""
    revision = card.suggestion.revision
    place = f":{skip}:{revision}" if revision else f":{skip}" if skip else ""
    return f"queue:{card.suggestion.id}:{act.value}{place}"


def done_notice(act: Act, card: Card) -> list[Item]:
    """What the member's last click did; an approval to follow back that becomes a hand-off brings its link at once.

    That of a reply comes later: the team may have answered meanwhile, and nobody is answered twice.
    """
    words = QUEUES[card.suggestion.kind]
    said = words.done[act].format(who=linked_handle(card.profile))
    if act is not Act.APPROVE:
        return [text(said)]
    if card.waiting:
        return [text(f"{said} {plain(sentence(card.waiting), 400)}")]
    if card.expected_route is not ExpectedRoute.HAND_OFF:
        return [text(f"{said} Its card in the channel shows what comes of it.")]
    links = links_out(card) if card.suggestion.kind is SuggestionKind.FOLLOW_BACK else []
    return [text(f"{said} {words.your_turn}"), *([ui.ActionRow(*links)] if links else [])]


def too_late_notice(act: Act, decision: Decision | None, card: Card | None) -> list[Item]:
    """Somebody or something was first."""
    who = f"{linked_handle(card.profile)}: " if card else ""
    return [text(who + too_late(act, decision, card))]
