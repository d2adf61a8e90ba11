"""Which suggestions have a place in the channel: the best, within the day's cap for their kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import AnnouncementKind, Prompt, SuggestionKind
from bot.domain.kinds import KINDS
from bot.planning.card_places import LEARNT_FROM, hours_within, next_place_at, places_open, waking_hours
from bot.store import Tx
from bot.workflow.context import Context

READ_BY_SOMEBODY = timedelta(minutes=15)
"""For so long a card keeps its place: somebody may just be reading it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Who has one now.

    best: the waiting suggestions that get one, best first. outbid: cards that nobody touched, each of which makes room for a better one.
    untold: kinds of which the day's cards are shown and more wait, and the team does not know yet. next_at: when there is another place.
    paused: nobody gets one.
    """

    paused: bool = False
    best: tuple[int, ...] = ()
    outbid: tuple[Prompt, ...] = ()
    untold: tuple[SuggestionKind, ...] = ()
    next_at: datetime | None = None


class CardPlaces:
    """Gives the day's places to the best, and tells the team once a day that there are no more."""

    def __init__(self, context: Context) -> None:
        self._context, self._clock = context, context.clock
        self._learnt: tuple[date, frozenset[int]] | None = None

    async def of(self, tx: Tx) -> Places:
        """The places as they are now; none while paused.

        Followers that a poll found get one once that poll is complete, because only then their cohort is known.
        """
        account, now, policy = await tx.accounts.get(), self._clock.now(), self._context.policy
        if account.paused_at is not None:
            return Places(paused=True)
        best: list[int] = []
        outbid: list[Prompt] = []
        untold: list[SuggestionKind] = []
        next_at: list[datetime] = []
        for kind, rules in KINDS.items():
            per_day, came_by = rules.cards_per_day(policy), account.last_poll_at if rules.about_follower else None
            there = per_day
            if rules.cards_spread:
                hours = await self._waking_hours(tx, now)
                there = places_open(now, per_day, hours, policy.timezone)
                next_at.append(next_place_at(now, per_day, hours, policy.timezone))
            used = await tx.prompts.count_on(policy.local_date(now), kind)
            found = await tx.prompts.waiting_best(there - used, kind=kind, came_by=came_by) if used < there else []
            best += [suggestion.id for suggestion in found]
            if not 0 < per_day <= used + len(found):
                continue
            if rules.cards_spread and not found:
                least = await tx.prompts.outbid(kind, shown_by=now - READ_BY_SOMEBODY, came_by=came_by)
                outbid += [least] if least else []
            if await tx.announcements.find(AnnouncementKind.DAY_FULL, self._key(kind)) is None:
                untold += [kind] if await tx.prompts.count_waiting(kind, came_by=came_by) > len(found) else []
        return Places(best=tuple(best), outbid=tuple(outbid), untold=tuple(untold), next_at=min(next_at, default=None))

    async def tell(self, tx: Tx, places: Places) -> None:
        """Once the suggestions have their places: say of which kinds more wait."""
        now = self._clock.now()
        for kind in places.untold:
            shown = await tx.prompts.count_on(self._context.policy.local_date(now), kind)
            waiting = await tx.prompts.count_waiting(kind)
            body = {"suggestion_kind": kind.value, "shown": shown, "waiting": waiting}
            await tx.announcements.add(AnnouncementKind.DAY_FULL, self._key(kind), body, now)

    def _key(self, kind: SuggestionKind) -> str:
        return f"{self._context.policy.local_date(self._clock.now())} {kind}"

    async def _waking_hours(self, tx: Tx, now: datetime) -> frozenset[int]:
        """Those that the team has set; else they are learnt anew each day."""
        policy = self._context.policy
        if policy.card_hours is not None:
            return hours_within(*policy.card_hours)
        today = policy.local_date(now)
        if self._learnt is None or self._learnt[0] != today:
            self._learnt = today, waking_hours(await tx.suggestions.decided_at(now - LEARNT_FROM), policy.timezone)
        return self._learnt[1]
