"""Quotes are dear, so they are read where X's own count of them rose: each once, whatever comes between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Person, Post
from bot.model import Intent, InteractionKind, SuggestionState
from bot.workflow.choose import Choose
from bot.workflow.judge import Judge
from bot.workflow.listen import EVERY, Listen
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
        people = [room.x.joins(f"fan{number}") for number in range(3)]
        await room.knows(*people)
        before = room.x.spent_micros
        for person in people:
            quotes(room, person, own, f"{person.username} says: go there!")
        for _ in range(3):
            await room.hears()

        assert await room.spent() == room.x.spent_micros == before + 1_000 + 3 * 5_000, "the own post once, and each quote once"


async def test_a_quote_that_also_mentions_the_account_counts_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        quote = quotes(room, room.x.joins("ada"), own, mentions_account=True)
        for _ in range(2):
            await room.hears()

        assert await room.counted(quote.author) == 1
        assert await room.state(quote) is SuggestionState.OPEN
        assert room.asked_for(QUOTES) == [200]


async def test_deleted_quotes_make_no_loop_and_hide_no_new_one(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
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


async def test_a_crowd_of_quotes_is_read_to_its_end(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        crowd = room.x.joins("crowd")
        for number in range(130):
            quotes(room, crowd, own, f"Look, number {number}!")
        await room.listens()

        assert await room.counted(crowd) == 130


async def test_an_outage_between_two_pages_loses_nobody(tmp_path: Path) -> None:
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
        room.passes(EVERY)
        await room.listens()

        assert await room.counted(crowd) == 130


async def test_whoever_quoted_is_assessed_anew_though_mutuals_stumbled_over_it(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        quote = quotes(room, room.x.gains_follower("ada"), own)
        reassessed: list[set[int]] = []

        async def stumble(user_ids: object) -> None:
            raise OSError("the disk is full")

        async def reassess(user_ids: object) -> None:
            assert isinstance(user_ids, set)
            reassessed.append(user_ids)

        with pytest.raises(OSError, match="full"):
            await Listen(room.context, room.door, stumble).run()
        for _ in range(2):
            await Listen(room.context, room.door, reassess).run()

        assert reassessed == [{quote.author.id}]


async def test_quotes_of_old_posts_are_not_looked_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        room.passes(timedelta(days=3))
        quote = quotes(room, room.x.joins("ada"), own)
        await room.hears()

        assert await room.stored(quote) is None
        assert room.asked_for(QUOTES) == []


async def test_the_account_s_quote_of_itself_is_nobody_s(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        quotes(room, room.x.account, own, "Once more: it is back.")
        for _ in range(3):
            await room.hears()

        assert await room.counted(room.x.account) == 0
        assert room.asked_for(QUOTES) == [200]
        assert await Choose(room.context, room.door, Judge(room.context)).run() is not None
