"""What a crash or a lost answer left in the channel is found again and taken over, and nothing is there twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from discord import ui

from bot.domain import Act, AnnouncementKind
from tests.cogs.channel.test_announcements import digest_body
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES

LONGER_THAN_A_NONCE = timedelta(minutes=6)


@pytest.mark.parametrize("off_for", [timedelta(seconds=1), LONGER_THAN_A_NONCE])
async def test_a_crash_between_the_post_and_its_record_makes_no_second_card(world: DiscordWorld, off_for: timedelta) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    await world.stop()
    world.advance(off_for)
    await world.start()
    await world.until_shown()

    assert world.cards_about("ada") == [card]
    assert (await world.maya.presses(card, "Skip")).text.startswith("Skipped by Maya")
    assert await world.state_of(suggestion_id) == STATES.SKIPPED


async def test_after_a_crash_a_card_of_another_set_up_is_not_taken_for_the_lost_one(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    old = await world.card_about("ada")
    await world.stop()
    world.file = world.file.with_name("another.sqlite3")
    world.advance(timedelta(days=1))
    world.discord.down = True
    await world.open_store()
    await world.suggest_follow_back("bo")
    await world.services.channel_state.reserve()
    await world.store.close()
    world.discord.down = False
    await world.start()

    await world.card_about("bo")
    assert world.cards_about("ada") == [old]


async def test_a_card_found_after_a_crash_shows_what_became_of_it_meanwhile(world: DiscordWorld) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    await world.stop()
    await world.open_store()
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.store.close()
    await world.start()
    await world.until_shown()

    assert world.cards_about("ada") == [card]
    assert card.text.startswith("Expired")
    assert labels(card) == ["Reopen"]


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (AnnouncementKind.BASELINE, {"read": 5, "followers": 5, "status": "complete"}, "Mutuals now knows your 5 followers"),
        (AnnouncementKind.DIGEST, digest_body(), "Digest ·"),
        (AnnouncementKind.WEEKLY_DIGEST, digest_body() | {"weekly": True}, "Weekly digest ·"),
    ],
)
async def test_an_announcement_lost_on_the_way_is_posted_once(
    world: DiscordWorld, kind: AnnouncementKind, body: dict[str, object], said: str
) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    await world.announce(kind, **body)
    await world.discord.channel.shows(lambda m: said in m.text)
    await world.stop()
    world.advance(LONGER_THAN_A_NONCE)
    await world.start()
    await world.until_shown()

    assert len(world.discord.channel.messages) == 1


async def test_a_second_card_about_one_suggestion_is_taken_out(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    channel = world.bot.get_partial_messageable(world.discord.channel_id)
    await channel.send(view=ui.LayoutView.from_message(await channel.fetch_message(card.id), timeout=None))
    assert len(world.cards_about("ada")) == 2
    await world.restart()
    await world.until_shown()

    assert world.cards_about("ada") == [card]
