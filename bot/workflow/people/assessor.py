"""Assess people: gather what the team knows of them, ask scoring, and suggest those who qualify."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain import Assessment, Decision, InteractionHistory, Profile, SuggestionKind
from bot.domain.kinds import KINDS
from bot.scoring.assess import assess, rules_version
from bot.scoring.follow_worth import handles_in
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.portions import Portions

BATCH_SIZE = 50
"""People reassessed at once by the job for stale assessments: a click may have to wait for that long."""


class Assessor:
    """Assesses people within a transaction of the caller's."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._portions = Portions()

    async def assess(self, tx: Tx, profiles: Sequence[Profile], now: datetime) -> dict[int, Assessment]:
        """Assess people whose profiles are stored, and store the result."""
        keywords = await tx.keywords.get()
        interaction_history = await _interaction_history(tx, profiles)
        made = {profile.user_id: assess(profile, now, interaction_history[profile.user_id], keywords) for profile in profiles}
        await tx.assessments.save(made, now, rules_version(keywords))
        return made

    async def suggest(self, tx: Tx, profiles: Sequence[Profile], assessments: Mapping[int, Assessment], now: datetime) -> None:
        """Suggest following back those who are not suppressed. Who was skipped, done or has opted out stays so."""
        worthwhile = [profile for profile in profiles if not assessments[profile.user_id].suppressed]
        await self._open(tx, worthwhile, now)

    async def suggest_as_asked(self, tx: Tx, profile: Profile, asked: Decision) -> int | None:
        """Suggest following this person back as a member asked, whatever was decided before; returns the suggestion's id.

        None where it is suggested already, or the person is followed or has opted out.
        """
        await self.assess(tx, [profile], asked.at)
        return (await self._open(tx, [profile], asked.at, asked)).get(profile.user_id)

    async def _open(self, tx: Tx, profiles: Sequence[Profile], now: datetime, asked: Decision | None = None) -> dict[int, int]:
        kind = SuggestionKind.FOLLOW_BACK
        wanted = [profile.user_id for profile in profiles if not (profile.followed_by_us or profile.follow_requested)]
        return await tx.suggestions.open_many(wanted, kind, now, now + KINDS[kind].open_for(self._context.policy), asked=asked)

    async def reassess(self, user_ids: Collection[int]) -> None:
        """Reassess known people whose assessments are stale, but for those whom the job `Reassess` has come to meanwhile."""
        for some in self._portions.of(list(dict.fromkeys(user_ids))):
            async with self._store.write() as tx:
                with self._portions.holding(len(some)):
                    current = await tx.assessments.current(some, rules_version(await tx.keywords.get()))
                    await self.reassess_in(tx, [user_id for user_id in some if user_id not in current])

    async def reassess_in(self, tx: Tx, user_ids: Collection[int], *, followed_since: datetime | None = None) -> None:
        """As `reassess`, within a transaction.

        A new follower who is no longer suppressed is suggested; followed_since: only if they followed at this moment or later.
        """
        now = self._clock.now()
        profiles = await tx.profiles.get_many(user_ids)
        suppressed = await tx.assessments.suppressed(profiles)
        made = await self.assess(tx, list(profiles.values()), now)
        released = {user_id for user_id in suppressed if not made[user_id].suppressed}
        fresh = await tx.followers.new_among(released, followed_since=followed_since)
        await self.suggest(tx, [profiles[user_id] for user_id in fresh], made, now)


async def _interaction_history(tx: Tx, profiles: Sequence[Profile]) -> dict[int, InteractionHistory]:
    ids = [profile.user_id for profile in profiles]
    named = {profile.user_id: handles_in(profile.bio) for profile in profiles if "@" in profile.bio}
    followed = await tx.profiles.followed_among({handle.lower() for handles in named.values() for handle in handles})
    mentions = await tx.interactions.among(ids)
    returned = await tx.followers.times_returned(ids)
    cohorts = await tx.bursts.cohort_memberships(ids)
    overrides = await tx.overrides.among(ids)
    found: dict[int, InteractionHistory] = {}
    for user_id in ids:
        count, last = mentions.get(user_id, (0, None))
        found[user_id] = InteractionHistory(
            mentions=count,
            last_mention_at=last,
            times_returned=returned.get(user_id, 0),
            cohort=cohorts.get(user_id),
            override=overrides.get(user_id),
            connections=tuple(handle for handle in named.get(user_id, ()) if handle.lower() in followed),
        )
    return found


RECENTLY = timedelta(days=14)
"""Whoever followed longer ago is not suggested because of a new scorecard or new keywords: that would bring up half the followers at once.
Long enough for a team that comes back from a holiday and says that a burst is fine."""


class Reassess:
    """The recurring job; it sleeps while no assessment is stale."""

    def __init__(self, context: Context, assessor: Assessor) -> None:
        self._store, self._clock = context.store, context.clock
        self._assessor = assessor

    async def run(self) -> datetime | None:
        """One batch; returns when to run again, or None when nothing is stale. Nobody who came long ago is suggested by it."""
        now = self._clock.now()
        async with self._store.write() as tx:
            stale = await tx.assessments.stale(rules_version(await tx.keywords.get()), BATCH_SIZE)
            if stale:
                await self._assessor.reassess_in(tx, stale, followed_since=now - RECENTLY)
        return now if len(stale) == BATCH_SIZE else None
