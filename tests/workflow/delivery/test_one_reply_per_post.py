"""Whatever is clicked, answered by hand, lost, delayed and broken off: no post ever has two answers, and only approved texts go out."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.demo.x import Person, Post
from bot.domain import Act, SuggestionState
from bot.domain.jobs import Job
from bot.planning.inbox_polls import LISTING_DELAY
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.suggestions.decisions import Decided
from tests.support.pytest_plugins.examples import one_in
from tests.support.team import LEO, MAYA
from tests.support.world import World

STATES = SuggestionState
LAGS = (timedelta(minutes=3), timedelta(minutes=20), LISTING_DELAY)
"""By which X's list of the account's posts lags behind, when it does: longer than Mutuals believes would be beyond anybody's care."""

CLICKS = {
    "approve": Act.APPROVE,
    "skip": Act.SKIP,
    "later": Act.SNOOZE,
    "withdraw": Act.WITHDRAW,
    "retry": Act.RETRY,
    "opt out": Act.OPT_OUT,
}
MOVES = (
    "ask", "quote", "hear", "edit", "another", *CLICKS, "approve a stale one", "by hand", "lose the answer", "lose the request", "outage",
    "limit", "lag", "no lag", "crash", "restart", "two at once", "deliver", "confirm", "recheck", "upkeep", "delete", "block", "stop",
    "refuse", "a minute", "minutes", "hours",
)  # fmt: skip
SCENES = (
    ("ask", "hear"),
    ("quote", "hear"),
    ("edit", "approve", "deliver"),
    ("edit", "approve", "edit", "by hand", "deliver"),
    ("edit", "approve", "lose the answer", "deliver", "confirm", "deliver"),
    ("edit", "approve", "lose the request", "deliver", "minutes", "confirm", "deliver"),
    ("edit", "approve", "lag", "lose the answer", "deliver", "a minute", "confirm", "deliver", "minutes", "confirm", "deliver", "no lag"),
    ("edit", "approve", "crash", "a minute", "confirm", "deliver"),
    ("edit", "approve", "lag", "crash", "a minute", "deliver", "confirm", "a minute", "confirm", "deliver", "no lag"),
    ("edit", "approve", "refuse", "deliver", "by hand", "confirm", "retry", "deliver"),
    ("edit", "approve", "lag", "lose the answer", "deliver", "minutes", "confirm", "deliver", "minutes", "confirm", "deliver", "minutes",
     "confirm", "deliver", "retry", "deliver", "minutes", "deliver", "edit", "approve", "deliver"),
    ("edit", "approve a stale one", "approve", "two at once"),
)  # fmt: skip
"""Moves about the same post, each of which can go wrong in a way of its own."""
NOUNS = ("harbour", "kettle", "lighthouse", "grinder", "anchor", "biscuit", "ferry", "saucer", "pelican", "barrel")


class Story:
    """Plays what members, people and X do, and keeps what was approved."""

    def __init__(self, world: World, dice: Random) -> None:
        self.world, self.dice = world, dice
        self.own = world.x.posts(world.x.account, "The Guji is back.")
        self.people = [world.x.joins("ada")]
        self.posts: list[Post] = []
        self.by_hand: set[int] = set()
        self.unseen: set[int] = set()
        self.newest = 0
        world.x.on_change(self.see)
        self.approved: set[tuple[int, str]] = set()
        self.words = 0

    def somebody(self) -> Person:
        """Somebody new, more often than not."""
        if self.dice.random() < 0.7:
            self.people.append(self.world.x.joins(f"person{len(self.people)}"))
        return self.people[-1] if self.dice.random() < 0.7 else self.dice.choice(self.people)

    def new_words(self) -> str:
        """A text that resembles no other, or X and the team's own rule would not take it."""
        self.words += 1
        return f"{self.words}: " + " ".join(self.dice.sample(NOUNS, 6))

    async def play(self, scene: Sequence[str]) -> None:
        """These moves, all about one post: of the latest ones, if there is any, one that waits for a decision."""
        for move in scene:
            if move in ("ask", "quote"):
                self.speak(move)
        target = await self.some_post()
        for move in scene:
            await self.happen(move)
            if target is not None:
                await self.about(move, target)
            self.holds()

    async def some_post(self) -> Post | None:
        latest = self.posts[-6:]
        self.dice.shuffle(latest)
        for post in latest:
            suggestion = await self.world.find_suggestion(post)
            if suggestion is not None and suggestion.state is STATES.OPEN:
                return post
        return latest[0] if latest else None

    def speak(self, move: str) -> None:
        if move == "ask":
            self.posts.append(self.world.x.posts(self.somebody(), f"what about the {self.new_words()}?"))
        else:
            text = f"see the {self.new_words()}"
            self.posts.append(self.world.x.posts(self.somebody(), text, mentions_account=False, quotes=self.own))

    async def happen(self, move: str) -> None:
        world = self.world
        jobs = {
            "hear": world.ingest,
            "deliver": lambda: world.run(Job.DELIVER_REPLIES),
            "confirm": lambda: world.run(Job.VERIFY_REPLIES),
            "recheck": lambda: world.run(Job.RETENTION),
            "upkeep": lambda: world.run(Job.EXPIRY),
            "crash": world.crash_while_delivering,
            "two at once": self.deliver_twice,
        }
        spans = {"a minute": (1, 1), "minutes": (1, 10), "hours": (60, 480)}
        if move in jobs:
            await jobs[move]()
        elif move in spans:
            world.advance(timedelta(minutes=self.dice.randint(*spans[move])))
        elif move == "restart":
            world.restart()
        else:
            self.trouble(move)

    async def deliver_twice(self) -> None:
        jobs = [Deliver(self.world.context, ReplyDelivery(self.world.context, self.world.client)) for _ in range(2)]
        await asyncio.gather(*(self.world.services.job_errors.guarded(Job.DELIVER_REPLIES, job.run)() for job in jobs))

    def trouble(self, move: str) -> None:
        x = self.world.x
        match move:
            case "lose the answer":
                x.drop_responses(1)
            case "lose the request":
                x.refuse(1, status=503, method="POST")
            case "outage":
                x.refuse(self.dice.randint(1, 5), status=503)
            case "refuse":
                x.refuse(1, status=403, method="POST")
            case "limit":
                x.rate_limit("post")
            case "lag":
                x.listing_delay = self.dice.choice(LAGS)
            case "no lag":
                x.listing_delay = timedelta()

    async def about(self, move: str, post: Post) -> None:
        """What happens to one post, and to the card about it."""
        world = self.world
        match move:
            case "delete":
                world.x.deletes(post)
            case "block":
                world.x.blocks(post.author)
            case "stop":
                world.x.posts(post.author, "stop")
            case "by hand":
                self.answer_by_hand(post)
            case _ if (suggestion := await world.find_suggestion(post)) is not None:
                stale = move == "approve a stale one"
                revision = suggestion.revision - stale
                if move == "edit":
                    await world.services.drafts.edit(suggestion.id, revision, self.new_words(), self.dice.choice((MAYA, LEO)))
                elif move == "another":
                    await world.services.drafts.another(suggestion.id, revision, LEO)
                elif stale or move in CLICKS:
                    await self.click(post, Act.APPROVE if stale else CLICKS[move], revision)

    def answer_by_hand(self, post: Post) -> None:
        """Whoever answers on X sees what is there: nobody writes a second answer by hand."""
        if self.world.x.has_answered(post):
            return
        with contextlib.suppress(ValueError):
            self.by_hand.add(self.world.x.replies_by_hand(post, self.new_words()).id)

    def see(self) -> None:
        """Remembers the posts that Mutuals is answering right now, although the team has, while X's list does not show that yet.

        Two hands that cannot see each other: nothing can rule that out, however short the lag is.
        """
        shown_to = self.world.clock.now() - self.world.x.listing_delay
        answers = [post for post in self.world.x.timeline.by(self.world.x.account) if post.in_reply_to is not None]
        for answer in [post for post in answers if post.id > self.newest]:
            self.newest = answer.id
            same = [post for post in answers if post.in_reply_to is answer.in_reply_to and post.id in self.by_hand]
            self.unseen |= {post.id for post in same if post.created_at > shown_to}

    async def click(self, post: Post, act: Act, revision: int) -> None:
        seen = await self.world.draft(post)
        outcome = await self.world.decide(post, act, self.dice.choice((MAYA, LEO)), revision)
        if act is Act.APPROVE and isinstance(outcome, Decided):
            assert seen.revision == revision
            self.approved.add((post.id, seen.text))

    def holds(self) -> None:
        answers = [post for post in self.world.x.timeline.by(self.world.x.account) if post.in_reply_to is not None]
        answered = Counter(post.in_reply_to for post in answers if post.id not in self.unseen)
        assert max(answered.values(), default=0) <= 1
        for answer in answers:
            assert answer.id in self.by_hand or (answer.in_reply_to and answer.in_reply_to.id, answer.text) in self.approved

    async def ends(self) -> None:
        """Everything heals, and every approval comes to an end that the team can see."""
        x = self.world.x
        x.listing_delay = timedelta()
        for _ in range(4):
            await self.world.run_for(timedelta(hours=2))
            self.holds()
        for post in self.posts:
            if (suggestion := await self.world.find_suggestion(post)) is not None:
                assert suggestion.state not in (STATES.APPROVED, STATES.DELIVERING, STATES.IN_DOUBT)


async def told(scenes: Sequence[Sequence[str]], seed: int) -> Counter[SuggestionState]:
    with tempfile.TemporaryDirectory() as folder:
        async with World(Path(folder), replies_per_hour=100, replies_per_day=500, freshness=timedelta(hours=1)) as world:
            await world.save_replies()
            story = Story(world, Random(seed))
            for scene in scenes:
                await story.play(scene)
            await story.ends()
            assert world.x.spent_micros <= await world.spent()
            found = [await world.find_suggestion(post) for post in story.posts]
            return Counter(suggestion.state for suggestion in found if suggestion is not None)


scenes = st.sampled_from(SCENES) | st.sampled_from(MOVES).map(lambda move: (move,))


@settings(max_examples=one_in(4))
@example([("edit", "approve", "by hand", "lag", "deliver")], 0)
@example([SCENES[-2]], 0)
@given(st.lists(scenes, max_size=12), st.integers(0, 1_000))
def test_no_post_has_two_answers_and_only_approved_texts_go_out(story: list[tuple[str, ...]], seed: int) -> None:
    asyncio.run(told([("ask", "hear"), *story], seed))


def a_bad_day(seed: int, hours: int = 6) -> list[tuple[str, ...]]:
    dice = Random(seed)
    day: list[tuple[str, ...]] = []
    for _ in range(hours):
        day += [*dice.choices(SCENES[:2], k=2), *dice.choices(SCENES, k=2), *((move,) for move in dice.choices(MOVES, k=3))]
    return day


@pytest.mark.parametrize("seed", [1, 5, 6])
async def test_a_long_and_bad_day(seed: int) -> None:
    ended = await told(a_bad_day(seed), seed)

    assert ended[STATES.DONE] > 0
