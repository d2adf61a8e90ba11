"""Quotes are dear, so they are read where X's own count of them rose: each once, whatever comes between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Person, Post
from bot.domain import Intent, InteractionKind, SuggestionState
from bot.scoring.assess import stamp
from bot.workflow.context import Job
from bot.workflow.inbox.poll_mentions import EVERY, Listen
from bot.workflow.inbox.triage import Choose
from bot.workflow.people.assessor import Judge
from tests.workflow.mailroom import Mailroom, mailroom

QUOTES = "/quote_tweets"


def quotes(room: Mailroom, person: Person, post: Post, text: str = "Look at this!", *, mentions_account: bool = False) -> Post:
    return room.x.posts(person, text, mentions_account=mentions_account, quotes=post)


async def test_a_quote_that_does_not_mention_the_account_is_heard_and_answered(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        quote = quotes(room, room.x.joins("ada"), own)
        await room.hears()

        stored = await room.stored(quote)
        assert stored is not None
        assert (stored.kind, stored.summoned) == (InteractionKind.QUOTE, True)
        assert await room.state(quote) is SuggestionState.OPEN
        assert (await room.draft(quote)).intent is Intent.SHARE


async def test_quotes_are_asked_for_only_where_their_number_rose(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own, other = room.x.posts(room.x.account, "The Guji is back."), room.x.posts(room.x.account, "Closed on Monday.")
        for _ in range(3):
            await room.hears()
        assert room.asked_for(QUOTES) == []

        first = quotes(room, room.x.joins("ada"), own)
        for _ in range(3):
            await room.hears()
        assert [call.path for call in room.x.calls if call.path.endswith(QUOTES)] == [f"/2/tweets/{own.id}{QUOTES}"]

        room.restarts()
        await room.hears()
        assert room.asked_for(QUOTES) == [200], "a restart knows what was read"

        quotes(room, room.x.joins("bo"), other)
        second = quotes(room, first.author, own, "And again!")
        await room.hears()
        assert room.asked_for(QUOTES) == [200] * 3
        assert [await room.counted(person) for person in (first.author, room.x.person("bo"))] == [2, 1]
        assert await room.stored(second) is not None


async def test_what_is_read_costs_what_x_bills(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        people = [room.x.joins(f"fan{number}") for number in range(3)]
        await room.knows(*people)
        before = room.x.spent_micros
        for person in people:
            quotes(room, person, own, f"{person.username} says: go there!")
        for _ in range(3):
            await room.hears()

        assert await room.spent() == room.x.spent_micros == before + 3 * 5_000, "each quote once"


async def test_a_quote_that_also_mentions_the_account_counts_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        quote = quotes(room, room.x.joins("ada"), own, mentions_account=True)
        for _ in range(2):
            await room.hears()

        assert await room.counted(quote.author) == 1
        assert await room.state(quote) is SuggestionState.OPEN
        assert room.asked_for(QUOTES) == [200]


async def test_deleted_quotes_make_no_loop_and_hide_no_new_one(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        gone = [quotes(room, room.x.joins(f"fan{number}"), own, f"Look, number {number}!") for number in range(3)]
        await room.hears()
        for post in gone[:2]:
            room.x.deletes(post)
        for _ in range(3):
            await room.hears()
        assert room.asked_for(QUOTES) == [200], "fewer than before are no reason to read"

        room.x.deletes(gone[2])
        late = quotes(room, room.x.joins("ada"), own)
        await room.hears()
        later = quotes(room, room.x.joins("bo"), own)
        await room.hears()
        assert await room.stored(later) is not None
        asked = len(room.asked_for(QUOTES))
        for _ in range(3):
            await room.hears()
        assert len(room.asked_for(QUOTES)) == asked
        assert late.shown


@pytest.mark.parametrize(("known", "came"), [(2, 2), (3, 2), (12, 11)])
async def test_after_a_downtime_as_many_deleted_quotes_hide_no_new_one(tmp_path: Path, known: int, came: int) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        gone = [quotes(room, room.x.joins(f"fan{number}"), own, f"Look, number {number}!") for number in range(known)]
        await room.hears()
        room.passes(timedelta(hours=8))
        for post in gone:
            room.x.deletes(post)
        new = [quotes(room, room.x.joins(f"new{number}"), own, f"See there, number {number}!") for number in range(came)]
        room.restarts()
        await room.hears()

        assert [post.text for post in new if await room.stored(post) is None] == []
        asked = len(room.asked_for(QUOTES))
        for _ in range(3):
            await room.hears()
        assert len(room.asked_for(QUOTES)) == asked, "that is looked for once"


async def test_what_a_look_after_a_downtime_could_not_read_is_read_later(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        gone = quotes(room, room.x.joins("fan"), own)
        await room.hears()
        room.passes(timedelta(hours=8))
        room.x.deletes(gone)
        late = quotes(room, room.x.joins("ada"), own)

        def fail() -> None:
            room.x.down = room.x.down or bool(room.x.calls and room.x.calls[-1].path.endswith("/tweets") and len(room.x.calls) > asked)

        asked, stop_failing = len(room.x.calls), room.x.on_change(fail)
        await room.hears()
        stop_failing()
        room.x.down = False
        assert await room.stored(late) is None
        room.passes(timedelta(hours=1))
        await room.hears()

        assert await room.stored(late) is not None


async def test_a_crowd_of_quotes_is_read_to_its_end(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        crowd = room.x.joins("crowd")
        for number in range(130):
            quotes(room, crowd, own, f"Look, number {number}!")
        await room.listens()

        assert await room.counted(crowd) == 130


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_outage_between_two_pages_loses_nobody(tmp_path: Path, restarts: bool) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        crowd = room.x.joins("crowd")
        for number in range(130):
            quotes(room, crowd, own, f"Look, number {number}!")

        def fail() -> None:
            room.x.down = room.x.down or len(room.asked_for(QUOTES)) == 1

        stop_failing = room.x.on_change(fail)
        await room.listens()
        stop_failing()
        assert await room.counted(crowd) == 100
        room.x.down = False
        if restarts:
            room.restarts()
        room.passes(EVERY)
        await room.listens()

        assert await room.counted(crowd) == 130
        assert room.x.spent_micros == 1_000 + 130 * 5_000


async def test_little_money_reads_a_crowd_of_quotes_day_by_day_and_pays_for_each_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=400_000) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        crowd = room.x.joins("crowd")
        for number in range(90):
            quotes(room, crowd, own, f"Look, number {number}!")
        for _ in range(3):
            room.passes(EVERY)
            await room.listens()
        assert 50 < await room.counted(crowd) < 90
        quotes(room, crowd, own, "One more, on top of all!")
        room.passes(timedelta(hours=14))
        for _ in range(3):
            room.passes(EVERY)
            await room.listens()

        assert await room.counted(crowd) == 91
        charged = (91 + 9) * 5_000 + 2 * 1_000
        assert await room.spent() == room.x.spent_micros == charged, "again only the smallest page, for the newest one on top of it"
        assert not room.troubles.present


async def test_mentions_are_heard_though_there_is_no_money_for_quotes(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=50_000) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        quote = quotes(room, room.x.joins("bo"), own)
        await room.hears()
        asked = room.asks(room.x.joins("ada"))
        await room.hears()

        assert (await room.stored(quote), room.asked_for(QUOTES)) == (None, [])
        assert await room.stored(asked) is not None


async def test_a_post_that_everybody_quotes_is_not_in_the_way_of_the_others(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=400_000) as room:
        quiet, loud, silent = (room.x.posts(room.x.account, text) for text in ("Closed on Monday.", "The Guji is back!", "New hours."))
        await room.hears()
        crowd = room.x.joins("crowd")
        for number in range(90):
            quotes(room, crowd, loud, f"Look, number {number}!")
        few = [quotes(room, room.x.joins(), post) for post in (quiet, silent)]
        await room.hears()

        assert all([await room.stored(quote) for quote in few])


async def test_what_was_quoted_before_mutuals_looked_is_not_paid_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        crowd = room.x.joins("crowd")
        for number in range(130):
            quotes(room, crowd, own, f"Look, number {number}!")
        await room.hears()
        assert room.asked_for(QUOTES) == []
        assert await room.spent() == room.x.spent_micros == 1_000

        late = quotes(room, room.x.joins("ada"), own)
        await room.hears()
        assert await room.stored(late) is not None
        assert room.asked_for(QUOTES) == [200]


async def test_what_is_quoted_at_once_or_while_mutuals_is_down_is_read(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.hears()
        own = room.x.posts(room.x.account, "The Guji is back.")
        quote = quotes(room, room.x.joins("ada"), own)
        room.restarts()
        room.passes(timedelta(hours=20))
        await room.hears()

        assert await room.stored(quote) is not None


async def test_a_post_whose_quotes_x_does_not_find_is_not_in_the_way_of_the_others(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        gone, own = room.x.posts(room.x.account, "The Guji is back."), room.x.posts(room.x.account, "Closed on Monday.")
        await room.hears()
        found = [quotes(room, room.x.joins(), post) for post in (gone, own)]
        room.x.refuse(1, status=404, path_contains=f"{gone.id}{QUOTES}")
        for _ in range(2):
            await room.hears()

        assert [await room.stored(quote) is not None for quote in found] == [False, True]
        assert not room.troubles.present


async def test_whoever_quoted_is_left_to_another_job_where_assessing_them_fails(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        quote = quotes(room, room.x.gains_follower("ada"), own)
        await room.knows(quote.author)
        room.woken.clear()

        async def stumble(user_ids: object) -> None:
            raise OSError("the disk is full")

        with pytest.raises(OSError, match="full"):
            await Listen(room.context, room.door, stumble).run()

        assert Job.REASSESS in room.woken
        async with room.store.read() as tx:
            assert await tx.assessments.outdated(stamp(await tx.tastes.get()), 10) == [quote.author.id]


@pytest.mark.parametrize("down", [True, False])
async def test_a_quote_of_what_was_posted_days_ago_is_read_over_downtime_too(down: bool, tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.hears()
        own = room.x.posts(room.x.account, "The Guji is back.")
        if not down:
            await room.hears()
        room.passes(timedelta(days=5))
        quote = quotes(room, room.x.joins("ada"), own)
        for _ in range(3):
            await room.hears()

        assert await room.stored(quote) is not None
        assert room.asked_for(QUOTES) == [200]


async def test_answers_of_days_ago_and_posts_of_last_week_are_not_paid_for_again(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        asked = room.asks(room.x.joins("ada"))
        last_week = room.x.posts(room.x.account, "Closed on Monday.")
        await room.hears()
        room.passes(timedelta(days=4))
        answer = room.x.posts(room.x.account, "Yes, all of them.", in_reply_to=asked)
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        room.passes(timedelta(days=3))
        found = [quotes(room, room.x.joins(), post) for post in (last_week, answer, own)]
        before = room.x.spent_micros
        await room.hears()

        assert [await room.stored(quote) is not None for quote in found] == [False, False, True]
        assert room.x.spent_micros - before == 1_000 + 5_000 + 10_000, "a post of our own, its quote, and who wrote that"
        assert await room.spent() == room.x.spent_micros


async def test_what_was_quoted_days_before_mutuals_looked_is_not_paid_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        room.passes(timedelta(days=3))
        quotes(room, room.x.joins("ada"), own)
        for _ in range(2):
            await room.hears()
        assert room.asked_for(QUOTES) == []

        late = quotes(room, room.x.joins("bo"), own)
        await room.hears()
        assert await room.stored(late) is not None
        assert room.asked_for(QUOTES) == [200]


async def test_the_account_s_quote_of_itself_is_nobody_s(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        quotes(room, room.x.account, own, "Once more: it is back.")
        for _ in range(3):
            await room.hears()

        assert await room.counted(room.x.account) == 0
        assert room.asked_for(QUOTES) == [200]
        assert await Choose(room.context, room.door, Judge(room.context)).run() is not None


@pytest.mark.parametrize("below", [0, 15])
async def test_a_quote_that_x_counts_and_lists_only_later_is_found(tmp_path: Path, below: int) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        late = quotes(room, room.x.joins("ada"), own)
        room.x.lists_late(late)
        for number in range(below + 1):
            quotes(room, room.x.joins(f"fan{number}"), own, f"Look, number {number}!")
        for _ in range(3):
            await room.hears()
        assert await room.stored(late) is None
        room.x.lists(late)
        await room.hears()

        assert await room.stored(late) is not None
        assert await room.spent() == room.x.spent_micros
        asked = len(room.asked_for(QUOTES))
        for _ in range(3):
            await room.hears()
        assert len(room.asked_for(QUOTES)) == asked, "all that X counts was found"


async def test_a_quote_that_x_counts_and_never_lists_is_waited_for_an_hour(tmp_path: Path) -> None:
    """As those by protected people are."""
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        room.x.lists_late(quotes(room, room.x.joins("ada"), own))
        for _ in range(14):
            await room.hears()
        asked = len(room.asked_for(QUOTES))
        for _ in range(3):
            await room.hears()

        assert len(room.asked_for(QUOTES)) == asked


async def test_quotes_that_x_does_not_lead_to_are_read_once_it_does(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        crowd = room.x.joins("crowd")
        for number in range(230):
            quotes(room, crowd, own, f"Look, number {number}!")
        room.x.continuation = "circle"
        await room.hears()
        assert await room.counted(crowd) == 200
        room.x.continuation = "sound"
        await room.hears()

        assert await room.counted(crowd) == 230
