"""Where Mutuals stands with the X account."""

from __future__ import annotations

from bot.domain import Account, BaselineStatus, Note
from bot.store import Store
from bot.x.errors import XCode
from tests.store.conftest import ACCOUNT
from tests.support.store import DAY, MINUTE, NOW

LOCKED = Note(XCode.LOCKED)


async def account_in(store: Store) -> Account:
    async with store.read() as tx:
        return await tx.accounts.get()


async def test_an_account_has_no_name_until_x_told_it_and_can_be_paused_before_that(url: str) -> None:
    store = await Store.open(url, account_id=1)
    try:
        assert await account_in(store) == Account(1)
        async with store.write() as tx:
            await tx.accounts.pause(NOW, "Maya")
        assert await account_in(store) == Account(1, paused_at=NOW, paused_by="Maya")
    finally:
        await store.close()


async def test_who_it_is_and_its_count(store: Store) -> None:
    assert await account_in(store) == Account(ACCOUNT, "acme", "Acme", followers=2400, counted_at=NOW)


async def test_being_identified_again_keeps_everything_else(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.PARTIAL, None, 5000, NOW)
        await tx.accounts.pause(NOW, "Maya")
        await tx.accounts.identify("acme_hq", "Acme HQ", None, NOW + DAY)

    account = await account_in(store)
    assert (account.username, account.name) == ("acme_hq", "Acme HQ")
    assert (account.followers, account.counted_at) == (2400, NOW)
    assert (account.baseline, account.baseline_read, account.paused_by) == (BaselineStatus.PARTIAL, 5000, "Maya")


async def test_a_new_count_says_when(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.identify("acme", "Acme", 0, NOW + DAY)

    account = await account_in(store)
    assert (account.followers, account.counted_at) == (0, NOW + DAY)


async def test_the_baseline_goes_on_where_it_was_and_finishes_once(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.PENDING, "page 2", 1000, NOW)
    account = await account_in(store)
    assert (account.baseline, account.baseline_page_token, account.baseline_read, account.baseline_finished_at) == (
        BaselineStatus.PENDING,
        "page 2",
        1000,
        None,
    )

    async with store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 1700, NOW + MINUTE)
    account = await account_in(store)
    assert (account.baseline, account.baseline_page_token, account.baseline_read, account.baseline_finished_at) == (
        BaselineStatus.COMPLETE,
        None,
        1700,
        NOW + MINUTE,
    )


async def test_a_baseline_that_stopped_early_keeps_where_to_go_on(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.PARTIAL, "page 9", 9000, NOW)

    account = await account_in(store)
    assert (account.baseline, account.baseline_page_token, account.baseline_finished_at) == (BaselineStatus.PARTIAL, "page 9", NOW)


async def test_how_far_the_mentions_are_known(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.mentions_read(2**63 - 1)

    assert (await account_in(store)).newest_mention_id == 2**63 - 1


async def test_how_far_an_unfinished_look_at_the_mentions_has_come(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.mentions_read(5)
        await tx.accounts.mentions_partly_read(2**63 - 1, 2**63 - 3)
    account = await account_in(store)
    assert (account.newest_mention_id, account.mentions_partial_newest_id, account.mentions_partial_oldest_id) == (5, 2**63 - 1, 2**63 - 3)

    async with store.write() as tx:
        await tx.accounts.mentions_read(2**63 - 1)
    account = await account_in(store)
    assert (account.newest_mention_id, account.mentions_partial_newest_id, account.mentions_partial_oldest_id) == (2**63 - 1, None, None)


async def test_the_examples_are_given_once(store: Store) -> None:
    async with store.write() as tx:
        assert (await tx.accounts.get()).examples_added_at is None
        assert await tx.accounts.mark_examples_added(NOW)
        assert not await tx.accounts.mark_examples_added(NOW + DAY)

    assert (await account_in(store)).examples_added_at == NOW


async def test_pausing_stopping_and_going_on(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.polled(NOW)
        await tx.accounts.pause(NOW, "Maya \ud83d")
        await tx.accounts.stop_writes(LOCKED)
    account = await account_in(store)
    assert (account.last_poll_at, account.paused_at, account.writes_stopped) == (NOW, NOW, LOCKED)
    assert account.paused_by == "Maya \N{REPLACEMENT CHARACTER}"

    async with store.write() as tx:
        await tx.accounts.resume()
        await tx.accounts.allow_writes()
    account = await account_in(store)
    assert (account.paused_at, account.paused_by, account.writes_stopped) == (None, "", None)


async def test_since_when_credits_are_out_and_that_they_are_back(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.mark_credits_depleted(NOW)
        await tx.accounts.mark_credits_depleted(NOW + DAY)
    assert (await account_in(store)).credits_depleted_at == NOW

    async with store.write() as tx:
        await tx.accounts.mark_credits_restored()
        await tx.accounts.mark_credits_restored()
    assert (await account_in(store)).credits_depleted_at is None

    async with store.write() as tx:
        await tx.accounts.mark_credits_depleted(NOW + 2 * DAY)
    assert (await account_in(store)).credits_depleted_at == NOW + 2 * DAY
