"""Quotes are dear, so they are read where X's own count of them rose: each once, whatever comes between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Person, Post
from bot.domain import Intent, InteractionKind, SuggestionState
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.scoring.assess import rules_version
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.workflow.inbox.triage import Triage
from bot.workflow.people.assessor import Assessor
from tests.support.world import World

QUOTES = "/quote_tweets"


def quotes(world: World, person: Person, post: Post, text: str = "Look at this!", *, mentions_account: bool = False) -> Post:
    return world.x.posts(person, text, mentions_account=mentions_account, quotes=post)


async def test_a_quote_that_does_not_mention_the_account_is_heard_and_answered(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        quote = quotes(world, world.x.joins("ada"), own)
        await world.ingest()

        stored = await world.stored_post(quote)
        assert stored is not None
        assert (stored.kind, stored.summoned) == (InteractionKind.QUOTE, True)
        assert await world.state(quote) is SuggestionState.OPEN
        assert (await world.draft(quote)).intent is Intent.SHARE


async def test_quotes_are_asked_for_only_where_their_number_rose(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own, other = world.x.posts(world.x.account, "The Guji is back."), world.x.posts(world.x.account, "Closed on Monday.")
        for _ in range(3):
            await world.ingest()
        assert world.call_statuses(QUOTES) == []

        first = quotes(world, world.x.joins("ada"), own)
        for _ in range(3):
            await world.ingest()
        assert [call.path for call in world.x.calls if call.path.endswith(QUOTES)] == [f"/2/tweets/{own.id}{QUOTES}"]

        world.restart()
        await world.ingest()
        assert world.call_statuses(QUOTES) == [200], "a restart knows what was read"

        quotes(world, world.x.joins("bo"), other)
        second = quotes(world, first.author, own, "And again!")
        await world.ingest()
        assert world.call_statuses(QUOTES) == [200] * 3
        assert [await world.post_count(person) for person in (first.author, world.x.person("bo"))] == [2, 1]
        assert await world.stored_post(second) is not None


async def test_what_is_read_costs_what_x_bills(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        people = [world.x.joins(f"fan{number}") for number in range(3)]
        await world.add_followers(*people)
        before = world.x.spent_micros
        for person in people:
            quotes(world, person, own, f"{person.username} says: go there!")
        for _ in range(3):
            await world.ingest()

        assert await world.spent() == world.x.spent_micros == before + 3 * 5_000, "each quote once"


async def test_a_quote_that_also_mentions_the_account_counts_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        quote = quotes(world, world.x.joins("ada"), own, mentions_account=True)
        for _ in range(2):
            await world.ingest()

        assert await world.post_count(quote.author) == 1
        assert await world.state(quote) is SuggestionState.OPEN
        assert world.call_statuses(QUOTES) == [200]


async def test_deleted_quotes_make_no_loop_and_hide_no_new_one(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        gone = [quotes(world, world.x.joins(f"fan{number}"), own, f"Look, number {number}!") for number in range(3)]
        await world.ingest()
        for post in gone[:2]:
            world.x.deletes(post)
        for _ in range(3):
            await world.ingest()
        assert world.call_statuses(QUOTES) == [200], "fewer than before are no reason to read"

        world.x.deletes(gone[2])
        late = quotes(world, world.x.joins("ada"), own)
        await world.ingest()
        later = quotes(world, world.x.joins("bo"), own)
        await world.ingest()
        assert await world.stored_post(later) is not None
        asked = len(world.call_statuses(QUOTES))
        for _ in range(3):
            await world.ingest()
        assert len(world.call_statuses(QUOTES)) == asked
        assert late.shown


@pytest.mark.parametrize(("known", "came"), [(2, 2), (3, 2), (12, 11)])
async def test_after_a_downtime_as_many_deleted_quotes_hide_no_new_one(tmp_path: Path, known: int, came: int) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        gone = [quotes(world, world.x.joins(f"fan{number}"), own, f"Look, number {number}!") for number in range(known)]
        await world.ingest()
        world.advance(timedelta(hours=8))
        for post in gone:
            world.x.deletes(post)
        new = [quotes(world, world.x.joins(f"new{number}"), own, f"See there, number {number}!") for number in range(came)]
        world.restart()
        await world.ingest()

        assert [post.text for post in new if await world.stored_post(post) is None] == []
        asked = len(world.call_statuses(QUOTES))
        for _ in range(3):
            await world.ingest()
        assert len(world.call_statuses(QUOTES)) == asked, "that is looked for once"


async def test_what_a_look_after_a_downtime_could_not_read_is_read_later(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        gone = quotes(world, world.x.joins("fan"), own)
        await world.ingest()
        world.advance(timedelta(hours=8))
        world.x.deletes(gone)
        late = quotes(world, world.x.joins("ada"), own)

        def fail() -> None:
            world.x.down = world.x.down or bool(world.x.calls and world.x.calls[-1].path.endswith("/tweets") and len(world.x.calls) > asked)

        asked, stop_failing = len(world.x.calls), world.x.on_change(fail)
        await world.ingest()
        stop_failing()
        world.x.down = False
        assert await world.stored_post(late) is None
        world.advance(timedelta(hours=1))
        await world.ingest()

        assert await world.stored_post(late) is not None


async def test_a_crowd_of_quotes_is_read_to_its_end(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        crowd = world.x.joins("crowd")
        for number in range(130):
            quotes(world, crowd, own, f"Look, number {number}!")
        await world.run(Job.POLL_MENTIONS)

        assert await world.post_count(crowd) == 130


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_outage_between_two_pages_loses_nobody(tmp_path: Path, restarts: bool) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        crowd = world.x.joins("crowd")
        for number in range(130):
            quotes(world, crowd, own, f"Look, number {number}!")

        def fail() -> None:
            world.x.down = world.x.down or len(world.call_statuses(QUOTES)) == 1

        stop_failing = world.x.on_change(fail)
        await world.run(Job.POLL_MENTIONS)
        stop_failing()
        assert await world.post_count(crowd) == 100
        world.x.down = False
        if restarts:
            world.restart()
        world.advance(EVERY)
        await world.run(Job.POLL_MENTIONS)

        assert await world.post_count(crowd) == 130
        assert world.x.spent_micros == 1_000 + 130 * 5_000


async def test_little_money_reads_a_crowd_of_quotes_day_by_day_and_pays_for_each_once(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=400_000) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        crowd = world.x.joins("crowd")
        for number in range(90):
            quotes(world, crowd, own, f"Look, number {number}!")
        for _ in range(3):
            world.advance(EVERY)
            await world.run(Job.POLL_MENTIONS)
        assert 50 < await world.post_count(crowd) < 90
        quotes(world, crowd, own, "One more, on top of all!")
        world.advance(timedelta(hours=14))
        for _ in range(3):
            world.advance(EVERY)
            await world.run(Job.POLL_MENTIONS)

        assert await world.post_count(crowd) == 91
        charged = (91 + 9) * 5_000 + 2 * 1_000
        assert await world.spent() == world.x.spent_micros == charged, "again only the smallest page, for the newest one on top of it"
        assert not world.services.job_errors.present


async def test_mentions_are_heard_though_there_is_no_money_for_quotes(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=50_000) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        quote = quotes(world, world.x.joins("bo"), own)
        await world.ingest()
        asked = world.post_question(world.x.joins("ada"))
        await world.ingest()

        assert (await world.stored_post(quote), world.call_statuses(QUOTES)) == (None, [])
        assert await world.stored_post(asked) is not None


async def test_a_post_that_everybody_quotes_is_not_in_the_way_of_the_others(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=400_000) as world:
        quiet, loud, silent = (world.x.posts(world.x.account, text) for text in ("Closed on Monday.", "The Guji is back!", "New hours."))
        await world.ingest()
        crowd = world.x.joins("crowd")
        for number in range(90):
            quotes(world, crowd, loud, f"Look, number {number}!")
        few = [quotes(world, world.x.joins(), post) for post in (quiet, silent)]
        await world.ingest()

        assert all([await world.stored_post(quote) for quote in few])


async def test_what_was_quoted_before_mutuals_started_is_not_paid_for(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        crowd = world.x.joins("crowd")
        for number in range(130):
            quotes(world, crowd, own, f"Look, number {number}!")
        await world.ingest()
        assert world.call_statuses(QUOTES) == []
        assert await world.spent() == world.x.spent_micros == 1_000

        late = quotes(world, world.x.joins("ada"), own)
        await world.ingest()
        assert await world.stored_post(late) is not None
        assert world.call_statuses(QUOTES) == [200]


async def test_what_is_quoted_at_once_or_while_mutuals_is_down_is_read(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.ingest()
        own = world.x.posts(world.x.account, "The Guji is back.")
        quote = quotes(world, world.x.joins("ada"), own)
        world.restart()
        world.advance(timedelta(hours=20))
        await world.ingest()

        assert await world.stored_post(quote) is not None


async def test_a_post_whose_quotes_x_does_not_find_is_not_in_the_way_of_the_others(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        gone, own = world.x.posts(world.x.account, "The Guji is back."), world.x.posts(world.x.account, "Closed on Monday.")
        await world.ingest()
        found = [quotes(world, world.x.joins(), post) for post in (gone, own)]
        world.x.refuse(1, status=404, path_contains=f"{gone.id}{QUOTES}")
        for _ in range(2):
            await world.ingest()

        assert [await world.stored_post(quote) is not None for quote in found] == [False, True]
        assert not world.services.job_errors.present


async def test_whoever_quoted_is_left_to_another_job_where_assessing_them_fails(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        quote = quotes(world, world.x.gains_follower("ada"), own)
        await world.add_followers(quote.author)
        world.woken.clear()

        async def stumble(user_ids: object) -> None:
            raise OSError("the disk is full")

        with pytest.raises(OSError, match="full"):
            await PollMentions(world.context, world.client, stumble).run()

        assert Job.REASSESS in world.woken
        async with world.store.read() as tx:
            assert await tx.assessments.stale(rules_version(await tx.keywords.get()), 10) == [quote.author.id]


@pytest.mark.parametrize("down", [True, False])
async def test_a_quote_of_what_was_posted_days_ago_is_read_over_downtime_too(down: bool, tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.ingest()
        own = world.x.posts(world.x.account, "The Guji is back.")
        if not down:
            await world.ingest()
        world.advance(timedelta(days=5))
        quote = quotes(world, world.x.joins("ada"), own)
        for _ in range(3):
            await world.ingest()

        assert await world.stored_post(quote) is not None
        assert world.call_statuses(QUOTES) == [200]


async def test_answers_of_days_ago_and_posts_of_last_week_are_not_paid_for_again(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        asked = world.post_question(world.x.joins("ada"))
        last_week = world.x.posts(world.x.account, "Closed on Monday.")
        await world.ingest()
        world.advance(timedelta(days=4))
        answer = world.x.posts(world.x.account, "Yes, all of them.", in_reply_to=asked)
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        world.advance(timedelta(days=3))
        found = [quotes(world, world.x.joins(), post) for post in (last_week, answer, own)]
        before = world.x.spent_micros
        await world.ingest()

        assert [await world.stored_post(quote) is not None for quote in found] == [False, False, True]
        assert world.x.spent_micros - before == 1_000 + 5_000 + 10_000, "a post of our own, its quote, and who wrote that"
        assert await world.spent() == world.x.spent_micros


async def test_what_was_quoted_days_before_mutuals_started_is_not_paid_for(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        world.advance(timedelta(days=3))
        quotes(world, world.x.joins("ada"), own)
        for _ in range(2):
            await world.ingest()
        assert world.call_statuses(QUOTES) == []

        late = quotes(world, world.x.joins("bo"), own)
        await world.ingest()
        assert await world.stored_post(late) is not None
        assert world.call_statuses(QUOTES) == [200]


async def test_the_account_s_quote_of_itself_is_nobody_s(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        quotes(world, world.x.account, own, "Once more: it is back.")
        for _ in range(3):
            await world.ingest()

        assert await world.post_count(world.x.account) == 0
        assert world.call_statuses(QUOTES) == [200]
        assert await Triage(world.context, world.client, Assessor(world.context)).run() is not None


@pytest.mark.parametrize("below", [0, 15])
async def test_a_quote_that_x_counts_and_lists_only_later_is_found(tmp_path: Path, below: int) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        late = quotes(world, world.x.joins("ada"), own)
        world.x.delays_listing(late)
        for number in range(below + 1):
            quotes(world, world.x.joins(f"fan{number}"), own, f"Look, number {number}!")
        for _ in range(3):
            await world.ingest()
        assert await world.stored_post(late) is None
        world.x.ends_listing_delay(late)
        await world.ingest()

        assert await world.stored_post(late) is not None
        assert await world.spent() == world.x.spent_micros
        asked = len(world.call_statuses(QUOTES))
        for _ in range(3):
            await world.ingest()
        assert len(world.call_statuses(QUOTES)) == asked, "all that X counts was found"


async def test_a_quote_that_x_counts_and_never_lists_is_waited_for_an_hour(tmp_path: Path) -> None:
    """As those by protected people are."""
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        world.x.delays_listing(quotes(world, world.x.joins("ada"), own))
        for _ in range(14):
            await world.ingest()
        asked = len(world.call_statuses(QUOTES))
        for _ in range(3):
            await world.ingest()

        assert len(world.call_statuses(QUOTES)) == asked


async def test_quotes_that_x_does_not_lead_to_are_read_once_it_does(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        crowd = world.x.joins("crowd")
        for number in range(230):
            quotes(world, crowd, own, f"Look, number {number}!")
        world.x.pagination_fault = "loop"
        await world.ingest()
        assert await world.post_count(crowd) == 200
        world.x.pagination_fault = "none"
        await world.ingest()

        assert await world.post_count(crowd) == 230
