"""Makes the team's channels show what the store says: who posts what where, and who edits it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.domain import Card, Prompt
from bot.domain.changes import ChannelCompared
from bot.store import StoreError
from cogs.channel.attempts import ChannelError
from cogs.channel.comparison import Comparison
from cogs.channel.edits import StaleMessages
from cogs.channel.projection import Projection
from cogs.team import Team

EVERY = timedelta(seconds=60)
CLICKS_FIRST = timedelta(seconds=1)
"""How long clicks that are being answered go before everything else, at the most."""

T = TypeVar("T")

Failing = dict[int, datetime]
"""The channels in which nothing can be done for now, and when to try again: each is tried once in a run."""


class TeamChannels:
    """A projection for each channel: for those that the team uses, and for others while cards are left there. None waits for another.

    New messages are posted in one job, and edited in two others.
    """

    def __init__(self, bot: Team) -> None:
        self._bot, self._services = bot, bot.services
        self._channel_state, self._setup, self._clock = bot.services.channel_state, bot.services.setup, bot.services.context.clock
        self._comparison = Comparison(bot.services)
        self._projections: dict[int, Projection] = {}
        self._own_messages: set[int] = set()
        self._clicks_first_since: datetime | None = None

    async def show(self) -> datetime:
        """Post what is missing; returns when to look again."""
        if self._clicks_first():
            return self._clock.now() + CLICKS_FIRST
        failing = Failing()
        try:
            read = await self._reconcile(failing)
            await self._comparison.look()
            if await self._stale() != StaleMessages():
                self._services.context.publish(ChannelCompared())
            await self._remove_misplaced(failing)
            again_at = await self._post_missing(failing)
        except StoreError:
            for projection in self._projections.values():
                projection.response_lost()
            raise
        return again_at if self._projections.keys() <= read else self._clock.now()

    async def edit(self, *, old: bool) -> datetime | None:
        """Edit what is stale among the messages older than an hour, or among the others; returns when to go on."""
        await self._comparison.look()
        stale = (await self._stale()).by_channel(self._channel_state.cards_channel)
        failing = Failing()
        again_at = [
            await self._attempt(projection, partial(projection.edit, stale.get(projection.channel_id, StaleMessages()), old=old), failing)
            for projection in self._some([*self._setup.channels_in_use, *stale])
        ]
        return _first([*again_at, *failing.values()])

    def hold_edits(self, message_id: int) -> AbstractContextManager[None]:
        """While a click's answer is on its way to a message, that message is left to it."""
        return self._comparison.hold(message_id)

    def shown(self, message_id: int, card: Card, fingerprint: str) -> None:
        """A click had this message show this card, which is recorded with the next look at what is stale."""
        self._comparison.shown(message_id, card, fingerprint)

    def invalidate(self) -> None:
        """Messages may have been deleted without an event: compare everything before the next run."""
        self._comparison.compare_all()
        self._projections = {projection.channel_id: projection for projection in self._some(self._setup.channels_in_use)}
        for projection in self._projections.values():
            projection.invalidate()

    def retry_now(self) -> None:
        """What is backing off may be retried at once: the connection or the permissions have changed."""
        for projection in self._projections.values():
            projection.retry_now()

    async def deleted(self, channel_id: int, message_id: int) -> None:
        """A message was deleted: if it was a card, it is posted again."""
        if channel_id in self._projections:
            await self._projections[channel_id].deleted(message_id)

    def _clicks_first(self) -> bool:
        """Whether to wait for clicks that are being answered: each has the channels looked at afterwards, and would be slowed down now."""
        now = self._clock.now()
        since = self._clicks_first_since or now
        wait = self._comparison.anything_held and timedelta() <= now - since < CLICKS_FIRST
        self._clicks_first_since = since if wait else None
        return wait

    async def _reconcile(self, failing: Failing) -> set[int]:
        """Read the channels that may hold something else than is recorded; returns those of which it is known, or was tried.

        From them a new database learns whether it is the first one.
        """
        in_use = self._setup.channels_in_use
        projections = self._some([*in_use, *self._projections])
        found = [await self._attempt(projection, projection.reconcile, failing) for projection in projections]
        for projection in projections:
            if projection.channel_id not in in_use:
                projection.not_in_use()
        self._own_messages.update(*(messages for messages in found if messages is not None))
        if found.count(None) < len(found) and projections[0].known:
            await self._services.first_start.channel_seen(self._own_messages)
            self._own_messages = set()
        return {projection.channel_id for projection in projections}

    async def _post_missing(self, failing: Failing) -> datetime:
        reserved = await self._channel_state.reserve()
        now, cards = self._clock.now(), self._channel_state.cards_channel
        news, prompts = _grouped(reserved.announcements, self._setup.channel_of), _grouped(reserved.prompts, _channel_id)
        outbid = _grouped(reserved.outbid, _channel_id)
        again_at: list[datetime | None] = [now + EVERY, reserved.next_at]
        for projection in self._some([*self._setup.channels_in_use, *prompts]):
            channel_id = projection.channel_id
            if channel_id != cards and channel_id in prompts:
                await self._move(projection, prompts.pop(channel_id))
            if channel_id in self._setup.channels_in_use:
                to_post = news.get(channel_id, []), prompts.get(channel_id, []), outbid.get(channel_id, [])
                again_at.append(await self._attempt(projection, partial(projection.post, *to_post), failing))
        return _first([*again_at, *failing.values()]) or now

    async def _remove_misplaced(self, failing: Failing) -> None:
        misplaced = _grouped(self._comparison.misplaced.values(), lambda placed: placed.prompt.channel_id)
        for projection in self._some([self._channel_state.cards_channel, *misplaced]):
            await self._attempt(projection, partial(projection.remove, misplaced.get(projection.channel_id, [])), failing)

    async def _move(self, projection: Projection, prompts: Iterable[Prompt]) -> None:
        """Have cards posted elsewhere that were to be posted here, as soon as it is known that they were not."""
        for prompt in prompts if projection.known else ():
            await self._channel_state.message_gone(prompt)

    async def _attempt(self, projection: Projection, work: Callable[[], Awaitable[T]], failing: Failing) -> T | None:
        """None where the channel fails, or has failed in this run."""
        channel_id, until = projection.channel_id, projection.unavailable_until
        if until is not None:
            failing.setdefault(channel_id, until)
        if channel_id in failing:
            return None
        try:
            return await work()
        except ChannelError as fault:
            failing[channel_id] = projection.failed(fault, in_use=channel_id in self._setup.channels_in_use)
            return None

    async def _stale(self) -> StaleMessages:
        alerts, announcements = await self._services.bursts.stale(), await self._setup.stale()
        return StaleMessages((*self._comparison.stale.values(),), (*alerts,), (*announcements,))

    def _some(self, channel_ids: Collection[int]) -> list[Projection]:
        """The projections of these channels, each made when it is first needed: only after the login is it known who we are."""
        if self._bot.user is None:
            raise RuntimeError("Only after the login is it known who we are.")
        for channel_id in dict.fromkeys(channel_ids):
            if channel_id not in self._projections:
                channel = self._bot.get_partial_messageable(channel_id, guild_id=self._bot.guild_id)
                self._projections[channel_id] = Projection(self._services, channel, self._bot.user.id, self._comparison)
        return [self._projections[channel_id] for channel_id in dict.fromkeys(channel_ids)]


def _channel_id(prompt: Prompt) -> int:
    return prompt.channel_id


def _grouped(things: Iterable[T], channel_of: Callable[[T], int]) -> dict[int, list[T]]:
    """By channel, in order."""
    found: dict[int, list[T]] = defaultdict(list)
    for thing in things:
        found[channel_of(thing)].append(thing)
    return found


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)
