"""The demo's story: quick to begin, believable, the same for the same seed, and told by the simulated clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.scenario import DAYTIME_INTERVAL, Scenario
from bot.demo.x import Persona, Post, ReplySettings, SimulatedX
from bot.demo.x.world import sample_posts
from bot.demo.x.world.sample_posts import SamplePost

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
STANDING = 0.0


class Story:
    """An account of 50 followers, what happens to it, and a clock that the test moves."""

    def __init__(self, seed: int, speed: float = STANDING) -> None:
        self.clock = SimulatedClock(MORNING, speed)
        self.x = SimulatedX(self.clock, seed=1, population=50)
        self.old = set(self.x.followers)
        self.scenario = Scenario(self.clock, self.x, seed)
        self.happened = 0
        self._changed = asyncio.Event()
        self.x.on_change(self._note)

    def _note(self) -> None:
        self.happened += 1
        self._changed.set()

    @property
    def new(self) -> list[str]:
        return [person.username for person in reversed(self.x.followers) if person not in self.old]

    @property
    def mentions(self) -> list[Post]:
        """Newest first."""
        return list(self.x.timeline.mentioning(self.x.account))

    @property
    def posts(self) -> list[Post]:
        """Everything that was posted to the account, oldest first, deleted ones as well."""
        return list(self.x.timeline.addressing(self.x.account))[::-1]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def settles(self) -> None:
        """Let everything that is due happen: nothing here waits for more than a turn of the loop."""
        before = -1
        while before != self.happened:
            before = self.happened
            for _ in range(50):
                await asyncio.sleep(0)

    async def passes(self, span: timedelta) -> None:
        self.clock.advance(span)
        await self.settles()


def bare(post: Post) -> str:
    """What was said, without the handle before it."""
    return post.text.removeprefix("@harbourlight ")


@asynccontextmanager
async def told(seed: int, speed: float = STANDING) -> AsyncIterator[Story]:
    story = Story(seed, speed)
    story.scenario.start()
    try:
        yield story
    finally:
        await story.scenario.stop()


async def test_somebody_worth_considering_follows_within_ten_seconds_of_a_clock_at_60() -> None:
    async with told(seed=7, speed=60) as story:
        async with asyncio.timeout(20):
            await story.until(lambda: bool(story.new))

        assert story.x.person(story.new[0]).persona is Persona.ENGAGED


async def test_the_first_minutes_bring_a_mixture() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(minutes=10))

        assert {story.x.person(name).persona for name in story.new} >= {
            Persona.ENGAGED,
            Persona.ORDINARY,
            Persona.QUIET,
            Persona.SUSPICIOUS,
            Persona.BIG,
        }


async def test_a_day_is_believable() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(hours=12))
        gone = [person for person in story.old if person not in story.x.followers]
        kinds = [story.x.person(name).persona for name in story.new]
        usual = timedelta(hours=12) / DAYTIME_INTERVAL

    assert usual * 0.6 < len(kinds) < usual * 1.6
    assert set(kinds) == set(Persona)
    assert kinds.count(Persona.ORDINARY) > kinds.count(Persona.SUSPICIOUS) > 0
    assert gone


async def test_nights_are_quieter_than_days() -> None:
    by_day = by_night = 0
    for seed in range(5):
        async with told(seed) as story:
            await story.passes(timedelta(hours=13))
            gained_by_day = len(story.new)
            await story.passes(timedelta(hours=10))
            by_day += gained_by_day
            by_night += len(story.new) - gained_by_day

    assert 0 < by_night / 10 < by_day / 13 / 2


async def test_a_newcomer_asks_and_an_old_follower_praises_within_forty_seconds() -> None:
    for seed in range(10):
        async with told(seed) as story:
            await story.passes(timedelta(seconds=40))

            asked, praised = story.posts
            assert SamplePost(bare(asked), asked.lang) in sample_posts.QUESTIONS
            assert story.new == [asked.author.username]
            assert SamplePost(bare(praised), praised.lang) in sample_posts.PRAISES
            assert praised.author in story.old


async def test_somebody_with_reach_speaks_before_following() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(minutes=3, seconds=31))
        latest = story.mentions[0].author
        assert latest.persona is Persona.BIG
        assert latest.username not in story.new

        await story.passes(timedelta(seconds=30))
        assert story.new[-1] == latest.username


async def test_within_days_everything_is_said_that_a_team_meets() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(days=8))
        posts = story.posts
    said = {bare(post) for post in posts}

    for options in (
        sample_posts.QUESTIONS,
        sample_posts.PRAISES,
        sample_posts.COMPLAINTS,
        sample_posts.THANKS,
        sample_posts.GREETINGS,
        sample_posts.OPT_OUT_REQUESTS,
    ):
        assert said & {sample.text for sample in options}
    assert any(post.quotes and not post.mentions for post in posts)
    assert any(post.lang != "en" for post in posts)
    by_words = Counter((post.author, post.text) for post in posts)
    rare = (
        sum(post.reply_settings is not ReplySettings.EVERYONE for post in posts),
        sum(bare(post) in {sample.text for sample in sample_posts.OPT_OUT_REQUESTS} for post in posts),
        sum(times > 1 for times in by_words.values()),
        sum(post.deleted for post in posts),
    )
    assert all(0 < times < len(posts) / 10 for times in rare), (rare, len(posts))


async def test_whoever_said_stop_says_nothing_more() -> None:
    stops = {sample.text for sample in sample_posts.OPT_OUT_REQUESTS}
    stopped = 0
    for seed in range(3):
        async with told(seed) as story:
            await story.passes(timedelta(days=6))
            posts = story.posts
        for index, post in enumerate(posts):
            if bare(post) in stops:
                stopped += 1
                assert post.author not in {later.author for later in posts[index + 1 :]}
    assert stopped


async def test_what_the_account_has_answered_is_not_taken_back() -> None:
    async with told(seed=7) as story:
        answered: list[Post] = []

        def answer() -> None:
            newest = next(iter(story.x.timeline.addressing(story.x.account)), None)
            if newest and newest.reply_settings is ReplySettings.EVERYONE and newest.shown and not story.x.has_answered(newest):
                story.x.replies_by_hand(newest, f"Thank you, number {newest.id}!")
                answered.append(newest)

        story.x.on_change(answer)
        await story.passes(timedelta(days=8))

        assert len(answered) > 100
        assert not [post for post in answered if post.deleted]


async def test_in_a_day_some_newcomers_and_some_old_followers_mention_the_account() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(hours=12))
        authors = {post.author for post in story.mentions}
        newcomers = {story.x.person(name) for name in story.new}

    assert 0.1 < len(authors & newcomers) / len(newcomers) < 0.5
    assert authors & story.old
    assert all(person.posts_publicly or person.suspended for person in authors)


@pytest.mark.parametrize(("seed", "same"), [(7, True), (8, False)])
async def test_the_seed_decides_the_story(seed: int, *, same: bool) -> None:
    async with told(seed=7) as one, told(seed=seed) as other:
        for story in (one, other):
            await story.passes(timedelta(hours=6))
        states = [
            [(person.username, person.persona) for person in story.x.followers]
            + [(post.author.username, post.text) for post in story.mentions]
            for story in (one, other)
        ]

    assert (states[0] == states[1]) is same


async def test_the_story_does_not_depend_on_how_the_clock_gets_there() -> None:
    async with told(seed=7) as jumped, told(seed=7) as stepped:
        await jumped.passes(timedelta(hours=3))
        for _ in range(36):
            await stepped.passes(timedelta(minutes=5))

        assert jumped.new == stepped.new
        assert [post.text for post in jumped.mentions] == [post.text for post in stepped.mentions]


async def test_nothing_happens_while_the_clock_stands_still_and_it_goes_on_when_it_runs() -> None:
    async with told(seed=7) as story:
        await story.settles()
        assert story.new == []

        story.clock.run_at(600)
        await story.until(lambda: len(story.new) >= 2)


async def test_people_who_left_return_and_protected_ones_agree() -> None:
    async with told(seed=7) as story:
        shy = story.x.gains_follower("shy", persona=Persona.PROTECTED)
        story.x.follows_by_hand(shy)
        returned: list[str] = []
        seen_gone: set[str] = set()

        def look() -> None:
            present = {person.username for person in story.x.followers}
            returned.extend(seen_gone & present)
            seen_gone.difference_update(present)
            seen_gone.update({person.username for person in story.old} - present)

        story.x.on_change(look)
        await story.passes(timedelta(days=3))

        assert shy in story.x.following
        assert returned


async def test_nothing_happens_after_the_end() -> None:
    async with told(seed=7) as story:
        await story.passes(timedelta(minutes=1))
        await story.scenario.stop()
        before = story.new
        await story.passes(timedelta(days=1))

        assert story.new == before
