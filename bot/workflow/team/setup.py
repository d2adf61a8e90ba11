"""What is wrong with the set-up in Discord at this moment: kept for /status, logged, and announced in the channel where possible."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.domain import ANNOUNCED_IN, Announcement, AnnouncementKind, ChannelPurpose, Note, PostedIn
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.team.team_server import TeamServer, breaks_channel, faults

KEY = "set-up "
"""How the key of such an announcement begins; the moment follows."""


class SetUp:
    """Gets what Discord says about the server whenever that changes. server: what it said last, None before it has said anything."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self.server: TeamServer | None = None
        self.faults: tuple[Note, ...] = ()
        self._recorded = False
        self.described = asyncio.Event()
        """Set once Discord has said how things are."""

    async def seen(self, server: TeamServer) -> bool:
        """Record how things are; returns whether something is wrong now that was not, or the other way round."""
        before, self.server, self.faults = self.faults, server, faults(server)
        changed = before != self.faults
        self.described.set()
        if changed or not self._recorded:
            await self._record()
            self._recorded = True
        return changed

    def has_text_channel(self, channel_id: int) -> bool:
        """Whether the team's server has such a channel."""
        return self.server is not None and channel_id in self.server.text_channel_ids

    def channel_for(self, purpose: ChannelPurpose) -> int:
        """Where that is posted at this moment: in its own channel, or where Mutuals cannot use that one, in the team's."""
        own = self._context.policy.channels.of(purpose)
        return self._context.policy.channels.cards if self.breaks(own) else own

    def channel_of(self, announcement: Announcement) -> int:
        """Where it is posted at this moment."""
        return self.channel_for(ANNOUNCED_IN[announcement.kind])

    def breaks(self, channel_id: int) -> bool:
        """Whether something is wrong because of which messages cannot come into this channel, or not all of them."""
        return any(breaks_channel(fault, channel_id) for fault in self.faults)

    @property
    def channels_in_use(self) -> tuple[int, ...]:
        """All of those, the team's first."""
        return (*dict.fromkeys(map(self.channel_for, ChannelPurpose)),)

    async def stale(self) -> list[tuple[Announcement, PostedIn]]:
        """The message about the set-up, where it shows something old."""
        async with self._store.read() as tx:
            last = await tx.announcements.last_posted(AnnouncementKind.ACTION_NEEDED, KEY)
        return [last] if last is not None and last[0].body.get("stale") else []

    async def shown(self, announcement: Announcement) -> None:
        """The message shows this now."""
        async with self._store.write() as tx:
            now_is = await tx.announcements.find(announcement.kind, announcement.key)
            if now_is is not None and now_is.body == announcement.body:
                await tx.announcements.amend(announcement.id, announcement.body | {"stale": False})

    async def _record(self) -> None:
        """Keep what the team is told of it equal to how things are."""
        now = self._clock.now()
        async with self._store.write() as tx:
            said = [fault.to_json() for fault in self.faults]  # as it is by the time that this has its turn
            last = await tx.announcements.last(AnnouncementKind.ACTION_NEEDED, KEY)
            unmended = last if last is not None and last.body.get("mended_at") is None else None
            if unmended is not None and unmended.body.get("faults") != said:
                await self._amend(tx, unmended, said, now)
            elif unmended is None and said:
                body = {"faults": said, "mended_at": None, "stale": False}
                await tx.announcements.add(AnnouncementKind.ACTION_NEEDED, f"{KEY}{now.isoformat()}", body, now)

    async def _amend(self, tx: Tx, unmended: Announcement, said: list[dict[str, object]], now: datetime) -> None:
        if said:
            await tx.announcements.amend(unmended.id, {"faults": said, "mended_at": None, "stale": True})
        elif not await tx.announcements.withdraw(unmended.id):
            await tx.announcements.amend(unmended.id, unmended.body | {"mended_at": now.isoformat(), "stale": True})
