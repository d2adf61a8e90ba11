"""/suggest: anybody known comes to the channel as a card, because a member wants it."""

from __future__ import annotations

from bot.domain import Act
from tests.support.discord import DiscordWorld, chooses
from tests.support.store import STATES, add_followers


async def knows(world: DiscordWorld, user_id: int, username: str) -> None:
    """This person followed before Mutuals started: nobody was asked about them."""
    async with world.store.write() as tx:
        await add_followers(tx, user_id, at=world.clock.now(), baseline=True, username=username, name=username.title())


async def test_a_handle_becomes_a_card_and_a_line_of_the_history(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")
    ((name, key),) = await world.maya.completes("/suggest", "handle", "ad")

    answer = await world.maya.types("/suggest", handle=key)

    assert (name, answer.private) == ("@ada · Ada", True)
    assert "Suggested [@ada]" in answer.text
    card = await world.card_about("ada")
    assert "**Maya** suggested @ada" in (await world.maya.types("/history")).text
    again = await world.leo.types("/suggest", handle="ada")
    assert f"/{card.id})" in again.text, "it leads to the card that is there"
    await world.leo.presses(card, "Skip")
    once_more = await world.maya.types("/suggest", handle="@ADA")
    assert "**Leo** skipped @ada" in once_more.text


async def test_who_cannot_be_suggested_is_told_with_the_reason(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await chooses(world.maya, await world.card_about("ada"), Act.OPT_OUT)

    told = (await world.leo.types("/suggest", handle="ada")).text

    assert "[@ada](https://x.com/i/user/1001) has opted out (**Maya** said so · <t:" in told
    assert "/people opt-outs" in told
    assert "does not know anyone called @nobody" in (await world.leo.types("/suggest", handle="nobody")).text


async def test_whoever_may_not_decide_is_refused(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")

    assert "Only members with the role" in (await world.discord.person("Sam").types("/suggest", handle="ada")).text
    assert not world.cards_about("ada")


async def test_what_expired_is_no_decision_of_whoever_suggested_it(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")
    await world.maya.types("/suggest", handle="ada")
    card = await world.card_about("ada")
    async with world.store.read() as tx:
        (suggestion,) = await tx.suggestions.about(501)
    await world.maya.presses(card, "Approve")

    assert await world.state_of(suggestion.id) == STATES.APPROVED
    await world.card_says("ada", "Approved by Maya")
