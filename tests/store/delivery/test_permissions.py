"""What X was found to allow."""

from __future__ import annotations

from bot.domain import Access, Capability, Evidence, Permission
from bot.store import Store
from tests.support.store import DAY, NOW

REFUSED = Permission(Capability.FOLLOW, allowed=False, observed_at=NOW, evidence=Evidence.REFUSAL, access=Access.AUTO)
ALLOWED = Permission(Capability.FOLLOW, allowed=True, observed_at=NOW + DAY, evidence=Evidence.PROBE, access=Access.ENTERPRISE)
STREAM = Permission(Capability.STREAM, allowed=True, observed_at=NOW, evidence=Evidence.SUCCESS, access=Access.SELF_SERVE)


async def test_what_was_learnt_last_stands(store: Store, second: Store) -> None:
    async with store.write() as tx:
        assert await tx.permissions.all() == []
        await tx.permissions.save(STREAM)
        await tx.permissions.save(REFUSED)
    async with second.read() as tx:
        assert await tx.permissions.get(Capability.FOLLOW) == REFUSED

    async with store.write() as tx:
        await tx.permissions.save(ALLOWED)
    async with second.read() as tx:
        assert await tx.permissions.get(Capability.FOLLOW) == ALLOWED
        assert await tx.permissions.all() == [ALLOWED, STREAM]


async def test_nothing_is_known_of_another_accounts_permissions(store: Store, url: str) -> None:
    async with store.write() as tx:
        await tx.permissions.save(REFUSED)
    other = await Store.open(url, account_id=7)
    try:
        async with other.read() as tx:
            assert await tx.permissions.get(Capability.FOLLOW) is None
            assert await tx.permissions.all() == []
    finally:
        await other.close()
