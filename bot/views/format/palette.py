"""The palette: a container's edge tells the kind of message before anything is read."""

from __future__ import annotations

from bot.domain import SuggestionState, Verdict

GREEN = 0x2ECC71
BLUE = 0x3B82F6
AMBER = 0xF1C40F
ORANGE = 0xE67E22
RED = 0xE74C3C
GREY = 0x95A5A6

VERDICT_COLOURS = {
    Verdict.ENGAGED: GREEN,
    Verdict.QUIET: BLUE,
    Verdict.UNSURE: AMBER,
    Verdict.SUSPICIOUS: RED,
}

STATE_COLOURS = {
    SuggestionState.SNOOZED: GREY,
    SuggestionState.APPROVED: BLUE,
    SuggestionState.DELIVERING: BLUE,
    SuggestionState.IN_DOUBT: AMBER,
    SuggestionState.HANDED_OFF: BLUE,
    SuggestionState.DONE: GREEN,
    SuggestionState.FAILED: ORANGE,
    SuggestionState.LAPSED: ORANGE,
    SuggestionState.SKIPPED: GREY,
    SuggestionState.WITHDRAWN: GREY,
    SuggestionState.EXPIRED: GREY,
}
"""Of a decided card; an open one has its verdict's."""
