"""What an undecided follow-back's card tells, and what can be said about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import Act, Card, ExpectedRoute, SuggestionState, Verdict
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment, price
from bot.views.format.screen import Item, text
from bot.views.format.text import plain
from bot.views.people.person import bio, figures, history, introduction, reach, suppressed, verdict, why_now

_STATES = SuggestionState

_ACCESS = {
    ExpectedRoute.API: N_("**Approve** follows them through X ({price})."),
    ExpectedRoute.HAND_OFF: N_("**Approve** gives you a link: press Follow on X, and Mutuals confirms it (free)."),
    ExpectedRoute.TRY_API: N_(
        "**Approve** tries to follow them through X ({price}). If X refuses, you get a link to do it yourself (free)."
    ),
}


def open_follow(card: Card) -> list[Item]:
    """Who it is about, why, and what Approve would do."""
    profile, suggestion = card.profile, card.suggestion
    return [
        introduction(profile, why_now(suggestion.assessment), bio(profile)),
        text(history(profile, card.follower), figures(profile)),
        text(verdict(suggestion.assessment), suppressed(suggestion.assessment)),
        text(reach(profile), what_approve_does(card), _small_print(card)),
    ]


def override_acts(card: Card) -> Sequence[Act]:
    """What can be said about the verdict: only where that would change something."""
    state = card.suggestion.state
    if state is _STATES.OPEN and card.suggestion.assessment.verdict in {Verdict.UNSURE, Verdict.SUSPICIOUS}:
        return (Act.FINE, Act.NOT_FOR_US)
    return (Act.NOT_FOR_US,) if state in {_STATES.OPEN, _STATES.SNOOZED} else ()


def what_approve_does(card: Card) -> str:
    """What pressing Approve really does on this access to X, and what it costs."""
    does = _(_ACCESS[card.expected_route]).format(price=price(card.price))
    if not card.profile.protected:
        return does
    return f"{does} {_('Their account is protected: this sends a request, which they may decline.')}"


def snoozed_line(card: Card) -> str:
    """Who put it off; empty where nobody did."""
    decision = card.decision
    if decision is None or decision.member is None or decision.act is not Act.SNOOZE:
        return ""
    return "-# " + _("{member} snoozed this {when}.").format(member=plain(decision.member.name, 80), when=moment(decision.at, "R"))


def _small_print(card: Card) -> str:
    acts = _("Skip: not this time. Later: back tomorrow. Opt out: never suggested again. Decide by {when}.")
    if Act.FINE in override_acts(card):
        overrides = _("This one is fine: your judgement counts, and the card stays. Not for us: not suggested again, and remembered.")
    else:
        overrides = _("Not for us: not suggested again, and remembered.")
    lines = ["-# " + acts.format(when=moment(card.suggestion.expires_at)), "-# " + overrides, snoozed_line(card)]
    return "\n".join(filter(None, lines))
