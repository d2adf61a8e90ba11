"""What clicks and looks at the channel cost the database: everything else waits for the writer's lock meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain import SuggestionState
from bot.runtime.scheduler import Scheduler
from cogs.channel.attempts import REJECTED_BACKOFF
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES


@dataclass(slots=True)
class Cost:
    """What reached the database: transactions, and statements without those that begin or set up one."""

    transactions: int = 0
    writing: int = 0
    statements: list[str] = field(default_factory=list)


@pytest.fixture
def cost() -> Iterator[Cost]:
    cost = Cost()

    def asked(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("BEGIN"):
            cost.transactions += 1
            cost.writing += statement == "BEGIN IMMEDIATE"
        elif not statement.startswith("PRAGMA"):
            cost.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", asked)
    yield cost
    event.remove(Engine, "before_cursor_execute", asked)


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


async def test_an_outcome_that_does_not_arrive_on_the_card_is_mended(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.refused_word = "Skipped by"
    await world.maya.presses(card, "Skip")
    assert "Skip" in labels(card)
    world.refused_word = ""
    world.discord.refusals.clear()
    world.advance(REJECTED_BACKOFF)
    await world.until_shown()

    assert card.text.startswith("Skipped by Maya")


async def test_a_look_at_a_channel_in_which_nothing_changed_costs_the_same_however_many_cards_there_are(
    tmp_path: Path, discord_elsewhere: None, cost: Cost
) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=50) as world:
        for number in range(25):
            await world.suggest_follow_back(f"fan{number}")
        await world.card_about("fan24")
        await world.until_shown()
        cost.writing, cost.statements = 0, []
        await world.until_shown()

        assert cost.writing == 0
        assert len(cost.statements) <= 12, cost.statements
        assert not [statement for statement in cost.statements if "profiles" in statement], "no card is read"


async def test_a_card_whose_person_changed_is_edited(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", followers=120)
    card = await world.card_about("ada")
    async with world.store.write() as tx:
        profile = (await tx.profiles.by_username("ada")) or pytest.fail("unknown")
        await tx.profiles.save([replace(profile, followers=345)])
    await world.until_idle()

    assert "**345** followers" in card.text


async def test_what_a_click_shows_is_not_edited_again(world: DiscordWorld) -> None:
    for number in range(20):
        await world.suggest_follow_back(f"fan{number}")
    cards = [await world.card_about(f"fan{number}") for number in range(20)]
    world.discord.requests.clear()
    await asyncio.gather(*(world.maya.presses(card, "Skip") for card in cards))
    await world.until_shown()

    assert [request for request in world.discord.requests if request.method == "PATCH"] == []
