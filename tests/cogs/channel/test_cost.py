"""What clicks and looks at the channel cost the database: everything else waits for the writer's lock meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain import SuggestionState
from bot.runtime.scheduler import Scheduler
from tests.cogs.channel.conftest import Cost
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES


@pytest.mark.parametrize(
    ("label", "state"),
    [("Approve", STATES.APPROVED), ("Skip", STATES.SKIPPED), ("Later", STATES.SNOOZED)],
)
@pytest.mark.parametrize(("reply", "most"), [(False, 8), (True, 10)], ids=["follow-back", "reply"])
async def test_a_decision_is_one_transaction(
    world: DiscordWorld, cost: Cost, monkeypatch: pytest.MonkeyPatch, label: str, state: SuggestionState, reply: bool, most: int
) -> None:
    suggestion_id = await (world.suggest_reply("ada") if reply else world.suggest_follow_back("ada"))
    card = await world.card_about("ada")
    with monkeypatch.context() as patched:
        patched.setattr(Scheduler, "wake", lambda *_: None)
        cost.transactions, cost.statements = 0, []
        await world.maya.presses(card, label)
        spent = cost.transactions, len(cost.statements)

    assert await world.state_of(suggestion_id) is state
    assert spent[0] == 1
    assert spent[1] <= most, cost.statements
    await world.until_shown()
    assert label not in labels(world.cards_about("ada")[0])


async def test_what_a_click_shows_is_not_edited_again(world: DiscordWorld) -> None:
    for number in range(10):
        await world.suggest_follow_back(f"fan{number}")
    cards = [await world.card_about(f"fan{number}") for number in range(10)]
    world.discord.requests.clear()
    await asyncio.gather(*(world.maya.presses(card, "Skip") for card in cards))
    await world.until_shown()

    assert [request for request in world.discord.requests if request.method == "PATCH"] == []
