"""The palette of cards and charts: a container's edge tells the kind of message before anything is read."""

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
    SuggestionState.OPEN: AMBER,
    SuggestionState.SNOOZED: GREY,
    SuggestionState.APPROVED: BLUE,
    SuggestionState.DELIVERING: BLUE,
    SuggestionState.IN_DOUBT: ORANGE,
    SuggestionState.HANDED_OFF: BLUE,
    SuggestionState.DONE: GREEN,
    SuggestionState.FAILED: RED,
    SuggestionState.LAPSED: ORANGE,
    SuggestionState.SKIPPED: GREY,
    SuggestionState.WITHDRAWN: GREY,
    SuggestionState.EXPIRED: GREY,
}
"""Of a card."""

CHART_BACKGROUND = "#1e1f2b"
CHART_FOREGROUND = "#e6e8ef"
CHART_GRID = "#3a3d50"

CHART_GREEN = "#3ddc97"
CHART_BLUE = "#8fb8ff"
CHART_YELLOW = "#ffd166"
CHART_ORANGE = "#ffb454"
CHART_RED = "#ff8a73"
CHART_VIOLET = "#c792ea"
CHART_PINK = "#ff8fab"
CHART_GREY = "#8a8fa8"
VERDICT_CHART_COLOURS = {
    Verdict.ENGAGED: "#00b488",
    Verdict.QUIET: "#56b4e9",
    Verdict.UNSURE: "#f0e442",
    Verdict.SUSPICIOUS: "#d55e00",
}
CHART_BURST = "#c3c6d2"
CHART_LOST = "#cc79a7"
"""After Okabe and Ito, whose colours people with any kind of colour vision tell apart."""

CHART_RANGE = "#b8bccb"
"""Of a forecast's range."""
