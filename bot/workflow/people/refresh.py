"""ProfileRefresh the profiles of people who speak again: their handle may have changed, and may be somebody else's by now."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain import Profile, Purpose
from bot.workflow.context import Context
from bot.workflow.money.budgets import affordable
from bot.x.client import XClient
from bot.x.errors import Paused, XError
from bot.x.parse.pagination import LARGEST_LOOKUP

log = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(days=1)
"""How often one profile is refreshed at most: it costs as much as the first read did."""


class ProfileRefresh:
    """Reads profiles from X again, each at most once in AT_MOST_EVERY."""

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x = x
        self._asked_at: dict[int, datetime] = {}
        """X may not find whoever was asked about, and then nothing is stored that says when."""

    async def speakers(self) -> None:
        """Those who have spoken to the account since they were last seen. Optional: skipped where X or the budget refuses."""
        now = self._clock.now()
        self._asked_at = {user_id: at for user_id, at in self._asked_at.items() if now - at < AT_MOST_EVERY}
        async with self._store.read() as tx:
            since = now - self._context.policy.reply_window
            found = await tx.interactions.changed_speakers(since, seen_before=now - AT_MOST_EVERY, limit=LARGEST_LOOKUP)
        due = [user_id for user_id in found if user_id not in self._asked_at]
        each = self._context.prices["user_read"]
        most = await affordable(self._context, Purpose.PROFILES, each, most=len(due), least=0) if due else 0
        try:
            await self._look_up(due[:most], Purpose.PROFILES)
        except Paused:
            raise
        except XError as refusal:
            log.info("profiles of people who spoke again are not refreshed: %s", refusal)

    async def before_mention(self, profile: Profile) -> None:
        """Somebody whose handle is about to be used. Raises XError."""
        if self._clock.now() - profile.fetched_at >= AT_MOST_EVERY:
            await self._look_up([profile.user_id], Purpose.CONFIRMATION)

    async def _look_up(self, user_ids: Collection[int], purpose: Purpose) -> None:
        if not user_ids:
            return
        found = await self._x.users(user_ids, purpose=purpose)
        self._asked_at |= dict.fromkeys(user_ids, self._clock.now())
        async with self._store.write() as tx:
            await tx.profiles.save(found)
            await tx.assessments.invalidate([profile.user_id for profile in found])
