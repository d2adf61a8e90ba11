"""The private desk: one after the other, the best first."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from bot.domain import Act, Capability, Lesson, Permission
from tests.cogs.house import STATES, House, labels


async def test_the_desk_is_private_and_shows_the_best_with_counts(house: House) -> None:
    await house.arrives("low", worth=1)
    await house.arrives("high", worth=99)

    answer = await house.maya.types("/queue")

    assert answer.private
    assert "@high" in answer.text
    assert "1 of 2 waiting" in answer.text
    assert answer.message is not None
    assert labels(answer.message) == ["Approve", "Skip", "Later", "Never", "Not for us", "Previous", "Next"]


async def test_the_next_one_follows_by_itself(house: House) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await house.arrives(handle, worth=worth)
    desk = await house.maya.types("/queue")

    after = await house.maya.presses(desk, "Skip")
    assert after.text.startswith("Skipped [@high]")
    assert "@middle" in after.text
    assert "1 of 2 waiting" in after.text
    await house.maya.presses(desk, "Later")
    last = await house.maya.presses(desk, "Never")

    assert "@low" in last.text.split("\n")[0]
    assert "Nobody is waiting" in last.text
    assert desk.message is not None
    assert labels(desk.message) == []


async def test_what_was_decided_at_the_desk_shows_on_the_card_in_the_channel(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(await house.maya.types("/queue"), "Skip")

    await house.card_says("ada", "Skipped by Maya")
    assert house.cards_about("ada") == [card]


async def test_an_approval_by_hand_off_has_its_link_at_once_and_a_card_for_the_team(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path, prompts_per_day=0) as house:
        async with house.store.write() as tx:
            await tx.permissions.save(Permission(Capability.FOLLOW, False, house.clock.now(), Lesson.PROBE, house.policy.access))
        await house.arrives("ada")
        await house.until_shown()
        assert house.discord.channel.messages == []

        answer = await house.maya.presses(await house.maya.types("/queue"), "Approve")

        assert answer.text.startswith("Approved [@ada]")
        assert answer.message is not None
        assert [button.url for button in answer.message.buttons] == ["https://x.com/intent/follow?user_id=1001"]
        await house.card_says("ada", "Approved by Maya")


async def test_an_approval_that_x_decides_about_brings_no_link(house: House) -> None:
    await house.arrives("ada")
    answer = await house.maya.presses(await house.maya.types("/queue"), "Approve")

    assert answer.message is not None
    assert labels(answer.message) == []
    assert "card in the channel" in answer.text


async def test_an_approval_that_has_to_wait_says_why_and_until_when(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path, quiet_hours=(time(22), time(12, 30))) as house:
        await house.arrives("ada")
        answer = await house.maya.presses(await house.maya.types("/queue"), "Approve")

        assert answer.text.startswith("Approved [@ada]")
        assert "Quiet hours until 12:30" in answer.text
        await house.card_says("ada", "Approved by Maya", "Quiet hours until 12:30")


async def test_looking_further_down_without_deciding(house: House) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await house.arrives(handle, worth=worth)
    desk = await house.maya.types("/queue")

    assert "@middle" in (await house.maya.presses(desk, "Next")).text
    assert "2 of 3 waiting" in desk.text
    after = await house.maya.presses(desk, "Skip")

    assert after.text.startswith("Skipped [@middle]")
    assert "@low" in after.text
    assert "2 of 2 waiting" in after.text
    assert "@high" in (await house.maya.presses(desk, "Skip")).text


async def test_somebody_else_was_first(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    desk = await house.leo.types("/queue")
    await house.maya.presses(card, "Approve")

    answer = await house.leo.presses(desk, "Skip")

    assert "@ada" in answer.text
    assert "Maya approved this" in answer.text
    assert "Nobody is waiting" in answer.text


async def test_the_desk_works_after_a_restart(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    desk = await house.maya.types("/queue")
    await house.restarts()

    assert (await house.maya.presses(desk, "Skip")).text.startswith("Skipped [@ada]")
    assert await house.state_of(suggestion_id) == STATES.SKIPPED


async def test_who_may_not_decide_may_look(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    sam = house.discord.person("Sam")
    desk = await sam.types("/queue")
    answer = await sam.presses(desk, "Approve")

    assert "@ada" in desk.text
    assert "“Approver”" in answer.text
    assert await house.state_of(suggestion_id) == STATES.OPEN


async def test_what_is_put_off_is_not_in_the_queue(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    await house.moves(suggestion_id, STATES.SNOOZED, Act.SNOOZE, snoozed_until=house.clock.now() + timedelta(days=1))

    assert "Nobody is waiting" in (await house.maya.types("/queue")).text
