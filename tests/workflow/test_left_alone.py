"""Who is left alone can be seen, and taken back by who may decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import Act, SuggestionState
from bot.workflow.context import Job
from tests.workflow.loopback import START
from tests.workflow.mailroom import LEO, MAYA, PASSER_BY, mailroom


async def test_the_latest_come_first_with_whoever_or_whatever_said_so(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await room.decides(post, Act.NEVER, LEO)
        room.asks(room.x.joins("bo"), "please leave me alone")
        await room.hears()

        entries, count = await room.left_alone.all(10)
        assert [(entry.user_id, entry.by, entry.wish) for entry in entries] == [
            (room.x.person("bo").id, "", "leave me alone"),
            (post.author.id, "Leo", ""),
        ]
        assert [entry.profile.username if entry.profile else "" for entry in entries] == ["", "ada"], "nobody asked X who bo is"
        assert count == 2
        assert await room.left_alone.all(1, 1) == (entries[1:], 2)


async def test_taking_it_back_is_for_who_may_decide_and_counts_at_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await room.decides(post, Act.NEVER, LEO)
        assert await room.left_alone.take_back(post.author.id, PASSER_BY) is None
        assert (await room.left_alone.all(10))[1] == 1
        room.woken.clear()
        assert await room.left_alone.take_back(post.author.id, MAYA) is True
        assert room.woken == [Job.CHOOSE]

        again = room.asks(post.author, "and is there decaf?")
        await room.hears()
        assert await room.suggested(again) is not None


@pytest.mark.parametrize("known", [True, False])
async def test_what_was_taken_for_a_wish_is_suggested_once_that_is_taken_back(tmp_path: Path, known: bool) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        if known:
            await room.knows(ada)
        meant_otherwise, later = room.asks(ada, "please leave me alone"), room.asks(ada, "is there decaf?")
        await room.hears()
        async with room.store.read() as tx:
            assert await tx.interactions.undecided(START, 10) == [], "both are left out"
        await room.left_alone.take_back(ada.id, MAYA)
        await room.chooses()

        assert await room.state(later) is SuggestionState.OPEN
        await room.decides(later, Act.SKIP)
        await room.chooses()
        assert await room.state(meant_otherwise) is SuggestionState.OPEN
