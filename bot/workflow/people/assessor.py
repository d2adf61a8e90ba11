"""What is made of people: gathers what the team knows of them, asks scoring, and suggests whom somebody may be asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.domain import Assessment, Dealings, Profile, SuggestionKind
from bot.scoring.assess import assess, stamp
from bot.scoring.follow_worth import handles_in
from bot.store import Tx
from bot.workflow.context import Context

PORTION = 200
"""People assessed anew in one transaction: about a tenth of a second, for which a click may have to wait."""


class Judge:
    """Assesses people within a transaction of the caller's."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy

    async def assess(self, tx: Tx, profiles: Sequence[Profile], now: datetime) -> dict[int, Assessment]:
        """Assess people whose profiles are stored, and store what comes of it."""
        tastes = await tx.tastes.get()
        dealings = await _dealings(tx, profiles)
        made = {profile.user_id: assess(profile, now, dealings[profile.user_id], tastes) for profile in profiles}
        await tx.assessments.save(made, now, stamp(tastes))
        return made

    async def suggest(self, tx: Tx, profiles: Sequence[Profile], assessments: Mapping[int, Assessment], now: datetime) -> None:
        """Suggest following back those whom nothing keeps off the desk. Who was skipped, done or left alone stays so."""
        for profile in profiles:
            already = profile.followed_by_us or profile.follow_requested
            if not already and not assessments[profile.user_id].kept_off:
                await tx.suggestions.open(profile.user_id, SuggestionKind.FOLLOW_BACK, now, now + self._policy.prompt_expires)

    async def reassess(self, user_ids: Collection[int]) -> None:
        """Assess known people anew, after something about them has changed."""
        ids = list(dict.fromkeys(user_ids))
        for start in range(0, len(ids), PORTION):
            async with self._store.write() as tx:
                await self.reassess_in(tx, ids[start : start + PORTION])

    async def reassess_in(self, tx: Tx, user_ids: Collection[int], *, followed_since: datetime | None = None) -> None:
        """As `reassess`, within a transaction.

        A new follower who is no longer kept off the desk is suggested; followed_since: only if they followed at this moment or later.
        """
        now = self._clock.now()
        profiles = await tx.profiles.get_many(user_ids)
        kept_off = await tx.assessments.kept_off(profiles)
        made = await self.assess(tx, list(profiles.values()), now)
        released = {user_id for user_id in kept_off if not made[user_id].kept_off}
        fresh = await tx.followers.new_among(released, followed_since=followed_since)
        await self.suggest(tx, [profiles[user_id] for user_id in fresh], made, now)


async def _dealings(tx: Tx, profiles: Sequence[Profile]) -> dict[int, Dealings]:
    ids = [profile.user_id for profile in profiles]
    named = {profile.user_id: handles_in(profile.bio) for profile in profiles if "@" in profile.bio}
    followed = await tx.profiles.followed_among({handle.lower() for handles in named.values() for handle in handles})
    mentions = await tx.interactions.among(ids)
    returned = await tx.followers.times_returned(ids)
    companies = await tx.bursts.companies(ids)
    overrules = await tx.opinions.among(ids)
    found: dict[int, Dealings] = {}
    for user_id in ids:
        count, last = mentions.get(user_id, (0, None))
        found[user_id] = Dealings(
            mentions=count,
            last_mention_at=last,
            times_returned=returned.get(user_id, 0),
            company=companies.get(user_id),
            overrule=overrules.get(user_id),
            connections=tuple(handle for handle in named.get(user_id, ()) if handle.lower() in followed),
        )
    return found
