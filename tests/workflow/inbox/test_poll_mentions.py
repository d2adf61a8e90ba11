"""Whoever mentions the account is counted once for each post, whatever happens on X and to Mutuals between two looks and during one."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.x import Dialect, Person, Post
from bot.demo.x.conditions import PaginationFault
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.x.errors import Paused, Unreachable, XError
from bot.x.parse.snowflake import snowflake_moment
from tests.support.pytest_plugins.examples import one_in
from tests.support.scripted_server import scripted_server
from tests.support.team import MAYA
from tests.support.world import World


class MentionsWorld(World):
    """reassessed: who was to be assessed anew, poll by poll. fail_reassess: whether assessing fails."""

    def __init__(self, folder: Path, **flags: Any) -> None:
        super().__init__(folder, guarded=False, **flags)
        self.reassessed: list[set[int]] = []
        self.fail_reassess = False

    def restart(self) -> None:
        super().restart()
        self._jobs[Job.POLL_MENTIONS] = PollMentions(self.context, self.client, self._reassess).run

    async def _reassess(self, user_ids: Collection[int]) -> None:
        if self.fail_reassess:
            raise OSError("the disk is full")
        self.reassessed.append(set(user_ids))

    def post_mentions(self, person: Person, n: int = 1) -> list[Post]:
        posts = []
        for _ in range(n):
            self.advance(timedelta(seconds=1))
            posts.append(self.x.posts(person, "lovely coffee"))
        return posts

    async def last_post_at(self, person: Person) -> datetime | None:
        async with self.store.read() as tx:
            return (await tx.interactions.among([person.id]))[person.id][1]

    @property
    def mention_pages(self) -> int:
        """How many pages of mentions X has handed out."""
        return self.call_statuses("/mentions").count(200)


@pytest.fixture(params=list(Dialect))
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MentionsWorld]:
    async with MentionsWorld(tmp_path, dialect=Dialect(request.param)) as world:
        yield world


async def test_who_mentions_the_account_is_counted_and_assessed_anew(world: MentionsWorld) -> None:
    ada, bo = world.x.joins("ada"), world.x.gains_follower("bo")
    await world.poll_mentions()
    world.post_mentions(ada, 2)
    last = world.post_mentions(bo)[0]

    assert await world.poll_mentions() == world.clock.now() + EVERY

    assert (await world.post_count(ada), await world.post_count(bo)) == (2, 1)
    assert await world.last_post_at(bo) == last.created_at
    assert world.reassessed == [{ada.id, bo.id}]
    assert world.woken == [Job.TRIAGE, Job.REASSESS]


async def test_nothing_new_costs_nothing_and_concerns_nobody(world: MentionsWorld) -> None:
    """But for the last hour before a downtime, which is read once more."""
    world.post_mentions(world.x.joins("ada"))
    await world.poll_mentions()
    spent = await world.spent()
    assert spent == world.x.spent_micros > 0
    for _ in range(10):
        await world.poll_mentions()
    assert await world.spent() == spent

    for _ in range(3):
        world.advance(timedelta(days=1))
        await world.poll_mentions()

    assert await world.spent() == world.x.spent_micros == 2 * spent
    assert (len(world.reassessed), len(world.woken)) == (1, 2)


async def test_a_famous_account_does_not_pay_for_its_past(world: MentionsWorld) -> None:
    fan = world.x.joins("fan")
    world.post_mentions(fan, 150)
    await world.poll_mentions()
    assert (await world.post_count(fan), world.mention_pages) == (100, 1)

    world.post_mentions(fan)
    await world.poll_mentions()
    assert (await world.post_count(fan), world.mention_pages) == (101, 3)

    for _ in range(9):
        await world.poll_mentions()
    assert await world.post_count(fan) == 101
    assert await world.spent() == world.x.spent_micros


async def test_whatever_was_said_during_a_downtime_is_read_to_its_end(world: MentionsWorld) -> None:
    early, crowd, late = world.x.joins("early"), world.x.joins("crowd"), world.x.joins("late")
    world.post_mentions(early)
    await world.poll_mentions()
    world.post_mentions(early)
    world.post_mentions(crowd, 230)
    world.post_mentions(late)

    await world.poll_mentions()

    assert [await world.post_count(person) for person in (early, crowd, late)] == [2, 230, 1]
    assert world.reassessed[1:] == [{crowd.id, late.id}, {crowd.id}, {crowd.id, early.id}]
    assert world.mention_pages == 1 + 3


async def test_of_an_account_that_nobody_spoke_to_before_everything_is_read(world: MentionsWorld) -> None:
    await world.poll_mentions()
    crowd = world.x.joins("crowd")
    world.post_mentions(crowd, 150)
    await world.poll_mentions()

    assert (await world.post_count(crowd), world.mention_pages) == (150, 1 + 2)


async def test_what_x_lists_only_after_the_first_look_is_read(world: MentionsWorld) -> None:
    post = world.post_mentions(world.x.joins("ada"))[0]
    post.deleted = True
    await world.poll_mentions()
    post.deleted = False
    await world.poll_mentions()

    assert await world.post_count(post.author) == 1


async def test_an_outage_between_two_pages_loses_nobody_and_counts_nobody_twice(world: MentionsWorld) -> None:
    early, crowd = world.x.joins("early"), world.x.joins("crowd")
    world.post_mentions(early)
    await world.poll_mentions()
    world.post_mentions(early)
    world.post_mentions(crowd, 130)

    def fail() -> None:
        world.x.down = world.x.down or world.mention_pages == 2

    stop_failing = world.x.on_change(fail)
    with pytest.raises(Unreachable):
        await world.poll_mentions()
    stop_failing()
    assert (await world.post_count(early), await world.post_count(crowd)) == (1, 100)
    world.x.down = False
    spent = await world.spent()
    await world.poll_mentions()

    assert (await world.post_count(early), await world.post_count(crowd)) == (2, 130)
    assert world.reassessed[-1] == {early.id, crowd.id}
    assert world.x.spent_micros <= spent + 31 * 1_000 + 10_000, "what had been read is not charged again"


async def test_a_look_that_broke_off_is_gone_on_with_another_day_and_costs_nothing_twice(tmp_path: Path) -> None:
    async with MentionsWorld(tmp_path) as world:
        early, crowd, late = world.x.joins("early"), world.x.joins("crowd"), world.x.joins("late")
        world.post_mentions(early)
        await world.poll_mentions()
        world.post_mentions(crowd, 230)
        for read in (1, 2):
            before = world.mention_pages

            def fail(before: int = before) -> None:
                world.x.down = world.x.down or world.mention_pages == before + 1

            stop_failing = world.x.on_change(fail)
            with pytest.raises(Unreachable):
                await world.poll_mentions()
            stop_failing()
            world.x.down = False
            assert await world.post_count(crowd) == 100 * read
            world.advance(timedelta(days=1))
        newest = world.post_mentions(late)[0]
        await world.poll_mentions()

        assert [await world.post_count(person) for person in (early, crowd, late)] == [1, 230, 1]
        assert world.x.spent_micros == (232 + 1) * 1_000, "what was said in the hour before the downtime began is read once more"
        await world.poll_mentions()
        assert hour_before(world) == timedelta(hours=1)
        assert "until_id" not in world.calls("/mentions")[-1].query
        assert newest.id > int(world.calls("/mentions")[-1].query["since_id"])


async def test_a_place_to_go_on_at_that_x_does_not_take_is_given_up_and_nobody_is_lost(world: MentionsWorld) -> None:
    crowd = world.x.joins("crowd")
    since = world.post_mentions(crowd)[0]
    await world.poll_mentions()
    posts = world.post_mentions(crowd, 150)
    async with world.store.write() as tx:
        await tx.accounts.mentions_partly_read(posts[-1].id, posts[-1].id)
    world.x.refuse(2, status=400, path_contains="/mentions")
    before = len(world.calls("/mentions"))
    await world.poll_mentions()

    look = world.calls("/mentions")[before:]
    assert [call.status for call in look[:4]] == [400, 400, 200, 200]
    assert {"since_id", "until_id"} & look[2].query.keys() == set()
    assert await world.post_count(crowd) == 151
    assert since.id < posts[0].id


async def test_who_was_heard_is_counted_once_and_left_to_another_job_where_assessing_them_fails(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    await world.poll_mentions()
    world.post_mentions(ada)
    world.fail_reassess = True
    with pytest.raises(OSError, match="full"):
        await world.poll_mentions()
    world.fail_reassess = False

    await world.poll_mentions()
    await world.poll_mentions()

    assert (world.reassessed, await world.post_count(ada)) == ([], 1)
    assert Job.REASSESS in world.woken


async def test_what_the_account_itself_posts_concerns_nobody_and_is_not_read_again(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    world.post_mentions(ada)
    world.advance(timedelta(seconds=1))
    own = world.x.posts(world.x.account, f"as @{world.x.account.username} always says")

    await world.poll_mentions()
    await world.poll_mentions()

    assert await world.post_count(ada) == 1
    assert hour_before(world) == timedelta(hours=1)
    assert own.id > int(world.calls("/mentions")[-1].query["since_id"])
    assert world.reassessed == [{ada.id}]


async def test_only_the_account_s_own_words_concern_nobody(world: MentionsWorld) -> None:
    world.x.posts(world.x.account, f"as @{world.x.account.username} always says")

    await world.poll_mentions()

    assert (world.reassessed, world.woken) == ([], [])


async def test_where_x_does_not_take_the_place_to_begin_at_all_is_read_down_to_it(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    world.post_mentions(ada)
    await world.poll_mentions()
    world.post_mentions(ada, 120)
    world.x.refuse(1, status=400, path_contains="/mentions")

    await world.poll_mentions()
    assert await world.post_count(ada) == 121
    assert "since_id" not in world.calls("/mentions")[-1].query
    assert world.mention_pages == 1 + 2

    await world.poll_mentions()
    assert hour_before(world) == timedelta(hours=1)


async def test_a_place_that_lies_ahead_of_everything_is_given_up_too(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    async with world.store.write() as tx:
        await tx.accounts.mentions_read(2**62)
    world.post_mentions(ada)
    world.x.refuse(1, status=400, path_contains="/mentions")
    await world.poll_mentions()

    world.post_mentions(ada)
    await world.poll_mentions()

    assert await world.post_count(ada) == 2


async def test_nothing_is_asked_while_paused(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    world.post_mentions(ada)
    await world.services.pause.pause(MAYA)

    assert await world.poll_mentions() is None
    assert not world.x.calls

    async with world.store.write() as tx:
        await tx.accounts.resume()
    await world.poll_mentions()
    assert await world.post_count(ada) == 1


async def test_a_pause_in_the_middle_of_a_look_ends_it_and_loses_nothing(world: MentionsWorld) -> None:
    ada = world.x.joins("ada")
    world.post_mentions(ada)
    await world.poll_mentions()
    world.post_mentions(ada, 130)
    before = world.mention_pages
    paused: list[asyncio.Task[Any]] = []

    def pause() -> None:
        if world.mention_pages > before and not paused:
            paused.append(asyncio.create_task(world.services.pause.pause(MAYA)))

    stop_pausing = world.x.on_change(pause)
    with pytest.raises(Paused):
        await world.poll_mentions()
    stop_pausing()
    await paused[0]
    async with world.store.write() as tx:
        await tx.accounts.resume()
    await world.poll_mentions()

    assert await world.post_count(ada) == 131


def hour_before(world: MentionsWorld) -> timedelta:
    """How long before the look before the last one X was asked to begin."""
    return world.clock.now() - EVERY - snowflake_moment(int(world.calls("/mentions")[-1].query["since_id"]))


OWN_POSTS = ["tweets"] * 2


async def test_a_list_that_leads_in_a_circle_ends_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    post = {"id": "20", "author_id": "7", "created_at": "2026-03-02T09:00:00.000Z"}
    async with (
        scripted_server(web.json_response({"data": [post], "meta": {"next_token": "again"}})) as server,
        MentionsWorld(tmp_path, url=server.url) as world,
    ):
        async with world.store.write() as tx:
            await tx.accounts.mentions_read(19)
        await world.poll_mentions()
        assert [request.path.rpartition("/")[2] for request in server.requests] == [*OWN_POSTS, *["mentions"] * 2, *OWN_POSTS]

        await world.poll_mentions()
        assert server.requests[len(OWN_POSTS) * 3 + 2].query["until_id"] == "20", "what is missing is asked for in another way"
        async with world.store.read() as tx:
            account = await tx.accounts.get()
        assert account.mentions_partial_newest_id is None
        assert account.newest_mention_id is not None
        assert account.newest_mention_id > 20, "and given up where that does not help either"


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_what_x_does_not_lead_to_is_read_once_it_does(tmp_path: Path, pagination_fault: PaginationFault) -> None:
    async with MentionsWorld(tmp_path) as world:
        early, crowd = world.x.joins("early"), world.x.joins("crowd")
        await world.poll_mentions()
        world.post_mentions(early)
        world.post_mentions(crowd, 230)
        world.x.pagination_fault = pagination_fault
        await world.poll_mentions()
        assert 0 < await world.post_count(crowd) < 230
        calls = len(world.calls("/mentions"))
        assert calls < 20

        world.x.pagination_fault = "none"
        await world.poll_mentions()
        assert (await world.post_count(early), await world.post_count(crowd)) == (1, 230)


@pytest.mark.parametrize("minutes", [1, 54])
async def test_a_mention_that_x_lists_late_is_found(world: MentionsWorld, minutes: int) -> None:
    ada, bo = world.x.joins("ada"), world.x.joins("bo")
    await world.poll_mentions()
    late = world.post_mentions(ada)[0]
    world.x.delays_listing(late)
    world.post_mentions(bo)
    await world.poll_mentions()
    for _ in range(minutes // 5):
        await world.poll_mentions()
    assert (await world.post_count(ada), await world.post_count(bo)) == (0, 1)
    world.x.ends_listing_delay(late)
    await world.poll_mentions()

    assert (await world.post_count(ada), await world.post_count(bo)) == (1, 1)
    assert await world.spent() == world.x.spent_micros


async def test_in_a_busy_hour_what_is_listed_late_is_found_and_few_pages_are_read(tmp_path: Path) -> None:
    async with MentionsWorld(tmp_path) as world:
        ada, crowd = world.x.joins("ada"), world.x.joins("crowd")
        await world.poll_mentions()
        late = world.post_mentions(ada)[0]
        world.x.delays_listing(late)
        for _ in range(6):
            world.post_mentions(crowd, 110)
            await world.poll_mentions()
        world.x.ends_listing_delay(late)
        before = world.mention_pages
        for _ in range(6):
            await world.poll_mentions()

        assert (await world.post_count(ada), await world.post_count(crowd)) == (1, 660)
        assert world.mention_pages - before <= 5 * 3 + 7
        assert world.x.spent_micros == 661 * 1_000


class History:
    """Plays what happens on X and to Mutuals. said: how often each person has mentioned the account."""

    def __init__(self, world: MentionsWorld) -> None:
        self.world = world
        self.people = {name: world.x.joins(name) for name in ("ada", "bo")}
        self.said = dict.fromkeys(self.people, 0)
        self.late: dict[Post, datetime] = {}

    def speak(self, name: str, amount: int) -> None:
        self.world.post_mentions(self.people[name], amount)
        self.said[name] += amount

    def speak_unlisted(self, amount: int) -> None:
        """X lists what Ada says now only after a few looks, or never within the hour in which it has to."""
        post = self.world.post_mentions(self.people["ada"])[0]
        self.said["ada"] += 1
        self.world.x.delays_listing(post)
        self.late[post] = self.world.clock.now() + timedelta(minutes=amount % 50)

    def list_late_ones(self) -> None:
        for post in [post for post, at in self.late.items() if at <= self.world.clock.now()]:
            del self.late[post]
            self.world.x.ends_listing_delay(post)

    async def play(self, move: str, amount: int) -> None:
        world = self.world
        match move:
            case "ada" | "bo":
                self.speak(move, amount)
            case "late":
                self.speak_unlisted(amount)
            case "account":
                world.advance(timedelta(seconds=1))
                world.x.posts(world.x.account, f"@{world.x.account.username}")
            case "outage":
                world.x.refuse(amount % 6, status=503)
            case "lost answer":
                world.x.drop_responses(amount % 6, method="GET")
            case "refusal":
                world.x.refuse(1, status=429)
            case "midnight":
                world.advance(timedelta(days=1))
            case "dialect":
                world.x.dialect = Dialect.POST if world.x.dialect is Dialect.TWEET else Dialect.TWEET
            case "look":
                await self.look()

    async def look(self) -> bool:
        """Whether it was a whole look."""
        self.world.advance(timedelta(minutes=10))
        self.list_late_ones()
        self.world.advance(timedelta(minutes=5))
        try:
            await self.world.poll_mentions()
        except XError:
            return False
        return True


moves = st.tuples(
    st.sampled_from(["ada", "bo", "late", "account", "outage", "lost answer", "refusal", "midnight", "dialect", "look"]), st.integers(1, 60)
)


@settings(max_examples=one_in(2))
@given(st.lists(moves, max_size=25))
def test_any_history_is_counted_as_it_was(history: list[tuple[str, int]]) -> None:
    async def story(folder: Path) -> None:
        async with MentionsWorld(folder) as world:
            told = History(world)
            told.speak("ada", 1)
            await world.poll_mentions()
            for move, amount in history:
                await told.play(move, amount)
            while not await told.look() or told.late:
                pass
            await told.look()

            assert {name: await world.post_count(person) for name, person in told.people.items()} == told.said
            assert world.x.spent_micros <= await world.spent()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))
