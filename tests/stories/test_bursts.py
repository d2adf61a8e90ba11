"""Many follow at once, from outside: a purchase is told from a good day, its prompts are held back, and a member's word decides."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Message
from bot.workflow.followers.bursts import EXAMPLES
from tests.stories.test_verdicts import PLAIN, buttons
from tests.support.bot import BotWorld

ALERT = "look alike"


async def alert(world: BotWorld) -> Message:
    return await world.discord.channel.shows(lambda m: ALERT in m.text and "These are fine" in buttons(m))


async def a_purchase(world: BotWorld, size: int = 150) -> list[str]:
    """Ordinary people, then the purchase; returns who was bought."""
    await world.follower_arrives("ada", **PLAIN)
    bought = [person.username for person in world.x.gains_bought_followers(size)]
    world.advance_a_minute()
    return bought


def prompted(world: BotWorld, handles: list[str]) -> list[str]:
    cards = [message for message in world.discord.channel.messages if "Approve" in buttons(message)]
    return [handle for handle in handles if any(f"[@{handle}]" in card.text for card in cards)]


async def test_a_purchase_is_announced_once_with_its_evidence_and_nobody_is_asked_about_its_members(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        bought = await a_purchase(world)
        message = await alert(world)

        assert "joined X in the same weeks" in message.text
        assert message.text.count("](https://x.com/i/user/") == EXAMPLES
        assert [file.name for file in message.files] == ["burst.png"]
        assert buttons(message) == ["These are fine", "Hold them all"]
        assert prompted(world, bought) == []
        await world.restart()
        await world.follower_arrives("bo", **PLAIN)
        assert len(world.messages_saying(ALERT)) == 1
        assert prompted(world, bought) == []
        assert world.x.followed_through_api == []


async def test_these_are_fine_brings_their_prompts_and_the_team_may_change_its_mind(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", prompts_per_day="500") as world:
        maya, leo = world.discord.person("Maya"), world.discord.person("Leo")
        bought = await a_purchase(world, 40)
        message = await alert(world)

        refused = await world.discord.person("Sam").presses(message, "These are fine")
        assert "Only members with the role" in refused.text
        await maya.presses(message, "Hold them all")
        await world.discord.channel.shows(lambda m: m.id == message.id and "Maya holds them all" in m.text)
        assert buttons(message) == ["These are fine"]
        await leo.presses(message, "These are fine")
        await world.discord.channel.shows(lambda m: m.id == message.id and "Leo said that these are fine" in m.text)
        await world.until(lambda: bool(prompted(world, bought)))
        assert [file.name for file in message.files] == ["burst.png"]


async def test_a_cohort_raises_the_suspicion_of_those_who_look_fine_alone(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        bought = await a_purchase(world)
        await alert(world)
        maya = world.discord.person("Maya")
        answers = [(await maya.types("/followers lookup", handle=handle)).text for handle in bought[:25]]
        in_cohort = [text for text in answers if "came together with" in text]
        assert len(in_cohort) >= 20
        assert all("Suppressed" in text for text in in_cohort)
        assert any("Verdict: **unsure**" in text for text in in_cohort)


async def test_who_follows_later_in_the_same_delivery_joins_it(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.follower_arrives("ada", **PLAIN)
        batch = world.x.bought_accounts(120)
        for person in batch[:60]:
            world.x.follows(person)
        world.advance_a_minute()
        message = await alert(world)
        before = message.text
        for person in batch[60:]:
            world.x.follows(person)
        world.advance_a_minute()
        await world.until_known(batch[-1].username)
        world.advance(timedelta(minutes=10))
        await world.discord.channel.shows(lambda m: m.id == message.id and m.text != before)
        assert len(world.messages_saying(ALERT)) == 1
        assert prompted(world, [person.username for person in batch[60:]]) == []


async def test_a_viral_day_is_a_cheerful_note_with_the_best_and_everyone_may_be_prompted(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.follower_arrives("ada", **PLAIN)
        world.x.goes_viral(400)
        world.advance_a_minute()
        note = await world.discord.channel.shows(lambda m: "A good day" in m.text)
        assert "Start with" in note.text
        assert "/queue" in note.text
        assert buttons(note) == []
        assert world.messages_saying(ALERT) == []


async def test_a_purchase_in_the_middle_of_a_good_day_is_still_found_and_goes_on_growing(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.follower_arrives("ada", **PLAIN)
        world.x.goes_viral(300)
        world.advance_a_minute()
        await world.discord.channel.shows(lambda m: "A good day" in m.text)
        batch = world.x.bought_accounts(240)
        world.x.all_follow(batch[:160])
        world.advance_a_minute()
        await alert(world)
        world.x.all_follow(batch[160:])
        world.advance_a_minute()
        await world.until_lookup_says(batch[-1].username, "came together with")
        assert len(world.messages_saying("A good day")) == 1
        assert len(world.messages_saying("Many who look alike")) == 1


async def test_a_night_without_looking_is_no_burst(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        for handle in ("ada", "bo", "cy"):
            await world.follower_arrives(handle, **PLAIN)
        await world.stop()
        world.advance(timedelta(hours=9))
        world.x.goes_viral(25)
        await world.start()
        world.x.gains_follower("dee", **PLAIN)
        world.advance_a_minute()
        await world.until_known("dee")
        assert world.messages_saying("A good day") == []
        assert world.messages_saying(ALERT) == []
