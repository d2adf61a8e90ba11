"""What somebody is mentioned for: complaints, cards about to expire, cards that wait for too long.

What was told of stands in the announcements themselves, so that nothing is told twice over any restart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Announcement, AnnouncementKind, LinkedCard, PendingCard, Policy, SuggestionState
from bot.domain.acts import CLAIM_LASTS
from bot.domain.announcements import MENTIONED
from bot.planning.notifications import expiry_due, wait_due
from bot.planning.pace import after_quiet_hours
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.suggestions.cards import Cards

EVERY = timedelta(hours=1)
"""Between two messages about what can wait for so long."""

_OPEN, _HANDED_OFF = SuggestionState.OPEN, SuggestionState.HANDED_OFF

Known = tuple[int, str]
"""A suggestion and what the team was told of it: the same is told once."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is true of all announcements of one kind.

    states: those in which a card is such a matter. due: from when on. about: tells one such matter from the next of the same card.
    every: between two of them. wakes: also in quiet hours.
    """

    states: frozenset[SuggestionState]
    due: Callable[[PendingCard, Policy], datetime]
    about: Callable[[PendingCard], str]
    every: timedelta = EVERY
    wakes: bool = False


_RULES = {
    AnnouncementKind.COMPLAINTS: _Rules(frozenset({_OPEN}), lambda card, _: card.since, lambda _: "", every=timedelta(), wakes=True),
    AnnouncementKind.EXPIRING: _Rules(frozenset({_OPEN}), expiry_due, lambda card: card.expires_at.isoformat()),
    AnnouncementKind.WAITING: _Rules(frozenset({_OPEN, _HANDED_OFF}), wait_due, lambda card: card.since.isoformat()),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """cards: to be told of now. told: what was told of before and is not settled. next_at: when there may be more; None: after a change."""

    kind: AnnouncementKind
    cards: Sequence[Known]
    told: Sequence[Known]
    next_at: datetime | None


class Notifications:
    """The recurring job, and what its announcements show. While paused it tells of nothing."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def run(self) -> datetime | None:
        """Announce what is due; returns when something will be, or None: once something changes."""
        if not self._kinds() or (await self._context.account_cache.now()).account.paused_at is not None:
            return None
        async with self._store.read() as tx:
            found = await self._look(tx)
        if any(each.cards for each in found):
            async with self._store.write() as tx:
                found = await self._look(tx)
                for each in found:
                    await self._announce(tx, each)
        return min((each.next_at for each in found if each.next_at is not None), default=None)

    async def cards(self, announcement: Announcement) -> list[LinkedCard]:
        """The cards that such an announcement tells of, but for those that somebody decided, claimed or snoozed meanwhile."""
        states = _RULES[announcement.kind].states
        async with self._store.read() as tx:
            cards = await Cards(tx, self._context).of_many([suggestion_id for suggestion_id, _ in _known(announcement, "cards")])
        current = [(stored.prompt, card) for stored, card in cards.values() if card.suggestion.state in states and card.claim is None]
        return [LinkedCard(card, prompt.channel_id if prompt else None, prompt.message_id if prompt else None) for prompt, card in current]

    def _kinds(self) -> list[AnnouncementKind]:
        """Those for which somebody is to be mentioned."""
        return [kind for kind in _RULES if MENTIONED[kind](self._context.policy)]

    async def _look(self, tx: Tx) -> list[_Found]:
        kinds = self._kinds()
        complaints = await tx.suggestions.complaints() if AnnouncementKind.COMPLAINTS in kinds else []
        shown = await tx.suggestions.pending_cards() if set(kinds) - {AnnouncementKind.COMPLAINTS} else []
        return [await self._found(tx, kind, complaints if kind is AnnouncementKind.COMPLAINTS else shown) for kind in kinds]

    async def _found(self, tx: Tx, kind: AnnouncementKind, pending: Sequence[PendingCard]) -> _Found:
        rules, now, policy = _RULES[kind], self._clock.now(), self._context.policy
        last = await tx.announcements.latest(kind)
        known = {*_known(last, "cards"), *_known(last, "told")}
        allowed_at = max(now, last.created_at + rules.every) if last is not None else now
        if not rules.wakes:
            allowed_at = after_quiet_hours(allowed_at, policy)
        cards: list[Known] = []
        later: list[datetime] = []
        for card in pending:
            about = card.suggestion_id, rules.about(card)
            if about in known or card.state not in rules.states:
                continue
            at = max([allowed_at, rules.due(card, policy), *_claim_ends(card)])
            if at <= now:
                cards.append(about)
            else:
                later.append(at)
        told = [about for card in pending if (about := (card.suggestion_id, rules.about(card))) in known]
        return _Found(kind, cards, told, min(later, default=None))

    async def _announce(self, tx: Tx, found: _Found) -> None:
        if found.cards:
            now = self._clock.now()
            key = f"{now.isoformat()} {max(found.cards)[0]}"
            await tx.announcements.add(found.kind, key, {"cards": list(found.cards), "told": list(found.told)}, now)


def _known(announcement: Announcement | None, which: str) -> list[Known]:
    found = announcement.body.get(which) if announcement is not None else None
    return [(number, about) for number, about in found] if isinstance(found, list) else []


def _claim_ends(card: PendingCard) -> list[datetime]:
    """When whoever is on it may have given up."""
    return [card.claimed_at + CLAIM_LASTS] if card.claimed_at is not None and card.state is _OPEN else []
