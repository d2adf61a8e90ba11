"""The digest leads on: to the queue, to the post that waits longest, and to the week."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.discord import Message
from bot.domain import Act, AnnouncementKind
from tests.cogs.channel.test_announcements import digest_body
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def digest_in_channel(world: DiscordWorld) -> Message:
    """As it would be now, with the question of suggestion 2 as the oldest."""
    oldest = {
        "suggestion_id": 2,
        "post_id": 5_001_002,
        "by": {"user_id": 1_002, "username": "dee", "name": "Dee"},
        "at": "2026-03-02T09:00:00Z",
        "intent": "question",
    }
    kinds = {"follow_back": {"undecided": 1}, "reply": {"undecided": 2}}
    await world.announce(AnnouncementKind.DIGEST, **digest_body() | {"oldest": oldest, "kinds": kinds})
    return await world.discord.channel.shows(lambda m: "Digest ·" in m.text)


async def seed(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.suggest_reply("dee", "Do you ship to Norway?", worth=1)
    world.advance(MINUTE)
    await world.suggest_reply("late", "Is it cheap?", worth=99)
    world.advance(MINUTE)


async def test_its_buttons_open_private_screens_for_whoever_may_look_also_after_a_restart(world: DiscordWorld) -> None:
    await seed(world)
    digest = await digest_in_channel(world)
    assert labels(digest) == ["Review the queue (1)", "Answer the oldest", "Show week"]
    assert "“Do you ship…”" in digest.text or "“Do you ship to Norway?”" in digest.text
    await world.restart()
    sam = world.discord.person("Sam")

    queue, reply = await sam.presses(digest, "Review the queue (1)"), await sam.presses(digest, "Answer the oldest")
    week = await (await sam.presses(digest, "Show week")).arrives()

    assert queue.private
    assert "@ada" in queue.text
    assert reply.private
    assert "Do you ship to Norway?" in reply.text
    assert "oldest first" in reply.text
    assert week.private
    assert "Weekly digest · " in week.text
    assert [file.name for file in week.files] == ["followers.png"]


async def test_once_the_oldest_is_decided_the_next_one_is_shown(world: DiscordWorld) -> None:
    await seed(world)
    digest = await digest_in_channel(world)
    await world.move(2, STATES.SKIPPED, Act.SKIP)

    assert "Is it cheap?" in (await world.maya.presses(digest, "Answer the oldest")).text


async def test_an_answer_to_the_oldest_goes_on_with_the_next_oldest(world: DiscordWorld) -> None:
    await seed(world)
    shown = await world.maya.presses(await digest_in_channel(world), "Answer the oldest")
    answered = await world.maya.presses(shown, "Skip")

    assert "Is it cheap?" in answered.text
    assert await world.state_of(2) is STATES.SKIPPED


async def test_the_weekly_digest_is_posted_once_under_its_name(world: DiscordWorld) -> None:
    await world.announce(AnnouncementKind.WEEKLY_DIGEST, **digest_body() | {"weekly": True})
    weekly = await world.discord.channel.shows(lambda m: "Weekly digest · " in m.text)
    await world.restart()
    await world.until_shown()

    assert world.discord.channel.messages == [weekly]
