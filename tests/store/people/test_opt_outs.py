"""Who is not suggested again, because a member said so or because they asked for it."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import OptOut, SuggestionKind
from bot.store import Store
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, add_people, profile


async def test_who_said_so_and_in_which_words(store: Store, second: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1)])
        await tx.opt_outs.add(1, MAYA, NOW)
        assert await tx.opt_outs.add_request(2**63 - 1, "Please \x00 stop 🌸", NOW + MINUTE)

    async with second.read() as tx:
        assert await tx.opt_outs.all(10) == [
            OptOut(2**63 - 1, NOW + MINUTE, "", "Please \N{REPLACEMENT CHARACTER} stop 🌸", None),
            OptOut(1, NOW, "Maya", "", profile(1)),
        ]
        assert await tx.opt_outs.count() == 2


async def test_whoever_said_so_first_stays_on_record(store: Store) -> None:
    async with store.write() as tx:
        await tx.opt_outs.add(1, MAYA, NOW)
        await tx.opt_outs.add(1, LEO, NOW + DAY)
        assert not await tx.opt_outs.requested(1)
        assert await tx.opt_outs.add_request(1, "Stop", NOW + DAY)
        assert await tx.opt_outs.add_request(2, "Stop", NOW)
        assert not await tx.opt_outs.add_request(2, "Unsubscribe", NOW + DAY)
        await tx.opt_outs.add(2, LEO, NOW + DAY)

        assert await tx.opt_outs.all(10) == [OptOut(1, NOW, "Maya", "Stop", None), OptOut(2, NOW, "", "Stop", None)]
        assert [await tx.opt_outs.requested(user_id) for user_id in (1, 2, 3)] == [True, True, False]


async def test_an_opt_out_request_has_words(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await tx.opt_outs.add_request(1, "", NOW)


async def test_it_can_be_undone_once_and_said_again(store: Store) -> None:
    async with store.write() as tx:
        await tx.opt_outs.add(1, MAYA, NOW)
        await tx.opt_outs.add_request(2, "Stop", NOW)

        assert await tx.opt_outs.remove(2)
        assert not await tx.opt_outs.remove(2)
        assert not await tx.opt_outs.contains(2, SuggestionKind.FOLLOW_BACK)
        assert await tx.opt_outs.contains(1, SuggestionKind.FOLLOW_BACK)
        await tx.opt_outs.add(2, LEO, NOW + DAY)
        assert (await tx.opt_outs.all(1)) == [OptOut(2, NOW + DAY, "Leo", "", None)]


async def test_whoever_is_no_longer_opted_out_can_be_suggested(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 1)
        await tx.opt_outs.add_request(1, "Stop", NOW)
        assert await tx.suggestions.open(1, SuggestionKind.FOLLOW_BACK, NOW, NOW + DAY) is None

        await tx.opt_outs.remove(1)
        assert await tx.suggestions.open(1, SuggestionKind.FOLLOW_BACK, NOW, NOW + DAY) is not None


async def test_the_list_is_paged_without_overlap_the_latest_first(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 8):
            await tx.opt_outs.add(user_id, MAYA, NOW + (user_id // 4) * MINUTE)

        pages = [await tx.opt_outs.all(3, offset) for offset in (0, 3, 6, 9)]

    assert [[entry.user_id for entry in page] for page in pages] == [[4, 5, 6], [7, 1, 2], [3], []]


async def test_another_accounts_list_is_another_list(store: Store, url: str) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1)])
        await tx.opt_outs.add(1, MAYA, NOW)
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert await tx.opt_outs.all(10) == []
            assert await tx.opt_outs.count() == 0
            assert not await tx.opt_outs.remove(1)
            assert await tx.opt_outs.add_request(1, "Stop", NOW)
            assert await tx.opt_outs.all(10) == [OptOut(1, NOW, "", "Stop", None)]
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.opt_outs.all(10) == [OptOut(1, NOW, "Maya", "", profile(1))]


async def test_each_kind_is_opted_out_of_and_back_in_by_itself(store: Store) -> None:
    async with store.write() as tx:
        await tx.opt_outs.add(1, MAYA, NOW, {SuggestionKind.REPLY})
        assert not await tx.opt_outs.contains(1, SuggestionKind.FOLLOW_BACK)
        await tx.opt_outs.add(1, LEO, NOW + DAY, {SuggestionKind.FOLLOW_BACK})
        assert (await tx.opt_outs.of(1)) == OptOut(1, NOW + DAY, "Leo", "", None)
        assert await tx.opt_outs.count() == 1
        assert await tx.opt_outs.remove(1, {SuggestionKind.FOLLOW_BACK})
        assert (await tx.opt_outs.all(10)) == [OptOut(1, NOW, "Maya", "", None, frozenset({SuggestionKind.REPLY}))]
