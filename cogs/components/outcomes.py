"""What a member is told, in private, of what came of a decision."""

from __future__ import annotations

from bot.domain import Act
from bot.views.format.i18n import _
from bot.views.format.screen import Item, text
from bot.views.inbox.draft import faulty_notice
from bot.views.suggestions.claims import claimed_notice
from bot.views.suggestions.notices import OWN_TEXT, blocked, changed_meanwhile
from bot.views.suggestions.queue import done_notice, too_late_notice
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import Blocked, Changed, Claimed, Decided, Invalid, Outcome, OwnText, TooLate


def outcome_notice(act: Act, outcome: Outcome) -> list[Item]:
    """Of one that was not made on a message in the channel."""
    match outcome:
        case Decided(card):
            return done_notice(act, card)
        case TooLate(decision, card):
            return too_late_notice(act, decision, card)
        case OwnText():
            return [text(_(OWN_TEXT))]
        case Blocked(obstacle, _card):
            return [text(blocked(obstacle))]
        case Changed(decision, _card):
            return [text(changed_meanwhile(decision))]
        case Invalid(faults, card):
            return faulty_notice(card, faults)
        case Claimed(claim, card):
            return claimed_notice(act, claim, card)
        case OutOfDate():
            raise LookupError("This was not decided on a message in the channel.")
