"""Whatever holds answers up loses none of them, and their cards say what it is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import MICROS, Access, Act, AnnouncementKind, Blocker, Purpose, SuggestionState
from bot.domain.jobs import Job
from bot.planning.pace import LONGEST_GAP, SHORTEST_GAP
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.suggestions.decisions import Decided
from bot.x.errors import TooFast, XCode
from bot.x.retries import MAX_DELAY
from tests.support.samples.notes import codes
from tests.support.samples.replies import ANSWERS
from tests.support.team import MAYA, START
from tests.support.world import World

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POST = "/2/tweets"


async def waiting(world: World, *posts: Post) -> list[str]:
    """Why each of them waits."""
    return codes([(await world.card(post)).waiting for post in posts])


async def test_answers_by_api_are_spread_over_the_hour(tmp_path: Path) -> None:
    async with World(tmp_path, replies_per_hour=6) as world:
        posts = await world.approve_replies("ada", "bo", "cy", "dee")
        moments = []
        while (turn := await world.run(Job.DELIVER_REPLIES)) is not None:
            moments.append(world.clock.now())
            why = (await world.card(posts[len(moments)])).waiting
            assert why is not None
            assert (why.code, why.moment("at")) == (Blocker.SPREAD_OUT, turn)
            world.restart()
            world.advance((turn - world.clock.now()) / 2)
            assert await world.run(Job.DELIVER_REPLIES) == turn, "being woken early, or restarted, changes nothing"
            world.advance(turn - world.clock.now())
        moments.append(world.clock.now())

        assert all(SHORTEST_GAP * HOUR / 6 <= later - earlier <= LONGEST_GAP * HOUR / 6 for earlier, later in pairwise(moments))
        assert world.replies_on_x() == list(ANSWERS[:4]), "in the order of the approvals"


async def test_follows_and_replies_do_not_count_for_each_other(tmp_path: Path) -> None:
    async with World(tmp_path, replies_per_hour=1, replies_per_day=1, follow_backs_per_hour=1, access=Access.SELF_SERVE) as world:
        follower = world.x.gains_follower("fan")
        await world.add_followers(follower)
        followed = await world.suggest_follow_back(follower)
        await world.services.decisions.decide(followed, Act.APPROVE, MAYA)
        ada, bo = await world.approve_replies("ada", "bo")
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None
        again_at = await world.run(Job.DELIVER_REPLIES)
        assert again_at is not None
        assert again_at >= world.clock.now() + DAY, "the day's cap of replies is reached"

        card = await world.services.decisions.card(followed)
        assert card is not None
        assert card.suggestion.state is STATES.HANDED_OFF
        assert [await world.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.APPROVED]


async def test_in_quiet_hours_no_answer_goes_out(tmp_path: Path) -> None:
    async with World(tmp_path, quiet_hours=(time(9), time(12, 30))) as world:
        (post,) = await world.approve_replies("ada")
        assert await world.run(Job.DELIVER_REPLIES) == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
        assert await waiting(world, post) == [Blocker.QUIET_HOURS]
        assert world.replies_on_x() == []

        world.advance(2.5 * HOUR)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_while_paused_nothing_goes_out_and_nothing_is_looked_up(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        await world.services.pause.pause(MAYA)
        calls = len(world.x.calls)
        assert (await world.run(Job.DELIVER_REPLIES), await world.run(Job.VERIFY_REPLIES)) == (None, None)
        assert len(world.x.calls) == calls
        assert await waiting(world, post) == [Blocker.PAUSED]

        await world.services.pause.resume(MAYA)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_a_lock_stops_all_answers_and_is_told_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        world.x.locked = True
        for _ in range(3):
            await world.run(Job.DELIVER_REPLIES)
            world.advance(MAX_DELAY)

        assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 1
        assert set(await waiting(world, ada, bo)) == {XCode.LOCKED}
        assert world.replies_on_x() == []
        world.x.locked = False
        await world.services.pause.resume(MAYA)
        await world.run_for(HOUR)
        assert world.replies_on_x() == list(ANSWERS[:2])


async def test_a_used_up_limit_is_waited_for(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        world.x.rate_limit("post")
        again_at = await world.run(Job.DELIVER_REPLIES)
        for _ in range(4):
            world.advance(timedelta(minutes=1))
            assert await world.run(Job.DELIVER_REPLIES) == again_at
            world.restart()

        assert world.call_statuses(POST, "POST") == [429]
        assert [act for act, _ in await world.history(ada)][-2:] == [Act.START, Act.REQUEUE]
        assert set(await waiting(world, ada, bo)) == {XCode.RATE_LIMITED}
        await world.run_for(HOUR)
        assert world.replies_on_x() == list(ANSWERS[:2])


@pytest.mark.parametrize("window", ["x-user-limit-24hour", "x-app-limit-24hour"])
async def test_a_day_that_x_says_is_used_up_is_waited_for_without_asking_again(tmp_path: Path, window: str) -> None:
    async with World(tmp_path, reply_window=timedelta(days=7)) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        world.x.limit_a_day("post", 17)
        world.x.rate_limit("post", window)
        tomorrow = world.clock.now() + timedelta(hours=24)
        for _ in range(40):
            assert await world.run(Job.DELIVER_REPLIES) == tomorrow
            world.advance(timedelta(minutes=33))
            world.restart()

        assert world.call_statuses(POST, "POST") == [429], "the one that found it out"
        assert await waiting(world, ada, bo) == [Blocker.DAY_LIMIT] * 2
        await world.run_for(timedelta(hours=4))
        assert world.replies_on_x() == list(ANSWERS[:2])


@pytest.mark.parametrize(
    ("a_day", "a_month", "until", "blocker"),
    [
        (40_000, MICROS, datetime(2026, 3, 3, tzinfo=UTC), Blocker.DAILY_BUDGET_USED),
        (MICROS, 40_000, datetime(2026, 4, 1, tzinfo=UTC), Blocker.MONTHLY_BUDGET_USED),
    ],
)
async def test_a_used_up_budget_holds_answers_until_there_is_new_money(
    tmp_path: Path, a_day: int, a_month: int, until: datetime, blocker: Blocker
) -> None:
    async with World(tmp_path, daily_budget=a_day, monthly_budget=a_month) as world:
        (post,) = await world.approve_replies("ada")
        spend_guard = LedgerSpendGuard(world.context)
        spent = await spend_guard.reserve(purpose=Purpose.CONFIRMATION, endpoint="GET /2/users", micros=25_000, write=False)
        await spend_guard.settle_request(spent, micros=25_000, status=200, limit=None)
        assert await world.run(Job.DELIVER_REPLIES) == until

        assert await waiting(world, post) == [blocker]
        assert [act for act, _ in await world.history(post)] == [Act.EDIT, Act.APPROVE], "nothing is begun that the budget does not allow"
        assert world.call_statuses(POST, "POST") == []


async def test_what_there_is_no_money_for_holds_up_nothing_cheaper(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=190_000) as world:
        dear, cheap = await world.new_question("ada"), await world.new_question("bo", "is there decaf?")
        for post, text in ((dear, "All of it is on https://example.com/menu today."), (cheap, ANSWERS[2])):
            await world.edit_draft(post, text)
            assert isinstance(await world.decide(post, Act.APPROVE), Decided)
        why, turn = await waiting(world, dear, cheap)
        assert why == Blocker.BUDGET_TOO_SMALL
        assert turn == ""
        again_at = await world.run(Job.DELIVER_REPLIES)

        assert world.replies_on_x() == [ANSWERS[2]]
        assert [await world.state(post) for post in (dear, cheap)] == [STATES.APPROVED, STATES.DONE]
        assert await waiting(world, dear) == [why]
        assert again_at is not None
        assert again_at > world.clock.now(), "it is tried again when the budget renews"


async def test_without_credits_one_call_finds_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        world.x.credits = False
        for _ in range(4):
            assert await world.run(Job.DELIVER_REPLIES) is None
            world.advance(HOUR)

        assert [call.status for call in world.x.calls].count(402) == 1
        assert set(await waiting(world, ada, bo)) == {XCode.OUT_OF_CREDITS}
        assert len(await world.announcements(AnnouncementKind.ACTION_NEEDED)) == 1


async def test_while_x_cannot_be_reached_nothing_is_begun(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        port = int(world.x.url.rpartition(":")[2])
        await world.x.stop()
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.APPROVED, "who cannot see whether the team has answered does not send"

        await world.x.start(port)
        await world.run_for(HOUR)
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_an_approval_taken_back_before_its_turn_never_goes_out(tmp_path: Path) -> None:
    async with World(tmp_path, replies_per_hour=1) as world:
        ada, bo = await world.approve_replies("ada", "bo")
        await world.run(Job.DELIVER_REPLIES)
        assert isinstance(await world.decide(bo, Act.WITHDRAW), Decided)
        await world.run_for(DAY)

        assert world.replies_on_x() == [ANSWERS[0]]
        assert [await world.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.WITHDRAWN]


async def test_the_pace_holds_for_who_goes_around_the_job(tmp_path: Path) -> None:
    async with World(tmp_path, replies_per_hour=2) as world:
        posts = [world.post_question(world.x.joins(name)) for name in ("ada", "bo", "cy")]
        for post, text in zip(posts[:2], ANSWERS, strict=False):
            await world.client.reply(text, to=post.id, summoned=True, purpose=Purpose.REPLY)
        with pytest.raises(TooFast) as refusal:
            await world.client.reply(ANSWERS[2], to=posts[2].id, summoned=True, purpose=Purpose.REPLY)

        assert refusal.value.until == START + HOUR
        assert world.replies_on_x() == list(ANSWERS[:2])
