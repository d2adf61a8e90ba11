"""One Mutuals at a time works with a database."""

from __future__ import annotations

import pytest

from bot.store import Store, StoreError
from bot.store.database import lock


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is about to end here."""
    monkeypatch.setattr(lock, "LOCK_TIMEOUT_SECONDS", 0)


async def test_the_second_one_is_told_and_changes_nothing(url: str) -> None:
    first = await Store.open(url, account_id=1, exclusive=True)
    with pytest.raises(StoreError, match=r"Another Mutuals is working with the database .*\. Stop that one first"):
        await Store.open(url, account_id=1, exclusive=True)
    async with first.write() as tx:
        await tx.accounts.resume()
    await first.close()


async def test_once_the_first_one_has_ended_the_next_may_begin(url: str) -> None:
    await (await Store.open(url, account_id=1, exclusive=True)).close()
    await (await Store.open(url, account_id=1, exclusive=True)).close()


async def test_whoever_only_looks_is_not_kept_away(url: str) -> None:
    first = await Store.open(url, account_id=1, exclusive=True)
    await (await Store.open(url, account_id=1)).close()
    assert (await Store.inspect(url)).at_head
    await first.close()
