"""What the channel should show: each kind within a cap of its own, and whatever was approved."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain import Act, SuggestionKind
from tests.support.samples.replies import ANSWERS
from tests.support.world import World


async def in_channel(world: World, kind: SuggestionKind) -> int:
    async with world.store.read() as tx:
        return await tx.prompts.count_on(world.context.policy.local_date(world.clock.now()), kind)


async def test_each_kind_has_a_cap_of_its_own_in_the_channel(tmp_path: Path) -> None:
    async with World(tmp_path, prompts_per_day=1, reply_prompts_per_day=2) as world:
        channel_state = world.services.channel_state
        for number, name in enumerate(("ada", "bo", "cy")):
            await world.suggest_follow_back(world.x.gains_follower(f"fan{number}"))
            world.post_question(world.x.joins(name), f"what is on the filter on day {name}?")
        await world.ingest()
        async with world.store.write() as tx:
            await tx.accounts.polled(world.clock.now())
        for _ in range(3):
            await channel_state.reserve()

        assert [await in_channel(world, kind) for kind in (SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY)] == [1, 2]
        world.advance(timedelta(hours=15))
        await channel_state.reserve()
        assert await in_channel(world, SuggestionKind.REPLY) == 1, "the next day the rest comes"


async def test_what_is_approved_on_the_desk_comes_into_the_channel_beyond_the_cap(tmp_path: Path) -> None:
    async with World(tmp_path, reply_prompts_per_day=0) as world:
        channel_state = world.services.channel_state
        post = await world.new_question("ada")
        await channel_state.reserve()
        assert await in_channel(world, SuggestionKind.REPLY) == 0
        await world.edit_draft(post, ANSWERS[0])
        await world.decide(post, Act.APPROVE)
        await channel_state.reserve()

        (placed,) = await channel_state.placed(await channel_state.unposted())
        assert placed.card.suggestion.post_id == post.id
