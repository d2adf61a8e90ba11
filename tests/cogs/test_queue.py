"""The private desk: one after the other, the best first."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from bot.domain import Act, Capability, Evidence, Permission
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES


async def test_the_desk_is_private_and_shows_the_best_with_counts(world: DiscordWorld) -> None:
    await world.suggest_follow_back("low", worth=1)
    await world.suggest_follow_back("high", worth=99)

    answer = await world.maya.types("/queue")

    assert answer.private
    assert "@high" in answer.text
    assert "1 of 2 waiting" in answer.text
    assert answer.message is not None
    assert labels(answer.message) == ["Approve", "Skip", "Later", "More", "Previous", "Next"]


async def test_what_was_decided_at_the_desk_shows_on_the_card_in_the_channel(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(await world.maya.types("/queue"), "Skip")

    await world.card_says("ada", "Skipped by Maya")
    assert world.cards_about("ada") == [card]


async def test_an_approval_by_hand_off_has_its_link_at_once_and_a_card_for_the_team(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=0) as world:
        async with world.store.write() as tx:
            await tx.permissions.save(Permission(Capability.FOLLOW, False, world.clock.now(), Evidence.PROBE, world.policy.access))
        await world.suggest_follow_back("ada")
        await world.until_shown()
        assert world.discord.channel.messages == []

        answer = await world.maya.presses(await world.maya.types("/queue"), "Approve")

        assert answer.text.startswith("Approved [@ada]")
        assert answer.message is not None
        assert [button.url for button in answer.message.buttons] == ["https://x.com/intent/follow?user_id=1001"]
        await world.card_says("ada", "Approved by Maya")


async def test_an_approval_that_x_decides_about_brings_no_link(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    answer = await world.maya.presses(await world.maya.types("/queue"), "Approve")

    assert answer.message is not None
    assert labels(answer.message) == []
    assert "card in the channel" in answer.text


async def test_an_approval_that_has_to_wait_says_why_and_until_when(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, quiet_hours=(time(22), time(12, 30))) as world:
        await world.suggest_follow_back("ada")
        answer = await world.maya.presses(await world.maya.types("/queue"), "Approve")

        assert answer.text.startswith("Approved [@ada]")
        assert "Quiet hours until 12:30" in answer.text
        await world.card_says("ada", "Approved by Maya", "Quiet hours until 12:30")


async def test_somebody_else_was_first(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    desk = await world.leo.types("/queue")
    await world.maya.presses(card, "Approve")

    answer = await world.leo.presses(desk, "Skip")

    assert "@ada" in answer.text
    assert "Maya approved this" in answer.text
    assert "Nobody is waiting" in answer.text


async def test_the_desk_works_after_a_restart(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    desk = await world.maya.types("/queue")
    await world.restart()

    assert (await world.maya.presses(desk, "Skip")).text.startswith("Skipped [@ada]")
    assert await world.state_of(suggestion_id) == STATES.SKIPPED


async def test_who_may_not_decide_may_look(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    sam = world.discord.person("Sam")
    desk = await sam.types("/queue")
    answer = await sam.presses(desk, "Approve")

    assert "@ada" in desk.text
    assert "“Approver”" in answer.text
    assert await world.state_of(suggestion_id) == STATES.OPEN


async def test_what_is_put_off_is_not_in_the_queue(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    await world.move(suggestion_id, STATES.SNOOZED, Act.SNOOZE, snoozed_until=world.clock.now() + timedelta(days=1))

    assert "Nobody is waiting" in (await world.maya.types("/queue")).text
