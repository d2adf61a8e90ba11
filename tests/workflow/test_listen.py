"""Whoever mentions the account is counted once for each post, whatever happens on X and to Mutuals between two looks and during one."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.x import Dialect, Post
from bot.demo.x.conditions import Continuation
from bot.workflow.context import Job
from bot.workflow.inbox.poll_mentions import EVERY
from bot.x.errors import Paused, Unreachable, XError
from bot.x.parse.snowflake import snowflake_moment
from tests.workflow.ear import Ear, ear
from tests.x.odd import odd_x


@pytest.fixture(params=list(Dialect))
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ear]:
    async with ear(tmp_path, dialect=Dialect(request.param)) as listening:
        yield listening


async def test_who_mentions_the_account_is_counted_and_assessed_anew(town: Ear) -> None:
    ada, bo = town.x.joins("ada"), town.x.gains_follower("bo")
    await town.looks()
    town.says(ada, 2)
    last = town.says(bo)[0]

    assert await town.looks() == town.clock.now() + EVERY

    assert (await town.counted(ada), await town.counted(bo)) == (2, 1)
    assert await town.last_heard(bo) == last.created_at
    assert town.reassessed == [{ada.id, bo.id}]
    assert town.woken == [Job.CHOOSE, Job.REASSESS, Job.SHOW]


async def test_nothing_new_costs_nothing_and_concerns_nobody(town: Ear) -> None:
    """But for the last hour before a downtime, which is read once more."""
    town.says(town.x.joins("ada"))
    await town.looks()
    spent = await town.spent()
    assert spent == town.x.spent_micros > 0
    for _ in range(10):
        await town.looks()
    assert await town.spent() == spent

    for _ in range(3):
        town.clock.advance(timedelta(days=1))
        await town.looks()

    assert await town.spent() == town.x.spent_micros == 2 * spent
    assert (len(town.reassessed), len(town.woken)) == (1, 3)


async def test_a_famous_account_does_not_pay_for_its_past(town: Ear) -> None:
    fan = town.x.joins("fan")
    town.says(fan, 150)
    await town.looks()
    assert (await town.counted(fan), town.pages) == (100, 1)

    town.says(fan)
    await town.looks()
    assert (await town.counted(fan), town.pages) == (101, 3)

    for _ in range(9):
        await town.looks()
    assert await town.counted(fan) == 101
    assert await town.spent() == town.x.spent_micros


async def test_whatever_was_said_during_a_downtime_is_read_to_its_end(town: Ear) -> None:
    early, crowd, late = town.x.joins("early"), town.x.joins("crowd"), town.x.joins("late")
    town.says(early)
    await town.looks()
    town.says(early)
    town.says(crowd, 230)
    town.says(late)

    await town.looks()

    assert [await town.counted(person) for person in (early, crowd, late)] == [2, 230, 1]
    assert town.reassessed[1:] == [{crowd.id, late.id}, {crowd.id}, {crowd.id, early.id}]
    assert town.pages == 1 + 3


async def test_of_an_account_that_nobody_spoke_to_before_everything_is_read(town: Ear) -> None:
    await town.looks()
    crowd = town.x.joins("crowd")
    town.says(crowd, 150)
    await town.looks()

    assert (await town.counted(crowd), town.pages) == (150, 1 + 2)


async def test_what_x_lists_only_after_the_first_look_is_read(town: Ear) -> None:
    post = town.says(town.x.joins("ada"))[0]
    post.deleted = True
    await town.looks()
    post.deleted = False
    await town.looks()

    assert await town.counted(post.author) == 1


async def test_an_outage_between_two_pages_loses_nobody_and_counts_nobody_twice(town: Ear) -> None:
    early, crowd = town.x.joins("early"), town.x.joins("crowd")
    town.says(early)
    await town.looks()
    town.says(early)
    town.says(crowd, 130)

    def fail() -> None:
        town.x.down = town.x.down or town.pages == 2

    stop_failing = town.x.on_change(fail)
    with pytest.raises(Unreachable):
        await town.looks()
    stop_failing()
    assert (await town.counted(early), await town.counted(crowd)) == (1, 100)
    town.x.down = False
    spent = await town.spent()
    await town.looks()

    assert (await town.counted(early), await town.counted(crowd)) == (2, 130)
    assert town.reassessed[-1] == {early.id, crowd.id}
    assert town.x.spent_micros <= spent + 31 * 1_000 + 10_000, "what had been read is not charged again"


async def test_a_look_that_broke_off_is_gone_on_with_another_day_and_costs_nothing_twice(tmp_path: Path) -> None:
    async with ear(tmp_path) as town:
        early, crowd, late = town.x.joins("early"), town.x.joins("crowd"), town.x.joins("late")
        town.says(early)
        await town.looks()
        town.says(crowd, 230)
        for read in (1, 2):
            before = town.pages

            def fail(before: int = before) -> None:
                town.x.down = town.x.down or town.pages == before + 1

            stop_failing = town.x.on_change(fail)
            with pytest.raises(Unreachable):
                await town.looks()
            stop_failing()
            town.x.down = False
            assert await town.counted(crowd) == 100 * read
            town.clock.advance(timedelta(days=1))
        newest = town.says(late)[0]
        await town.looks()

        assert [await town.counted(person) for person in (early, crowd, late)] == [1, 230, 1]
        assert town.x.spent_micros == (232 + 1) * 1_000, "what was said in the hour before the downtime began is read once more"
        await town.looks()
        assert hour_before(town) == timedelta(hours=1)
        assert "until_id" not in town.asked_for_mentions[-1].query
        assert newest.id > int(town.asked_for_mentions[-1].query["since_id"])


async def test_a_place_to_go_on_at_that_x_does_not_take_is_given_up_and_nobody_is_lost(town: Ear) -> None:
    crowd = town.x.joins("crowd")
    since = town.says(crowd)[0]
    await town.looks()
    posts = town.says(crowd, 150)
    async with town.store.write() as tx:
        await tx.accounts.mentions_read_between(posts[-1].id, posts[-1].id)
    town.x.refuse(2, status=400, path_contains="/mentions")
    before = len(town.asked_for_mentions)
    await town.looks()

    look = town.asked_for_mentions[before:]
    assert [call.status for call in look[:4]] == [400, 400, 200, 200]
    assert {"since_id", "until_id"} & look[2].query.keys() == set()
    assert await town.counted(crowd) == 151
    assert since.id < posts[0].id


async def test_who_was_heard_is_counted_once_and_left_to_another_job_where_assessing_them_fails(town: Ear) -> None:
    ada = town.x.joins("ada")
    await town.looks()
    town.says(ada)
    town.stumbles = True
    with pytest.raises(OSError, match="full"):
        await town.looks()
    town.stumbles = False

    await town.looks()
    await town.looks()

    assert (town.reassessed, await town.counted(ada)) == ([], 1)
    assert Job.REASSESS in town.woken


async def test_what_the_account_itself_posts_concerns_nobody_and_is_not_read_again(town: Ear) -> None:
    ada = town.x.joins("ada")
    town.says(ada)
    town.clock.advance(timedelta(seconds=1))
    own = town.x.posts(town.x.account, f"as @{town.x.account.username} always says")

    await town.looks()
    await town.looks()

    assert await town.counted(ada) == 1
    assert hour_before(town) == timedelta(hours=1)
    assert own.id > int(town.asked_for_mentions[-1].query["since_id"])
    assert town.reassessed == [{ada.id}]


async def test_only_the_account_s_own_words_concern_nobody(town: Ear) -> None:
    town.x.posts(town.x.account, f"as @{town.x.account.username} always says")

    await town.looks()

    assert (town.reassessed, town.woken) == ([], [])


async def test_where_x_does_not_take_the_place_to_begin_at_all_is_read_down_to_it(town: Ear) -> None:
    ada = town.x.joins("ada")
    town.says(ada)
    await town.looks()
    town.says(ada, 120)
    town.x.refuse(1, status=400, path_contains="/mentions")

    await town.looks()
    assert await town.counted(ada) == 121
    assert "since_id" not in town.asked_for_mentions[-1].query
    assert town.pages == 1 + 2

    await town.looks()
    assert hour_before(town) == timedelta(hours=1)


async def test_a_place_that_lies_ahead_of_everything_is_given_up_too(town: Ear) -> None:
    ada = town.x.joins("ada")
    async with town.store.write() as tx:
        await tx.accounts.mentions_read(2**62)
    town.says(ada)
    town.x.refuse(1, status=400, path_contains="/mentions")
    await town.looks()

    town.says(ada)
    await town.looks()

    assert await town.counted(ada) == 2


async def test_nothing_is_asked_while_paused(town: Ear) -> None:
    ada = town.x.joins("ada")
    town.says(ada)
    await town.pause()

    assert await town.looks() is None
    assert not town.x.calls

    async with town.store.write() as tx:
        await tx.accounts.resume()
    await town.looks()
    assert await town.counted(ada) == 1


async def test_a_pause_in_the_middle_of_a_look_ends_it_and_loses_nothing(town: Ear) -> None:
    ada = town.x.joins("ada")
    town.says(ada)
    await town.looks()
    town.says(ada, 130)
    before = town.pages
    paused: list[asyncio.Task[None]] = []

    def pause() -> None:
        if town.pages > before and not paused:
            paused.append(asyncio.create_task(town.pause()))

    stop_pausing = town.x.on_change(pause)
    with pytest.raises(Paused):
        await town.looks()
    stop_pausing()
    await paused[0]
    async with town.store.write() as tx:
        await tx.accounts.resume()
    await town.looks()

    assert await town.counted(ada) == 131


def hour_before(town: Ear) -> timedelta:
    """How long before the look before the last one X was asked to begin."""
    return town.clock.now() - EVERY - snowflake_moment(int(town.asked_for_mentions[-1].query["since_id"]))


OWN_POSTS = ["tweets"] * 2


async def test_a_list_that_leads_in_a_circle_ends_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    post = {"id": "20", "author_id": "7", "created_at": "2026-03-02T09:00:00.000Z"}
    async with (
        odd_x(web.json_response({"data": [post], "meta": {"next_token": "again"}})) as odd,
        ear(tmp_path, url=odd.url) as town,
    ):
        async with town.store.write() as tx:
            await tx.accounts.mentions_read(19)
        await town.looks()
        assert [request.path.rpartition("/")[2] for request in odd.requests] == [*OWN_POSTS, *["mentions"] * 2, *OWN_POSTS]

        await town.looks()
        assert odd.requests[len(OWN_POSTS) * 3 + 2].query["until_id"] == "20", "what is missing is asked for in another way"
        async with town.store.read() as tx:
            account = await tx.accounts.get()
        assert account.mentions_top_id is None
        assert account.newest_mention_id is not None
        assert account.newest_mention_id > 20, "and given up where that does not help either"


@pytest.mark.parametrize("continuation", ["circle", "empty"])
async def test_what_x_does_not_lead_to_is_read_once_it_does(tmp_path: Path, continuation: Continuation) -> None:
    async with ear(tmp_path) as town:
        early, crowd = town.x.joins("early"), town.x.joins("crowd")
        await town.looks()
        town.says(early)
        town.says(crowd, 230)
        town.x.continuation = continuation
        await town.looks()
        assert 0 < await town.counted(crowd) < 230
        calls = len(town.asked_for_mentions)
        assert calls < 20

        town.x.continuation = "sound"
        await town.looks()
        assert (await town.counted(early), await town.counted(crowd)) == (1, 230)


@pytest.mark.parametrize("minutes", [1, 54])
async def test_a_mention_that_x_lists_late_is_found(town: Ear, minutes: int) -> None:
    ada, bo = town.x.joins("ada"), town.x.joins("bo")
    await town.looks()
    late = town.says(ada)[0]
    town.x.lists_late(late)
    town.says(bo)
    await town.looks()
    for _ in range(minutes // 5):
        await town.looks()
    assert (await town.counted(ada), await town.counted(bo)) == (0, 1)
    town.x.lists(late)
    await town.looks()

    assert (await town.counted(ada), await town.counted(bo)) == (1, 1)
    assert await town.spent() == town.x.spent_micros


async def test_in_a_busy_hour_what_is_listed_late_is_found_and_few_pages_are_read(tmp_path: Path) -> None:
    async with ear(tmp_path) as town:
        ada, crowd = town.x.joins("ada"), town.x.joins("crowd")
        await town.looks()
        late = town.says(ada)[0]
        town.x.lists_late(late)
        for _ in range(6):
            town.says(crowd, 150)
            await town.looks()
        town.x.lists(late)
        before = town.pages
        for _ in range(6):
            await town.looks()

        assert (await town.counted(ada), await town.counted(crowd)) == (1, 900)
        assert town.pages - before <= 5 * 3 + 10
        assert town.x.spent_micros == 901 * 1_000


class History:
    """Plays what happens on X and to Mutuals. said: how often each person has mentioned the account."""

    def __init__(self, town: Ear) -> None:
        self.town = town
        self.people = {name: town.x.joins(name) for name in ("ada", "bo")}
        self.said = dict.fromkeys(self.people, 0)
        self.late: dict[Post, datetime] = {}

    def speak(self, name: str, amount: int) -> None:
        self.town.says(self.people[name], amount)
        self.said[name] += amount

    def speak_unlisted(self, amount: int) -> None:
        """X lists what Ada says now only after a few looks, or never within the hour in which it has to."""
        post = self.town.says(self.people["ada"])[0]
        self.said["ada"] += 1
        self.town.x.lists_late(post)
        self.late[post] = self.town.clock.now() + timedelta(minutes=amount % 50)

    def list_late_ones(self) -> None:
        for post in [post for post, at in self.late.items() if at <= self.town.clock.now()]:
            del self.late[post]
            self.town.x.lists(post)

    async def play(self, move: str, amount: int) -> None:
        town = self.town
        match move:
            case "ada" | "bo":
                self.speak(move, amount)
            case "late":
                self.speak_unlisted(amount)
            case "account":
                town.clock.advance(timedelta(seconds=1))
                town.x.posts(town.x.account, f"@{town.x.account.username}")
            case "outage":
                town.x.refuse(amount % 6, status=503)
            case "lost answer":
                town.x.drop_answers(amount % 6, method="GET")
            case "refusal":
                town.x.refuse(1, status=429)
            case "midnight":
                town.clock.advance(timedelta(days=1))
            case "dialect":
                town.x.dialect = Dialect.POST if town.x.dialect is Dialect.TWEET else Dialect.TWEET
            case "look":
                await self.look()

    async def look(self) -> bool:
        """Whether it was a whole look."""
        self.town.clock.advance(timedelta(minutes=10))
        self.list_late_ones()
        self.town.clock.advance(timedelta(minutes=5))
        try:
            await self.town.looks()
        except XError:
            return False
        return True


moves = st.tuples(
    st.sampled_from(["ada", "bo", "late", "account", "outage", "lost answer", "refusal", "midnight", "dialect", "look"]), st.integers(1, 60)
)


@settings(max_examples=25)
@given(st.lists(moves, max_size=25))
def test_any_history_is_counted_as_it_was(history: list[tuple[str, int]]) -> None:
    async def story(folder: Path) -> None:
        async with ear(folder) as town:
            told = History(town)
            told.speak("ada", 1)
            await town.looks()
            for move, amount in history:
                await told.play(move, amount)
            while not await told.look() or told.late:
                pass
            await told.look()

            assert {name: await town.counted(person) for name, person in told.people.items()} == told.said
            assert town.x.spent_micros <= await town.spent()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))
