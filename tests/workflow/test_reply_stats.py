"""How well the team answers: how many, how soon, and who; an answer by hand on X counts as well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain import Act
from bot.workflow.inbox.poll_mentions import EVERY
from bot.workflow.inbox.reply_stats import SPAN, MemberStats, ReplyStats
from tests.workflow.mailroom import ANSWERS, LEO, MAYA, mailroom

HOUR = timedelta(hours=1)


async def test_nothing_said_is_nothing_counted(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        assert await room.stats.now() == ReplyStats(room.clock.now() - SPAN, 0, 0, None, 0, ())


async def test_answers_count_by_member_and_the_median_is_from_post_to_answer(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        waits = (HOUR, 2 * HOUR, 6 * HOUR)
        for number, (wait, member) in enumerate(zip(waits, (MAYA, MAYA, LEO), strict=True)):
            post = await room.asked(f"person{number}", f"what is on the filter on day {'abc'[number]}?")
            room.passes(wait - EVERY)
            await room.writes(post, ANSWERS[number], LEO)
            await room.decides(post, Act.APPROVE, member)
            await room.delivers()
        by_hand = await room.asked("fan", "do you ship to Norway?")
        room.passes(3 * HOUR - EVERY)
        room.x.replies_by_hand(by_hand, "Come round, we are open till six.")
        await room.hears()
        await room.asked("late", "is there decaf?")
        room.passes(timedelta(seconds=1))

        stats = await room.stats.now()
        assert (stats.spoke, stats.answered, stats.median_time, stats.missed) == (5, 4, 2.5 * HOUR, 0)
        assert stats.members == (
            MemberStats("Maya", 2, 1.5 * HOUR),
            MemberStats("", 1, 3 * HOUR),
            MemberStats("Leo", 1, 6 * HOUR),
        )


async def test_whom_the_team_answered_before_mutuals_looked_counts_from_when_they_did(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("ada"))
        room.passes(timedelta(minutes=2))
        room.x.replies_by_hand(post, "Come round, we are open till six.")
        room.passes(2 * HOUR)
        await room.hears()
        room.passes(timedelta(seconds=1))

        stats = await room.stats.now()
        assert (stats.answered, stats.median_time) == (1, timedelta(minutes=2))
        assert stats.members == (MemberStats("", 1, timedelta(minutes=2)),)


async def test_what_ran_out_of_time_is_missed_and_what_was_skipped_is_not(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.asked("ada")
        skipped = await room.asked("bo", "is there decaf?")
        await room.decides(skipped, Act.SKIP)
        room.passes(25 * HOUR)
        await room.keeps_up()
        room.passes(timedelta(seconds=1))

        stats = await room.stats.now()
        assert (stats.spoke, stats.answered, stats.missed, stats.members) == (2, 0, 1, ())


async def test_the_account_does_not_speak_to_itself(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        room.x.posts(room.x.account, f"as @{room.x.account.username} always says")
        await room.asked("ada")
        room.passes(timedelta(seconds=1))

        assert (await room.stats.now()).spoke == 1
        assert (await room.report.now()).spoke == 1


async def test_what_is_older_than_the_span_counts_no_more(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        await room.delivers()
        assert len(room.answers_on_x(post)) == 1
        room.passes(SPAN + timedelta(seconds=1))

        stats = await room.stats.now()
        assert (stats.spoke, stats.answered, stats.members) == (0, 0, ())
