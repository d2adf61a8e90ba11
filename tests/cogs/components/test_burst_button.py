"""The message about a burst is answered by those who may decide, and shows what was said."""

from __future__ import annotations

from bot.demo.discord import Message
from bot.domain import AnnouncementKind, BurstKind, BurstState
from tests.support.discord import DiscordWorld
from tests.support.store import add_followers, cohort


async def alert(world: DiscordWorld, kind: BurstKind = BurstKind.PURCHASE) -> Message:
    """Sixty people who look alike have followed, and the channel says so."""
    told = {BurstKind.PURCHASE: AnnouncementKind.PURCHASE, BurstKind.VIRAL: AnnouncementKind.VIRAL}
    now, people = world.clock.now(), range(5_000, 5_060)
    async with world.store.write() as tx:
        await add_followers(tx, *people, at=now)
        burst_id = await tx.bursts.open(kind, now, now, now, cohort(60))
        await tx.bursts.add_members(burst_id, people)
        await tx.announcements.add(told[kind], str(burst_id), {}, now)
    world.compare_channel()
    return await world.discord.channel.shows(lambda message: "followed" in message.text)


async def state(world: DiscordWorld) -> BurstState:
    async with world.store.read() as tx:
        burst = await tx.bursts.get(1)
    assert burst is not None
    return burst.state


async def test_a_purchase_shows_its_chart_and_what_an_approver_said(world: DiscordWorld) -> None:
    message = await alert(world)
    assert [file.name for file in message.files] == ["burst.png"]
    labels = [button.label for button in message.buttons]
    await world.maya.presses(message, labels[0])

    assert await state(world) is not BurstState.OPEN
    await world.until(lambda: "Maya" in message.text)


async def test_what_was_said_already_is_told_to_whoever_says_it_again(world: DiscordWorld) -> None:
    message = await alert(world)
    before, label = message.snapshot(), message.buttons[0].label
    await world.maya.presses(message, label)
    again = await world.leo.presses(before, label)

    assert again.private
    assert "Maya" in again.text


async def test_whoever_may_not_decide_is_refused(world: DiscordWorld) -> None:
    message = await alert(world)
    refused = await world.discord.person("Olga").presses(message, message.buttons[0].label)

    assert refused.private
    assert await state(world) is BurstState.OPEN


async def test_a_good_day_has_nothing_to_press(world: DiscordWorld) -> None:
    message = await alert(world, BurstKind.VIRAL)
    assert (message.buttons, message.files) == ([], [])
