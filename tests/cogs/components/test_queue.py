"""The private queue: one card after the other, the best first."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Act, Capability, Evidence, Permission
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES

ONLY = "Everybody is shown"


async def test_the_next_one_follows_by_itself(world: DiscordWorld) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await world.suggest_follow_back(handle, worth=worth)
    desk = await world.maya.types("/queue")

    after = await world.maya.presses(desk, "Skip")
    assert after.text.startswith("Skipped [@high]")
    assert "@middle" in after.text
    assert "1 of 2 waiting" in after.text
    await world.maya.presses(desk, "Later")
    last = await world.maya.presses(desk, "Skip")

    assert "@low" in last.text.split("\n")[0]
    assert "Nobody is waiting" in last.text
    assert desk.message is not None
    assert labels(desk.message) == []


async def test_looking_further_down_without_deciding(world: DiscordWorld) -> None:
    for worth, handle in enumerate(("low", "middle", "high")):
        await world.suggest_follow_back(handle, worth=worth)
    desk = await world.maya.types("/queue")

    assert "@middle" in (await world.maya.presses(desk, "Next")).text
    assert "2 of 3 waiting" in desk.text
    after = await world.maya.presses(desk, "Skip")

    assert after.text.startswith("Skipped [@middle]")
    assert "@low" in after.text
    assert "2 of 2 waiting" in after.text
    assert "@high" in (await world.maya.presses(desk, "Skip")).text


async def test_a_queue_that_was_narrowed_down_stays_so_while_it_is_worked_through(world: DiscordWorld) -> None:
    for worth, (handle, followers) in enumerate({"small": 10, "bigger": 20_000, "biggest": 90_000, "tiny": 1}.items()):
        await world.suggest_follow_back(handle, worth=worth, followers=followers)
        world.advance(timedelta(minutes=1))
    desk = await world.maya.types("/queue")

    await world.maya.picks(desk, ONLY, ["b"])
    narrowed = await world.maya.picks(desk, "queue_order:queue:b", ["o"])
    assert "@bigger" in narrowed.text
    assert "1 of 2 waiting, the oldest first" in narrowed.text
    await world.restart()
    after = await world.maya.presses(desk, "Skip")
    assert "Skipped [@bigger]" in after.text
    assert "@biggest" in after.text
    last = await world.maya.presses(desk, "Skip")
    assert "Nobody who waits fits" in last.text
    assert "1 of 2 waiting" in (await world.maya.picks(desk, ONLY, [])).text


async def test_what_waits_for_a_follow_is_opened_one_by_one(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, world.clock.now(), Evidence.PROBE, world.policy.access))
    ids = []
    for handle in ("ada", "bo", "cy"):
        ids.append(await world.suggest_follow_back(handle))
        await world.maya.presses(await world.card_about(handle), "Approve")
        await world.move(ids[-1], STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())
    desk = await world.maya.types("/queue")

    first = await world.maya.presses(desk, "Waiting for your Follow: 3")
    assert "1 of 3 to do on X" in first.text
    assert desk.message is not None
    assert [button.url for button in desk.message.buttons if button.url] == ["https://x.com/intent/follow?user_id=1001"]
    assert "@bo" in (await world.maya.presses(desk, "Next")).text
    after = await world.maya.presses(desk, "Withdraw")
    assert "The approval of [@bo]" in after.text
    assert "2 of 2 to do on X" in after.text
    for suggestion_id in (ids[0], ids[2]):
        await world.move(suggestion_id, STATES.DONE, Act.CONFIRM)
    assert "Nothing is left to be done on X" in (await world.maya.presses(desk, "Previous")).text
    assert "Nobody is waiting" in (await world.maya.presses(desk, "Back to the queue")).text
