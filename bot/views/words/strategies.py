"""Strategies to monitor an account: what each does, what else to know about it, and why one is recommended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.planning.features import FeatureName
from bot.planning.plans import NEWEST, NEWEST_EVERY, Plan, Strategy, StrategyName
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import duration, number

_DESCRIPTIONS: Mapping[StrategyName, str] = {
    StrategyName.POLLING: N_("Poll the newest followers every {time}"),
    StrategyName.POLLING_AND_SWEEPS: N_("Poll every {time}, and read all followers every week"),
    StrategyName.POLLING_AND_UNFOLLOW_EVENTS: N_("Poll every {time}, and X reports who leaves"),
    StrategyName.EVENTS_AND_POLLING: N_("X reports who comes and leaves, and polling checks it"),
    StrategyName.EVENTS: N_("X's events alone"),
    StrategyName.HOURLY_SWEEP: N_("Read all followers every hour"),
    StrategyName.DAILY_SWEEP: N_("Read all followers every day"),
    StrategyName.NEWEST_100: N_("Read the newest {count} every {time}"),
}


def description(strategy: Strategy) -> str:
    """What it does."""
    every = NEWEST_EVERY if strategy.name is StrategyName.NEWEST_100 else strategy.every
    return _(_DESCRIPTIONS[strategy.name]).format(time=_time(every), count=number(NEWEST))


def within_sentence(strategy: Strategy) -> str:
    """The same, to go on with in a sentence; X stays X."""
    words = description(strategy)
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def freshness(strategy: Strategy) -> str:
    """How soon half of the new followers are known."""
    return duration(strategy.freshness_seconds)


def caveat(strategy: Strategy) -> str:
    """What else to know about it."""
    return _CAVEATS[strategy.name](strategy)


def why_recommended(plan: Plan) -> str:
    """A sentence that says why this one is."""
    message = (
        _("It is the cheapest that misses nobody, says who left and knows half of the new followers within {time}.")
        if plan.recommended.knows_names_of_lost
        else _("It is the cheapest that misses nobody and knows half of the new followers within {time}.")
    )
    return message.format(time=freshness(plan.recommended))


def _needs_events(strategy: Strategy) -> str:
    return _("Needs X_BEARER_TOKEN, and an access to which X gives events.")


def _sweep(strategy: Strategy) -> str:
    misses = _("Misses whoever comes and leaves in between.")
    if strategy.every is None:
        return misses
    return paragraph(misses, _("X's limits allow one every {time}.").format(time=_time(strategy.every)))


def _newest(strategy: Strategy) -> str:
    message = _("Misses people when more than {count} come within {time}.")
    return message.format(count=number(NEWEST), time=_time(NEWEST_EVERY))


_CAVEATS: Mapping[StrategyName, Callable[[Strategy], str]] = {
    StrategyName.POLLING: lambda strategy: _("Knows how many left, not who."),
    StrategyName.POLLING_AND_SWEEPS: lambda strategy: _("Says who left about once a week, where enough did."),
    StrategyName.POLLING_AND_UNFOLLOW_EVENTS: _needs_events,
    StrategyName.EVENTS_AND_POLLING: _needs_events,
    StrategyName.EVENTS: lambda strategy: _("Misses whoever comes while the connection is down for more than 5 minutes."),
    StrategyName.HOURLY_SWEEP: _sweep,
    StrategyName.DAILY_SWEEP: _sweep,
    StrategyName.NEWEST_100: _newest,
}


def _time(every: timedelta | None) -> str:
    return duration(every.total_seconds()) if every is not None else ""


_FEATURES = {
    FeatureName.MENTIONS: N_("Who mentions you"),
    FeatureName.NAMES_OF_LOST: N_("Who left, by name"),
    FeatureName.SWEEPS: N_("Who left, by name, about weekly"),
    FeatureName.INSTANT_FOLLOWERS: N_("New followers within seconds"),
    FeatureName.INSTANT_MENTIONS: N_("Mentions within seconds"),
    FeatureName.COUNT: N_("How many left, by X's own count"),
    FeatureName.CONFIRMATION: N_("Seeing on X that you followed by hand"),
}


def feature_name(name: FeatureName) -> str:
    """What it gives, as it stands in a list."""
    return _(_FEATURES[name])
