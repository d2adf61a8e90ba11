"""How well the team answers: how many, how soon, and who; an answer by hand on X counts as well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain import Act
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.workflow.inbox.reply_stats import SPAN, MemberStats, ReplyStats
from tests.support.samples.replies import ANSWERS
from tests.support.team import LEO, MAYA
from tests.support.world import World

HOUR = timedelta(hours=1)


async def test_nothing_said_is_nothing_counted(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        assert await world.services.reply_stats.now() == ReplyStats(world.clock.now() - SPAN, 0, 0, None, 0, ())


async def test_answers_count_by_member_and_the_median_is_from_post_to_answer(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        waits = (HOUR, 2 * HOUR, 6 * HOUR)
        for number, (wait, member) in enumerate(zip(waits, (MAYA, MAYA, LEO), strict=True)):
            post = await world.new_question(f"person{number}", f"what is on the filter on day {'abc'[number]}?")
            world.advance(wait - EVERY)
            await world.edit_draft(post, ANSWERS[number], LEO)
            await world.decide(post, Act.APPROVE, member)
            await world.run(Job.DELIVER_REPLIES)
        by_hand = await world.new_question("fan", "do you ship to Norway?")
        world.advance(3 * HOUR - EVERY)
        world.x.replies_by_hand(by_hand, "Come round, we are open till six.")
        await world.ingest()
        await world.new_question("late", "is there decaf?")
        world.advance(timedelta(seconds=1))

        stats = await world.services.reply_stats.now()
        assert (stats.spoke, stats.answered, stats.median_time, stats.missed) == (5, 4, 2.5 * HOUR, 0)
        assert stats.members == (
            MemberStats("Maya", 2, 1.5 * HOUR),
            MemberStats("", 1, 3 * HOUR),
            MemberStats("Leo", 1, 6 * HOUR),
        )


async def test_whom_the_team_answered_before_mutuals_started_counts_from_when_they_did(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("ada"))
        world.advance(timedelta(minutes=2))
        world.x.replies_by_hand(post, "Come round, we are open till six.")
        world.advance(2 * HOUR)
        await world.ingest()
        world.advance(timedelta(seconds=1))

        stats = await world.services.reply_stats.now()
        assert (stats.answered, stats.median_time) == (1, timedelta(minutes=2))
        assert stats.members == (MemberStats("", 1, timedelta(minutes=2)),)


async def test_what_ran_out_of_time_is_missed_and_what_was_skipped_is_not(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.new_question("ada")
        skipped = await world.new_question("bo", "is there decaf?")
        await world.decide(skipped, Act.SKIP)
        world.advance(25 * HOUR)
        await world.run(Job.EXPIRY)
        world.advance(timedelta(seconds=1))

        stats = await world.services.reply_stats.now()
        assert (stats.spoke, stats.answered, stats.missed, stats.members) == (2, 0, 1, ())


async def test_the_account_does_not_speak_to_itself(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.posts(world.x.account, f"as @{world.x.account.username} always says")
        await world.new_question("ada")
        world.advance(timedelta(seconds=1))

        assert (await world.services.reply_stats.now()).spoke == 1
        posts = (await world.services.digest.now()).posts
        assert posts is not None
        assert posts.came == 1


async def test_what_is_older_than_the_span_counts_no_more(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        await world.run(Job.DELIVER_REPLIES)
        assert len(world.replies_on_x(post)) == 1
        world.advance(SPAN + timedelta(seconds=1))

        stats = await world.services.reply_stats.now()
        assert (stats.spoke, stats.answered, stats.members) == (0, 0, ())
