"""Every strategy and every feature is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.planning.features import FeatureName
from bot.planning.plans import Strategy, StrategyName
from bot.views.words.strategies import caveat, description, feature_name, within_sentence


@pytest.mark.parametrize("name", StrategyName)
def test_every_strategy_is_described_with_what_else_to_know(name: StrategyName) -> None:
    strategy = Strategy(name, 1, 30, knows_names_of_lost=False, every=timedelta(hours=5))

    assert description(strategy)[0].isupper()
    assert caveat(strategy).endswith(".")
    assert "{" not in description(strategy) + caveat(strategy)
    assert within_sentence(strategy)[1:] == description(strategy)[1:]


def test_x_stays_x_within_a_sentence() -> None:
    every = timedelta(seconds=60)
    polling = Strategy(StrategyName.POLLING, 1, 30, knows_names_of_lost=False, every=every)
    events = Strategy(StrategyName.EVENTS_AND_POLLING, 1, 1, knows_names_of_lost=True)

    assert within_sentence(polling) == "poll the newest followers every 60 seconds"
    assert within_sentence(events) == "X reports who comes and leaves, and polling checks it"


@pytest.mark.parametrize("name", FeatureName)
def test_every_feature_is_said(name: FeatureName) -> None:
    assert feature_name(name)
