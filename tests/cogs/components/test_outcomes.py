"""What a member is told of a decision in private: every outcome has its sentence."""

from __future__ import annotations

import pytest

from bot.domain import Act, Decision
from bot.views.format.screen import Screen
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import ANOTHER_OPEN, Blocked, Changed, Claimed, Decided, Invalid, Outcome, OwnText, TooLate
from cogs.components.outcomes import outcome_notice
from tests.support.samples.cards import MAYA, NOW, STATES, reply_card, text
from tests.support.samples.notes import written

CLAIM = Decision(Act.CLAIM, NOW, MAYA)
CARD = reply_card(STATES.SKIPPED, said=Act.SKIP)


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Decided(CARD), "Skipped what [@ada]"),
        (TooLate(CARD.decision, CARD), "Maya skipped this"),
        (TooLate(None, None), "no longer there"),
        (Blocked(ANOTHER_OPEN, CARD), "another open card about this person"),
        (Claimed(CLAIM, CARD), "Maya has been on this since"),
        (OwnText(CARD), "You wrote this reply"),
        (OutOfDate(), "This card is out of date"),
        (Changed(None, CARD), "The text was changed"),
        (Invalid((written("too long for X"),), CARD), "too long for X"),
    ],
)
def test_every_outcome_is_said(outcome: Outcome, says: str) -> None:
    assert says in text(Screen(*outcome_notice(Act.SKIP, outcome)))
