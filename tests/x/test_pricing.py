"""Prices, as X's list of August 2026 has them."""

from __future__ import annotations

from bot.x import pricing
from bot.x.intents import follow_link


def test_the_account_s_own_lists_are_cheap_only_for_the_owner_of_the_app() -> None:
    assert pricing.own_list(owns_app=True).micros == 1_000
    assert pricing.own_list(owns_app=False).micros == 10_000


def test_the_follow_link_names_the_person_by_id() -> None:
    assert follow_link(2244994945) == "https://x.com/intent/follow?user_id=2244994945"
