"""A card is discussed in a thread below it: one, whoever asks for it and whatever fails."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Message, Response, SimulatedMember, Thread
from bot.domain import Act
from bot.workflow.suggestions.places import READ_BY_SOMEBODY
from tests.support.discord import DiscordWorld, chooses
from tests.support.samples.notes import SPAM
from tests.support.store import STATES

FORBIDDEN = "Mutuals may not open threads in this channel. Whoever manages the channel can allow it"


def thread_below(world: DiscordWorld, card: Message) -> Thread:
    """The one thread that there is."""
    (thread,) = world.discord.channel.threads.values()
    assert thread.id == card.id
    return thread


async def discusses(world: DiscordWorld, member: SimulatedMember, card: Message) -> Response:
    """The answer stands in place of the menu, once Discord has opened the thread."""
    answer = await chooses(member, card, Act.DISCUSS)
    shown = answer.message
    assert shown is not None
    await world.until(lambda: "menu:" not in str(shown.payload))
    return answer


def opened(world: DiscordWorld) -> int:
    """How many requests opened a thread."""
    return sum(request.status == 201 for request in world.discord.requests if request.route.endswith("/threads"))


async def test_discuss_opens_a_thread_named_after_the_person_and_links_it_in_private(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada", name="Ada Lovelace")
    card = await world.card_about("ada")

    answer = await discusses(world, world.maya, card)

    thread = thread_below(world, card)
    assert answer.private
    assert answer.text == f"The discussion about [@ada](https://x.com/i/user/1001): <#{thread.id}>"
    assert thread.name == "Ada Lovelace · @ada"
    assert await world.history_of(suggestion_id) == [(Act.DISCUSS, "Maya")]
    assert "**Maya** opened a discussion about @ada" in (await world.leo.types("/history")).text
    assert await world.state_of(suggestion_id) is STATES.OPEN
    await world.until_shown()
    assert world.cards_about("ada") == [card]


async def test_asked_for_again_or_at_the_same_moment_it_is_the_same_thread(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada")
    card = await world.card_about("ada")
    at_once = await asyncio.gather(discusses(world, world.maya, card), discusses(world, world.leo, card))
    answers = [*at_once, await discusses(world, world.leo, card)]

    assert {answer.text.split()[-1] for answer in answers} == {f"<#{thread_below(world, card).id}>"}
    assert opened(world) == 1
    assert len(await world.history_of(suggestion_id)) == 1


async def test_a_thread_that_a_crash_kept_from_the_record_is_found(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    channel = world.bot.get_partial_messageable(world.discord.channel_id, guild_id=world.discord.guild_id)
    await channel.get_partial_message(card.id).create_thread(name="Ada")
    await world.restart()

    answer = await discusses(world, world.maya, card)

    assert answer.text.endswith(f"<#{card.id}>")
    assert opened(world) == 1
    assert await world.history_of(suggestion_id) == [(Act.DISCUSS, "Maya")]


async def test_an_answer_that_gets_lost_opens_no_second_one(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.drop_responses(1, path_contains="/threads")

    answer = await discusses(world, world.maya, card)

    assert answer.text.endswith(f"<#{card.id}>")
    assert opened(world) == 1


async def test_a_card_that_is_posted_anew_is_discussed_where_it_was(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await discusses(world, world.maya, card)
    world.advance(timedelta(minutes=5))
    world.maya.deletes(card)
    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.restart()

    answer = await discusses(world, world.leo, await world.card_about("ada"))

    assert answer.text.endswith(f"<#{card.id}>")
    assert opened(world) == 1


async def test_a_thread_that_somebody_deleted_is_said_and_another_card_may_have_its_own(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await discusses(world, world.maya, card)
    world.maya.deletes_thread(card)
    gone = await discusses(world, world.leo, card)
    world.advance(timedelta(minutes=5))
    world.maya.deletes(card)
    await world.until(lambda: len(world.cards_about("ada")) == 1)
    again = await world.card_about("ada")

    assert gone.text == "The discussion was deleted in Discord, which allows a card only one."
    assert (await discusses(world, world.leo, again)).text.endswith(f"<#{again.id}>")


async def test_without_the_permission_it_is_said_who_can_give_it(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.permissions.discard("CREATE_PUBLIC_THREADS")

    assert FORBIDDEN in (await discusses(world, world.maya, card)).text
    assert await world.history_of(suggestion_id) == []


async def test_what_discord_refuses_is_said_and_nothing_is_recorded(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.refuse(1, status=400, code=160006, path_contains="/threads")

    assert "Discord did not open a thread (status 400, code 160006)." in (await discusses(world, world.maya, card)).text
    assert await world.history_of(suggestion_id) == []
    assert (await discusses(world, world.maya, card)).text.endswith(f"<#{card.id}>")


async def test_whoever_may_not_decide_or_comes_too_late_opens_none(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    details = await world.leo.presses(card, "More")
    refused = await chooses(world.discord.person("Sam"), card, Act.DISCUSS)
    await world.maya.presses(card, "Skip")
    late = await world.leo.picks(details, "What else?", [Act.DISCUSS.value])

    assert "Only members with the role" in refused.text
    assert "Maya skipped this" in late.text
    assert world.discord.channel.threads == {}


async def test_what_somebody_else_is_on_can_be_discussed_with_them(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await chooses(world.maya, card, Act.CLAIM)

    assert (await discusses(world, world.leo, card)).text.endswith(f"<#{card.id}>")
    await world.card_says("ada", "Maya is on it")


async def test_a_reason_that_stands_on_the_card_stays_there(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_reply("ada")
    card = await world.card_about("ada")
    await world.move(suggestion_id, STATES.OPEN, Act.SEND_BACK, note=SPAM)
    await world.card_says("ada", "The last text did not go out.")

    await discusses(world, world.maya, card)
    await chooses(world.maya, card, Act.CLAIM)

    await world.card_says("ada", "The last text did not go out.", "Maya is on it")


async def test_a_card_that_is_discussed_keeps_its_place(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=1) as world:
        await world.suggest_follow_back("low", worth=1)
        low = await world.card_about("low")
        await discusses(world, world.maya, low)
        await world.suggest_follow_back("high", worth=9)
        world.advance(READ_BY_SOMEBODY + timedelta(hours=1))
        await world.until_shown()

        assert not low.deleted
        assert not world.cards_about("high")


async def test_a_card_that_is_in_the_queue_alone_has_no_place_for_a_thread(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=0) as world:
        await world.suggest_follow_back("ada")
        details = await world.maya.presses(await world.maya.types("/queue"), "More")
        assert "'discuss'" not in str(details.message and details.message.payload)
