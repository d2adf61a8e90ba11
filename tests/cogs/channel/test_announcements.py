"""What the team is told comes into the channel once, and where it cannot be posted it holds nothing up."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import discord.http
import pytest

from bot.demo.discord import Message
from bot.domain import Act, AnnouncementKind, Intent, Mentionable, MentionableKind, SuggestionState
from tests.cogs.channel.test_edits import minutes_pass, why
from tests.support.discord import DiscordWorld, chooses_setting, labels
from tests.support.store import add_followers


async def test_an_announcement_that_cannot_be_posted_holds_no_card_up(world: DiscordWorld) -> None:
    world.discord.permissions.discard("ATTACH_FILES")
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.until_shown()
    assert not any("Digest ·" in message.text for message in world.discord.channel.messages)
    world.discord.permissions.add("ATTACH_FILES")

    digest = await world.discord.channel.shows(lambda m: "Digest ·" in m.text)
    assert [file.name for file in digest.files] == ["followers.png"]


async def test_what_the_initial_sync_brought_is_told_with_what_to_do_first(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        for worth, name in enumerate(("low", "dee", "cy", "bo")):
            await add_followers(tx, 501 + worth, at=world.clock.now(), baseline=True, worth=worth, username=name)
    await world.announce(AnnouncementKind.BASELINE, read=4, followers=4, status="complete")

    message = await world.discord.channel.shows(lambda m: "Mutuals now knows your 4 followers" in m.text)

    assert "By verdict: **4** quiet" in message.text
    assert ["[@bo]" in message.text, "[@dee]" in message.text, "[@low]" in message.text] == [True, True, False]
    assert "/settings topics" in message.text
    assert "Suggested [@bo]" in (await world.maya.picks(message, "Suggest one of them to the team…", ["504"])).text
    await world.discord.channel.shows(lambda m: "@bo" in m.text and "Approve" in labels(m))


def digest_body() -> dict[str, object]:
    return {
        "day": "2026-03-02",
        "since": "2026-03-01T08:00:00Z",
        "until": "2026-03-02T08:00:00Z",
        "gained": 3,
        "lost": None,
        "followers": 2_403,
        "by_verdict": {"quiet": 3},
        "decisions": {"Maya": {"approve": 1}},
        "done": 1,
        "waiting": 0,
        "lapsed": 0,
        "spent": 12_000,
        "days": [{"day": "2026-03-01", "gained": 3, "lost": 0, "followers": 2_403}],
    }


async def test_an_announcement_is_posted_once(world: DiscordWorld) -> None:
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    message = await world.discord.channel.shows(lambda m: "no longer lets" in m.text)
    await world.restart()
    await world.until_shown()

    assert world.discord.channel.messages == [message]


async def mentions(world: DiscordWorld, setting: str) -> None:
    """From now on messages about this mention the approvers' role and Olga."""
    olga = world.discord.person("Olga")
    await olga.submits(await chooses_setting(olga, setting), value=[str(world.discord.approver_role_id), str(olga.id)])


def notified(world: DiscordWorld, message: Message) -> list[str]:
    return [person.name for person in world.discord.people if person.is_mentioned_by(message)]


async def test_a_complaint_mentions_whom_the_team_chose_and_links_to_its_card(world: DiscordWorld) -> None:
    await mentions(world, "notify_complaints")
    await world.until_idle()
    world.discord.permissions.discard("SEND_MESSAGES")
    await world.suggest_reply("ada", intent=Intent.COMPLAINT)
    await world.services.notifications.run()
    world.discord.permissions.add("SEND_MESSAGES")
    await world.until_shown()

    card = await world.card_about("ada")
    message = await world.discord.channel.shows(lambda m: "complaint by" in m.text.lower())
    link = f"https://discord.com/channels/{world.discord.guild_id}/{world.discord.channel_id}/{card.id}"
    assert f"A complaint by [Ada]({link}) waits for an answer." in message.text
    assert message.id > card.id
    assert notified(world, message) == ["Maya", "Leo", "Olga"]
    assert [notified(world, other) for other in world.discord.channel.messages if other is not message] == [[]] * 2, "a setting, a card"

    await world.restart()
    await world.services.notifications.run()
    await world.until_shown()
    assert sum("complaint by" in other.text for other in world.discord.channel.messages) == 1


async def test_what_people_on_x_are_called_and_write_mentions_nobody(world: DiscordWorld) -> None:
    viewer, leo = world.discord.viewer_role_id, world.leo.id
    hostile = f"<@&{world.discord.approver_role_id}> <@&{viewer}> <@{leo}> @everyone"
    olga = world.discord.person("Olga")
    await olga.submits(await chooses_setting(olga, "notify_complaints"), value=[str(viewer)])
    world.discord.permissions.add("MENTION_EVERYONE")
    await world.suggest_reply("ada", hostile, name=hostile, intent=Intent.COMPLAINT)
    await world.services.notifications.run()

    message = await world.discord.channel.shows(lambda m: "complaint by" in m.text.lower())
    assert notified(world, message) == ["Sam"]
    assert message.text.count(f"<@&{viewer}>") == 1, "that of the mention itself"
    await world.until_idle()
    assert [notified(world, other) for other in world.discord.channel.messages if other is not message] == [[]] * 2


async def test_what_was_decided_before_it_could_be_told_is_told_to_nobody(world: DiscordWorld) -> None:
    await mentions(world, "notify_complaints")
    world.discord.permissions.discard("SEND_MESSAGES")
    decided = await world.suggest_reply("ada", intent=Intent.COMPLAINT)
    await world.services.notifications.run()
    await world.move(decided, SuggestionState.SKIPPED, Act.SKIP)
    world.discord.permissions.add("SEND_MESSAGES")
    await world.until_shown()
    async with world.store.read() as tx:
        assert await tx.announcements.latest(AnnouncementKind.COMPLAINTS) is None
    await world.suggest_reply("bo", intent=Intent.COMPLAINT)
    await world.services.notifications.run()

    message = await world.discord.channel.shows(lambda m: "complaint by" in m.text.lower())
    assert "[Bo](" in message.text
    assert "Ada" not in message.text


async def test_a_complaint_beyond_the_days_cards_says_where_it_is(tmp_path: Path, discord_elsewhere: None) -> None:
    somebody = frozenset({Mentionable(MentionableKind.MEMBER, 7)})
    async with DiscordWorld(tmp_path, reply_prompts_per_day=0, notify_complaints=somebody) as world:
        await world.suggest_reply("ada", intent=Intent.COMPLAINT)
        await world.services.notifications.run()

        message = await world.discord.channel.shows(lambda m: "complaint by" in m.text.lower())
        assert "A complaint by **Ada** waits for an answer.\n-# It has no card yet; it is in /replies queue." in message.text


@pytest.mark.parametrize("kind", [AnnouncementKind.OUTAGE, AnnouncementKind.WRITES_STOPPED, AnnouncementKind.PAUSE])
async def test_an_outage_mentions_whom_the_team_chose(world: DiscordWorld, kind: AnnouncementKind) -> None:
    await mentions(world, "notify_outages")
    await world.announce(kind, by="Maya", paused=True)
    await world.until_shown()

    expected = [] if kind is AnnouncementKind.PAUSE else ["Maya", "Leo", "Olga"]
    assert notified(world, world.discord.channel.messages[-1]) == expected


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits a twentieth of the time after which it repeats a request."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)

    monkeypatch.setattr(discord.http, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))


@pytest.mark.usefixtures("impatient")
async def test_a_digest_that_fails_for_ever_holds_no_card_and_no_other_news_up(world: DiscordWorld) -> None:
    world.discord.refuse(status=502, method="POST", path_contains="/messages", says="Digest ·")  # discord.py repeats it by itself
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await world.discord.channel.shows(lambda m: "no longer lets" in m.text, within=20)
    await world.suggest_follow_back("ada")

    await world.discord.channel.card_about("ada", within=20)


async def test_a_message_that_mutuals_itself_cannot_make_holds_nothing_up(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.PURCHASE, "4711", {}, world.clock.now())  # of a burst that nobody knows
    await world.suggest_follow_back("ada")

    await world.card_about("ada")
    await minutes_pass(world, 1)
    assert "Mutuals cannot make one of its messages (LookupError)" in await why(world)
