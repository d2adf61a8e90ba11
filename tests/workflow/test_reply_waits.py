"""Whatever holds answers up loses none of them, and their cards say what it is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import MICROS, Access, Act, AnnouncementKind, Purpose, SuggestionState
from bot.workflow.delivery.pace import LONGEST_GAP, SHORTEST_GAP
from bot.workflow.money.spend_guard import LedgerMeter
from bot.workflow.suggestions.decisions import Decided
from bot.workflow.team.job_errors import LONGEST_REST
from bot.x.errors import TooFast
from tests.workflow.loopback import START
from tests.workflow.mailroom import ANSWERS, MAYA, Mailroom, mailroom

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POST = "/2/tweets"


async def waiting(room: Mailroom, *posts: Post) -> list[str]:
    """Why each of them waits, as their cards say."""
    return [(await room.card(post)).waiting for post in posts]


async def test_answers_by_api_are_spread_over_the_hour(tmp_path: Path) -> None:
    async with mailroom(tmp_path, replies_per_hour=6) as room:
        posts = await room.approved("ada", "bo", "cy", "dee")
        moments = []
        while (turn := await room.delivers()) is not None:
            moments.append(room.clock.now())
            assert (await waiting(room, posts[len(moments)]))[0].startswith(
                f"Goes out at about {turn:%H:%M}; replies are spread over the hour"
            )
            room.restarts()
            room.passes((turn - room.clock.now()) / 2)
            assert await room.delivers() == turn, "being woken early, or restarted, changes nothing"
            room.passes(turn - room.clock.now())
        moments.append(room.clock.now())

        assert all(SHORTEST_GAP * HOUR / 6 <= later - earlier <= LONGEST_GAP * HOUR / 6 for earlier, later in pairwise(moments))
        assert room.answers_on_x() == list(ANSWERS[:4]), "in the order of the approvals"


async def test_follows_and_replies_do_not_count_for_each_other(tmp_path: Path) -> None:
    async with mailroom(tmp_path, replies_per_hour=1, replies_per_day=1, follow_backs_per_hour=1, access=Access.SELF_SERVE) as room:
        follower = room.x.gains_follower("fan")
        await room.knows(follower)
        followed = await room.follow_back(follower)
        await room.desk.decide(followed, Act.APPROVE, MAYA)
        ada, bo = await room.approved("ada", "bo")
        assert await room.follows_back() is None
        again_at = await room.delivers()
        assert again_at is not None
        assert again_at >= room.clock.now() + DAY, "the day's cap of replies is reached"

        card = await room.desk.card(followed)
        assert card is not None
        assert card.suggestion.state is STATES.HANDED_OFF
        assert [await room.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.APPROVED]


async def test_in_quiet_hours_no_answer_goes_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path, quiet_hours=(time(9), time(12, 30))) as room:
        (post,) = await room.approved("ada")
        assert await room.delivers() == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
        assert await waiting(room, post) == ["Quiet hours until 12:30; it goes out by itself after that."]
        assert room.answers_on_x() == []

        room.passes(2.5 * HOUR)
        await room.delivers()
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_while_paused_nothing_goes_out_and_nothing_is_looked_up(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        await room.switch.pause(MAYA)
        calls = len(room.x.calls)
        assert (await room.delivers(), await room.confirms()) == (None, None)
        assert len(room.x.calls) == calls
        assert await waiting(room, post) == ["Mutuals is paused; it goes on after /resume."]

        await room.switch.resume(MAYA)
        await room.delivers()
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_a_lock_stops_all_answers_and_is_told_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada, bo = await room.approved("ada", "bo")
        room.x.locked = True
        for _ in range(3):
            await room.delivers()
            room.passes(LONGEST_REST)

        assert len(await room.told(AnnouncementKind.WRITES_STOPPED)) == 1
        assert all("locked" in why for why in await waiting(room, ada, bo))
        assert room.answers_on_x() == []
        room.x.locked = False
        await room.switch.resume(MAYA)
        await room.goes_on(HOUR)
        assert room.answers_on_x() == list(ANSWERS[:2])


async def test_a_used_up_limit_is_waited_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada, bo = await room.approved("ada", "bo")
        room.x.rate_limit("post")
        again_at = await room.delivers()
        for _ in range(4):
            room.passes(timedelta(minutes=1))
            assert await room.delivers() == again_at
            room.restarts()

        assert room.asked_for(POST, "POST") == [429]
        assert [act for act, _ in await room.acts(ada)][-2:] == [Act.START, Act.RETRY]
        assert all("limits how often" in why for why in await waiting(room, ada, bo))
        await room.goes_on(HOUR)
        assert room.answers_on_x() == list(ANSWERS[:2])


@pytest.mark.parametrize("window", ["x-user-limit-24hour", "x-app-limit-24hour"])
async def test_a_day_that_x_says_is_used_up_is_waited_for_without_asking_again(tmp_path: Path, window: str) -> None:
    async with mailroom(tmp_path, reply_window=timedelta(days=7)) as room:
        ada, bo = await room.approved("ada", "bo")
        room.x.limit_a_day("post", 17)
        room.x.rate_limit("post", window)
        tomorrow = room.clock.now() + timedelta(hours=24)
        for _ in range(40):
            assert await room.delivers() == tomorrow
            room.passes(timedelta(minutes=33))
            room.restarts()

        assert room.asked_for(POST, "POST") == [429], "the one that found it out"
        assert [why.partition(".")[0] for why in await waiting(room, ada, bo)] == ["X takes no more of these today"] * 2
        await room.goes_on(timedelta(hours=4))
        assert room.answers_on_x() == list(ANSWERS[:2])


@pytest.mark.parametrize(
    ("a_day", "a_month", "until", "says"),
    [
        (40_000, MICROS, datetime(2026, 3, 3, tzinfo=UTC), "DAILY_BUDGET_USD"),
        (MICROS, 40_000, datetime(2026, 4, 1, tzinfo=UTC), "MONTHLY_BUDGET_USD"),
    ],
)
async def test_a_used_up_budget_holds_answers_until_there_is_new_money(
    tmp_path: Path, a_day: int, a_month: int, until: datetime, says: str
) -> None:
    async with mailroom(tmp_path, daily_budget=a_day, monthly_budget=a_month) as room:
        (post,) = await room.approved("ada")
        meter = LedgerMeter(room.context)
        spent = await meter.reserve(purpose=Purpose.CONFIRMATION, endpoint="GET /2/users", micros=25_000, write=False)
        await meter.settle_request(spent, micros=25_000, status=200, limit=None)
        assert await room.delivers() == until

        assert says in (await waiting(room, post))[0]
        assert [act for act, _ in await room.acts(post)] == [Act.EDIT, Act.APPROVE], "nothing is begun that the budget does not allow"
        assert room.asked_for(POST, "POST") == []


async def test_what_there_is_no_money_for_holds_up_nothing_cheaper(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=190_000) as room:
        dear, cheap = await room.asked("ada"), await room.asked("bo", "is there decaf?")
        for post, text in ((dear, "All of it is on https://example.com/menu today."), (cheap, ANSWERS[2])):
            await room.writes(post, text)
            assert isinstance(await room.decides(post, Act.APPROVE), Decided)
        why, turn = await waiting(room, dear, cheap)
        assert "one call may cost $0.20" in why
        assert turn == ""
        again_at = await room.delivers()

        assert room.answers_on_x() == [ANSWERS[2]]
        assert [await room.state(post) for post in (dear, cheap)] == [STATES.APPROVED, STATES.DONE]
        assert await waiting(room, dear) == [why]
        assert again_at is not None
        assert again_at > room.clock.now(), "it is tried again when there is new money"


async def test_without_credits_one_call_finds_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada, bo = await room.approved("ada", "bo")
        room.x.credits = False
        for _ in range(4):
            assert await room.delivers() is None
            room.passes(HOUR)

        assert [call.status for call in room.x.calls].count(402) == 1
        assert all("credits" in why for why in await waiting(room, ada, bo))
        assert len(await room.told(AnnouncementKind.TROUBLE)) == 1


async def test_while_x_cannot_be_reached_nothing_is_begun(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        port = int(room.x.url.rpartition(":")[2])
        await room.x.stop()
        await room.delivers()
        assert await room.state(post) is STATES.APPROVED, "who cannot see whether the team has answered does not send"

        await room.x.start(port)
        await room.goes_on(HOUR)
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_an_approval_taken_back_before_its_turn_never_goes_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path, replies_per_hour=1) as room:
        ada, bo = await room.approved("ada", "bo")
        await room.delivers()
        assert isinstance(await room.decides(bo, Act.WITHDRAW), Decided)
        await room.goes_on(DAY)

        assert room.answers_on_x() == [ANSWERS[0]]
        assert [await room.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.WITHDRAWN]


async def test_the_pace_holds_for_who_goes_around_the_job(tmp_path: Path) -> None:
    async with mailroom(tmp_path, replies_per_hour=2) as room:
        posts = [room.asks(room.x.joins(name)) for name in ("ada", "bo", "cy")]
        for post, text in zip(posts[:2], ANSWERS, strict=False):
            await room.door.reply(text, to=post.id, summoned=True, purpose=Purpose.REPLY)
        with pytest.raises(TooFast) as refusal:
            await room.door.reply(ANSWERS[2], to=posts[2].id, summoned=True, purpose=Purpose.REPLY)

        assert refusal.value.until == START + HOUR
        assert room.answers_on_x() == list(ANSWERS[:2])
