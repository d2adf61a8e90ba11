"""Many follow at once, from outside: a purchase is told from a good day, its prompts are held back, and a member's word decides."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Message
from tests.end_to_end.test_verdicts import PLAIN, buttons
from tests.town import Town

ALERT = "look alike"


async def alert(town: Town) -> Message:
    return await town.discord.channel.shows(lambda m: ALERT in m.text and "These are fine" in buttons(m))


async def a_purchase(town: Town, size: int = 150) -> list[str]:
    """Ordinary people, then the purchase; returns who was bought."""
    await town.arrives("ada", **PLAIN)
    bought = [person.username for person in town.x.gains_batch(size)]
    town.a_minute_passes()
    return bought


def prompted(town: Town, handles: list[str]) -> list[str]:
    cards = [message for message in town.discord.channel.messages if "Approve" in buttons(message)]
    return [handle for handle in handles if any(f"[@{handle}]" in card.text for card in cards)]


async def test_a_purchase_is_announced_once_with_its_evidence_and_nobody_is_asked_about_its_members(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        bought = await a_purchase(town)
        message = await alert(town)

        assert "joined X in the same weeks" in message.text
        assert len([line for line in message.text.splitlines() if line.startswith("- [@")]) == 10
        assert [file.name for file in message.files] == ["burst.png"]
        assert buttons(message) == ["These are fine", "Hold them all"]
        assert prompted(town, bought) == []
        await town.restarts()
        await town.arrives("bo", **PLAIN)
        assert len(town.messages_saying(ALERT)) == 1
        assert prompted(town, bought) == []
        assert town.x.follow_requests == []


async def test_these_are_fine_brings_their_prompts_and_the_team_may_change_its_mind(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", prompts_per_day="500") as town:
        maya, leo = town.discord.person("Maya"), town.discord.person("Leo")
        bought = await a_purchase(town, 40)
        message = await alert(town)

        refused = await town.discord.person("Sam").presses(message, "These are fine")
        assert "Only members with the role" in refused.text
        await maya.presses(message, "Hold them all")
        await town.discord.channel.shows(lambda m: m.id == message.id and "Maya holds them all" in m.text)
        assert buttons(message) == ["These are fine"]
        await leo.presses(message, "These are fine")
        await town.discord.channel.shows(lambda m: m.id == message.id and "Leo said that these are fine" in m.text)
        await town.until(lambda: bool(prompted(town, bought)))
        assert [file.name for file in message.files] == ["burst.png"]


async def test_company_raises_the_suspicion_of_those_who_look_fine_alone(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        bought = await a_purchase(town)
        await alert(town)
        maya = town.discord.person("Maya")
        answers = [(await maya.types("/followers lookup", handle=handle)).text for handle in bought[:25]]
        in_company = [text for text in answers if "came together with" in text]
        assert len(in_company) >= 20
        assert all("Kept off the desk" in text for text in in_company)
        assert any("Verdict: **unsure**" in text for text in in_company)


async def test_who_follows_later_in_the_same_delivery_joins_it(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        await town.arrives("ada", **PLAIN)
        batch = town.x.batch(120)
        for person in batch[:60]:
            town.x.follows(person)
        town.a_minute_passes()
        message = await alert(town)
        before = message.text
        for person in batch[60:]:
            town.x.follows(person)
        town.a_minute_passes()
        await town.until_known(batch[-1].username)
        town.passes(timedelta(minutes=10))
        await town.discord.channel.shows(lambda m: m.id == message.id and m.text != before)
        assert len(town.messages_saying(ALERT)) == 1
        assert prompted(town, [person.username for person in batch[60:]]) == []


async def test_a_viral_day_is_a_cheerful_note_with_the_best_and_everyone_may_be_prompted(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        await town.arrives("ada", **PLAIN)
        town.x.goes_viral(400)
        town.a_minute_passes()
        note = await town.discord.channel.shows(lambda m: "A good day" in m.text)
        assert "Who first" in note.text
        assert "/queue" in note.text
        assert buttons(note) == []
        assert town.messages_saying(ALERT) == []


async def test_a_purchase_in_the_middle_of_a_good_day_is_still_found_and_goes_on_growing(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        await town.arrives("ada", **PLAIN)
        town.x.goes_viral(300)
        town.a_minute_passes()
        await town.discord.channel.shows(lambda m: "A good day" in m.text)
        batch = town.x.batch(240)
        town.x.arrive(batch[:160])
        town.a_minute_passes()
        await alert(town)
        town.x.arrive(batch[160:])
        town.a_minute_passes()
        await town.until_told(batch[-1].username, "came together with")
        assert len(town.messages_saying("A good day")) == 1
        assert len(town.messages_saying("Many who look alike")) == 1


async def test_a_night_without_looking_is_no_burst(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        for handle in ("ada", "bo", "cy"):
            await town.arrives(handle, **PLAIN)
        await town.closes()
        town.passes(timedelta(hours=9))
        town.x.goes_viral(25)
        await town.opens()
        town.x.gains_follower("dee", **PLAIN)
        town.a_minute_passes()
        await town.until_known("dee")
        assert town.messages_saying("A good day") == []
        assert town.messages_saying(ALERT) == []
