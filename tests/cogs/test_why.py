"""/why: in one private answer, what kept something from happening, and what can be done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import Exclusion, Note
from tests.support.discord import DiscordWorld
from tests.support.store import add_followers, draft, mention

POST = 1_900_000_000_000_000_000


async def knows(world: DiscordWorld, user_id: int, username: str, *, baseline: bool = False, suppressed: str = "") -> None:
    """This person follows, and nobody was asked about them."""
    async with world.store.write() as tx:
        await add_followers(
            tx, user_id, at=world.clock.now(), baseline=baseline, suppressed=suppressed, username=username, name=username.title()
        )


async def test_a_person_from_before_the_start_can_be_suggested_at_once(world: DiscordWorld) -> None:
    await knows(world, 501, "ada", baseline=True)
    ((name, key),) = await world.maya.completes("/why", "handle", "ad")

    answer = await world.leo.types("/why", handle=key)

    assert (name, answer.private) == ("@ada · Ada", True)
    assert answer.text.startswith("**Ada** [@ada](https://x.com/i/user/501)")
    assert "They followed you before Mutuals started" in answer.text
    await world.leo.presses(answer, "Suggest")
    await world.card_about("ada")
    again = await world.maya.types("/why", handle="@ada")
    assert "The card is in the channel" in again.text
    assert [button.label for button in again.message.buttons] == ["Open the card"]  # type: ignore[union-attr]


async def test_what_a_member_said_about_a_person(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.maya.presses(await world.card_about("ada"), "Skip")

    told = (await world.leo.types("/why", handle="ada")).text

    assert "- Skipped by Maya · <t:" in told
    assert "does not know anyone called @nobody" in (await world.leo.types("/why", handle="nobody")).text


@pytest.mark.parametrize("typed", [str(POST), f"https://x.com/ada/status/{POST}?s=20", f"x.com/i/web/status/{POST}"])
async def test_a_post_by_its_link_or_its_id(world: DiscordWorld, typed: str) -> None:
    post = mention(POST, 501, at=world.clock.now())
    async with world.store.write() as tx:
        await tx.interactions.add([post], world.clock.now())
        await tx.replies.leave_out(post, draft(""), Note(Exclusion.MENTIONED_ONLY), world.clock.now())

    answer = await world.maya.types("/why", post=typed)

    assert answer.private
    assert f"https://x.com/i/status/{POST}" in answer.text
    assert "Left out: only people they mention may reply." in answer.text


async def test_a_post_that_waits_leads_to_its_card(world: DiscordWorld) -> None:
    await world.suggest_reply("ada")
    card = await world.card_about("ada")

    answer = await world.maya.types("/why", post=str(5_001_001))

    assert "The card is in the channel and waits for a decision until <t:" in answer.text
    (button,) = answer.message.buttons  # type: ignore[union-attr]
    assert str(button.url).endswith(f"/{card.id}")


async def test_what_is_no_post(world: DiscordWorld) -> None:
    for typed in ("hello", "https://x.com/ada", "https://evil.example/status/12", "-5", "9" * 40):
        assert "is not a post on X. Paste its link" in (await world.maya.types("/why", post=typed)).text


async def test_a_day_is_offered_and_told_of(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.maya.types("/pause")
    world.advance(timedelta(minutes=10))
    offered = await world.maya.completes("/why", "day", "mon")

    answer = await world.maya.types("/why", day=str(offered[0][1]))

    assert offered[:2] == [("Monday 2 March 2026", "2026-03-02"), ("Monday 23 February 2026", "2026-02-23")]
    assert answer.private
    assert answer.text.startswith("**Monday 2 March 2026**\n- Paused by **Maya**: since <t:")
    assert "Use /resume to continue." in answer.text
    assert "Waiting for a decision: 1 follow-back (/queue). Nobody decided anything that day." in answer.text
    assert "is not a day" in (await world.maya.types("/why", day="31.03.2026")).text


async def test_exactly_one_of_the_three_is_asked_for(world: DiscordWorld) -> None:
    await knows(world, 501, "ada")
    for given in ({}, {"handle": "ada", "day": "2026-03-02"}, {"handle": "ada", "post": "1", "day": "2026-03-02"}):
        answer = await world.maya.types("/why", **given)
        assert answer.private
        assert "Name one of the three: a handle, a post or a day." in answer.text


async def test_viewers_may_ask_too_and_names_do_no_harm(world: DiscordWorld) -> None:
    await knows(world, 501, "ada", suppressed="**@everyone** [click](https://evil.example)")
    async with world.store.write() as tx:
        await tx.accounts.pause(world.clock.now(), "@everyone <t:0:R>")

    told = (await world.discord.person("Sam").types("/why", handle="ada")).text
    of_the_day = (await world.discord.person("Sam").types("/why", day="2026-03-02")).text

    assert "Not suggested: " in told
    assert "@everyone" not in told + of_the_day
    assert "](https://evil" not in told
