"""What the states of a suggestion are called."""

from __future__ import annotations

from bot.domain import SuggestionState
from bot.views.format.i18n import N_, _

_STATES = {
    SuggestionState.OPEN: N_("open"),
    SuggestionState.SNOOZED: N_("snoozed"),
    SuggestionState.APPROVED: N_("approved"),
    SuggestionState.DELIVERING: N_("delivering"),
    SuggestionState.IN_DOUBT: N_("in doubt"),
    SuggestionState.HANDED_OFF: N_("handed off"),
    SuggestionState.DONE: N_("done"),
    SuggestionState.FAILED: N_("failed"),
    SuggestionState.LAPSED: N_("lapsed"),
    SuggestionState.SKIPPED: N_("skipped"),
    SuggestionState.WITHDRAWN: N_("withdrawn"),
    SuggestionState.EXPIRED: N_("expired"),
}


def state_name(state: SuggestionState) -> str:
    """In a word or two."""
    return _(_STATES[state])
