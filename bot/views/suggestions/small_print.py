"""What stands last on a card, small: what is unusual about it, who has it, and what else there is about its person."""

from __future__ import annotations

from bot.domain import Card, SuggestionState
from bot.domain.acts import ACTS
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _
from bot.views.format.numbers import moment
from bot.views.format.text import plain_name
from bot.views.suggestions.claims import claim_line
from bot.views.suggestions.other_suggestion import other_line

_STATES = SuggestionState


def small_print(card: Card, unusual: str) -> str:
    """Of an undecided card, in one paragraph; empty where there is nothing to tell."""
    said = paragraph(unusual, claim_line(card) or _snoozed_line(card), other_line(card) if card.suggestion.state is _STATES.OPEN else "")
    return f"-# {said}" if said else ""


def _snoozed_line(card: Card) -> str:
    """Who put it off; empty where nobody did."""
    decision = card.decision
    if decision is None or decision.member is None or not ACTS[decision.act].leads_to(_STATES.SNOOZED):
        return ""
    return _("{member} snoozed this {when}.").format(member=plain_name(decision.member.name), when=moment(decision.at, "R"))
