"""Somebody takes another handle, and somebody else the one they had: nothing that Mutuals shows or sends reaches the wrong person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.x import Post
from bot.domain import Act, Intent, Profile, Purpose, SuggestionState
from bot.domain.jobs import Job
from bot.drafting.faults import TextFault
from bot.views.suggestions.card import card_view
from bot.workflow.people.lookup import PeopleService, key_of
from bot.workflow.suggestions.decisions import Decided, Invalid
from tests.support.samples.cards import text
from tests.support.world import World

STATES = SuggestionState
DAY = timedelta(days=1)
USER_READ = 10_000
NAMED: dict[Intent, tuple[str, ...]] = {Intent.QUESTION: ("Good question, {handle}. Somebody at the counter knows!",)}
NAMELESS: dict[Intent, tuple[str, ...]] = {Intent.QUESTION: ("We will look that up and be right back.",)}


async def profile(world: World, user_id: int) -> Profile:
    async with world.store.read() as tx:
        found = await tx.profiles.get(user_id)
    assert found is not None
    return found


def takes_over(world: World, post: Post) -> None:
    """Whoever wrote this takes another handle, and a stranger theirs."""
    old = post.author.username
    world.x.renames(post.author, f"{old}_of_old")
    world.x.gains_follower(old)


def looked_up(world: World) -> int:
    return len([call for call in world.x.calls if call.path == "/2/users"])


async def test_who_speaks_again_is_looked_up_anew_once_a_day_and_shown_by_the_name_of_today(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies(NAMED)
        first = await world.new_question("ada")
        await world.decide(first, Act.SKIP)
        world.advance(2 * DAY)
        takes_over(world, first)
        before = looked_up(world)
        again = world.post_question(first.author, "and what is on the filter on Sunday?")
        await world.ingest()

        assert (await world.draft(again)).text.startswith("Good question, @ada_of_old.")
        said = text(card_view(await world.card(again)))
        assert f"[`@ada_of_old`](https://x.com/i/user/{first.author.id})" in said
        assert "@ada " not in said.replace(again.text, "")
        assert looked_up(world) == before + 1
        for word in ("decaf", "oat milk"):
            world.post_question(first.author, f"and what about {word}?")
            await world.ingest()
        assert looked_up(world) == before + 1
        assert await world.spent() == world.x.spent_micros


async def test_a_name_that_somebody_else_has_now_is_not_shown_offered_or_drafted_with(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies(NAMED)
        post = await world.new_question("ada")
        await world.add_followers(post.author)
        assert (await world.draft(post)).text.startswith("Good question, @ada.")
        takes_over(world, post)
        other = world.x.person("ada")
        await world.add_followers(other)

        assert ((await profile(world, post.author.id)).username, (await profile(world, other.id)).username) == ("", "ada")
        card = await world.card(post)
        assert f"[on X](https://x.com/i/user/{post.author.id})" in text(card_view(card))
        outcome = await world.decide(post, Act.APPROVE)
        assert isinstance(outcome, Invalid)
        assert outcome.faults[0].code == TextFault.MENTIONS_ANYBODY
        assert not world.replies_on_x()

        people = PeopleService(world.context)
        found = await people.look_up("@ada")
        assert found is not None
        assert found.profile.user_id == other.id
        offered = await people.handles("ada", limit=25)
        assert [one.user_id for one in offered if one.username] == [other.id]
        old = await profile(world, post.author.id)
        by_name = await people.look_up(key_of(old))
        assert by_name is not None
        assert by_name.profile.user_id == post.author.id

        world.advance(timedelta(hours=1))
        again = world.post_question(post.author, "and is there decaf?")
        await world.ingest()
        assert (await profile(world, post.author.id)).username == "ada_of_old", "whose name is unknown is looked up as soon as they speak"
        assert await world.stored_post(again) is not None


async def test_an_approved_text_with_a_handle_is_looked_at_before_it_goes_out_and_comes_back_where_it_is_somebody_else_s(
    tmp_path: Path,
) -> None:
    async with World(tmp_path, reply_window=5 * DAY) as world:
        post = await world.new_question("ada")
        await world.edit_draft(post, "Guji today, @ada, until the bag is empty.")
        assert isinstance(await world.decide(post, Act.APPROVE), Decided)
        plain = await world.new_question("bo", "and is there decaf?")
        await world.edit_draft(plain, "Our decaf rests on the second shelf.")
        await world.decide(plain, Act.APPROVE)
        world.advance(2 * DAY)
        takes_over(world, post)
        before = looked_up(world)
        await world.run(Job.DELIVER_REPLIES)
        await world.run_for(timedelta(hours=1))

        assert world.replies_on_x() == ["Our decaf rests on the second shelf."]
        assert looked_up(world) == before + 1, "only whom a text names is looked up"
        assert await world.state(post) is STATES.OPEN
        acts = await world.history(post)
        (why,) = [why for act, why in acts if act is Act.SEND_BACK]
        assert why is not None
        assert (why.code, why.text("author"), why.texts("named")) == (TextFault.MENTIONS_OTHERS, "ada_of_old", ("@ada",))

        await world.edit_draft(post, "Guji today, @ada_of_old, until the bag is empty.")
        await world.decide(post, Act.APPROVE)
        await world.run(Job.DELIVER_REPLIES)
        await world.run_for(timedelta(hours=1))
        assert world.replies_on_x(post) == ["Guji today, @ada_of_old, until the bag is empty."]


async def test_without_money_for_it_nobody_is_looked_up_anew_and_people_are_heard_all_the_same(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=100_000) as world:
        await world.save_replies(NAMELESS)
        first = await world.new_question("ada")
        await world.decide(first, Act.SKIP)
        world.advance(2 * DAY)
        async with world.store.write() as tx:
            now = world.clock.now()
            reserved = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET /", micros=75_000, at=now)
            assert reserved
        before = looked_up(world)
        again = world.post_question(first.author, "and what is on the filter on Sunday?")
        await world.ingest()

        assert looked_up(world) == before
        assert await world.state(again) is STATES.OPEN
        assert not world.services.job_errors.present
