"""What the hand-written pages say of the program is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from discord import Permissions

from bot.store.tables import metadata
from bot.workflow.team.team_server import PERMISSIONS, THREADS
from bot.x.billing.pricing import PriceList

DOCS = Path(__file__).parents[2] / "docs"

PRICES = {
    "a follower who is new": lambda prices: prices.own_list,
    "a post that mentions the account": lambda prices: prices.own_mentions,
    "one of your own posts": lambda prices: prices.own_posts,
    "a quote of one of your posts": lambda prices: prices["post_read"],
    "the profile of a stranger": lambda prices: prices["user_read"],
    "a reply to somebody who mentioned or quoted you": lambda prices: prices.reply("Thanks!", summoned=True),
    "a reply to anybody else": lambda prices: prices.reply("Thanks!", summoned=False),
    "a reply with a link in it": lambda prices: prices.reply("See example.com", summoned=True),
    "a follow through the API": lambda prices: prices["follow"],
}


def test_the_invite_link_asks_for_exactly_the_permissions_that_are_checked() -> None:
    asked = re.search(r"permissions=(\d+)", (DOCS / "set-up.md").read_text(encoding="utf-8"))

    assert asked is not None
    assert int(asked[1]) == Permissions(**dict.fromkeys((*PERMISSIONS, THREADS), True)).value


@pytest.mark.parametrize("what", PRICES)
def test_the_costs_are_those_of_the_price_list(what: str) -> None:
    row = re.search(rf"^\| {what}.* \| \$([\d.]+) \| \$([\d.]+) \|$", (DOCS / "costs.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert row is not None
    told = [round(float(dollars) * 1_000_000) for dollars in row.groups()]
    assert told == [PRICES[what](PriceList(owns_app=owned)).micros for owned in (True, False)]


def test_every_table_is_among_what_is_kept() -> None:
    kept = (DOCS / "data.md").read_text(encoding="utf-8")

    assert [table for table in metadata.tables if not re.search(rf"^\|.*`{table}`", kept, re.MULTILINE)] == []
