"""The list of opt-outs, and removing one."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.discord import Response
from bot.domain import Act, SuggestionKind
from bot.domain.jobs import Job
from tests.support.discord import DiscordWorld, chooses


async def opt_outs(world: DiscordWorld) -> Response:
    answer = await world.maya.types("/people opt-outs")
    assert answer.private
    return answer


async def test_who_since_when_and_why(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await chooses(world.maya, await world.card_about("ada"), Act.OPT_OUT)
    world.advance(timedelta(minutes=1))
    await world.ask_to_opt_out("bo", "leave me alone")
    async with world.store.write() as tx:
        await tx.opt_outs.add_request(77, "stop", world.clock.now() + timedelta(minutes=1))

    said = (await opt_outs(world)).text

    unknown, bo, ada = [said.index(words) for words in ("does not know](https://x.com/i/user/77)", "[@bo]", "[@ada]")]
    assert unknown < bo < ada, "the latest first"
    assert "asked: “leave me alone” · <t:1772445660:f>" in said
    assert "**Maya** said so · <t:1772445600:f>" in said


async def test_nobody(world: DiscordWorld) -> None:
    assert "Nobody has opted out" in (await opt_outs(world)).text


async def test_taking_it_back_shows_the_list_anew_in_place(world: DiscordWorld) -> None:
    user_id = await world.ask_to_opt_out("ada")
    await world.ask_to_opt_out("bo")
    answer = await opt_outs(world)

    after = await world.maya.presses(answer, custom_id=f"opt_out:{user_id}:0")

    assert after.message is answer.message
    assert ["@ada" in after.text, "@bo" in after.text] == [False, True]
    assert Job.TRIAGE in world.woken
    async with world.store.read() as tx:
        assert not await tx.opt_outs.contains(user_id, SuggestionKind.FOLLOW_BACK)


async def test_whoever_may_not_decide_is_refused(world: DiscordWorld) -> None:
    user_id = await world.ask_to_opt_out("ada")
    guest = world.discord.person("Sam")
    answer = await guest.types("/people opt-outs")

    refusal = await guest.presses(answer, "Remove")

    assert refusal.private
    assert "Only members with the role" in refusal.text
    async with world.store.read() as tx:
        assert await tx.opt_outs.contains(user_id, SuggestionKind.FOLLOW_BACK)


async def test_two_who_take_the_same_back(world: DiscordWorld) -> None:
    await world.ask_to_opt_out("ada")
    first, second = await opt_outs(world), await world.leo.types("/people opt-outs")

    await world.maya.presses(first, "Remove")
    answer = await world.leo.presses(second, "Remove")

    assert "This opt-out was removed already" in answer.text
