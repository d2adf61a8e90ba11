"""When Mutuals could send nothing, or read nothing, as far as what is stored tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.domain import Account, Announcement, AnnouncementKind, Figure, Note, Purpose, Why
from bot.planning.poll_interval import DOWNTIME
from bot.store import Tx
from bot.store.money.ledger import CHARGE_RETENTION

_KINDS = (
    *(AnnouncementKind.PAUSE, AnnouncementKind.NEW_DATABASE, AnnouncementKind.WRITES_STOPPED, AnnouncementKind.ACTION_NEEDED),
    *(AnnouncementKind.CREDITS_RESTORED, AnnouncementKind.OUTAGE, AnnouncementKind.OUTAGE_OVER),
)
_USED_UP = 100
"""Percent of a budget."""
_BUDGET_SETTINGS = ("daily_budget_usd", "monthly_budget_usd")
_STRONGEST_FIRST = [
    *(Why.WAS_PAUSED, Why.WAS_STOPPED, Why.WAS_OUT_OF_CREDITS, Why.BUDGET_WAS_USED_UP, Why.WAS_UNREACHABLE),
    Why.WAS_OFF,
]


@dataclass(frozen=True, slots=True)
class Interruption:
    """until: None while it lasts. figures: what is told of it besides."""

    why: Why
    since: datetime
    until: datetime | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def touches(self, since: datetime, until: datetime) -> bool:
        """Whether any of it was between these moments."""
        return self.since < until and (self.until is None or self.until > since)

    def lasts(self, now: datetime) -> bool:
        return self.until is None or self.until > now

    def note(self, seen_until: datetime, now: datetime) -> Note:
        """As it is told now of a time that ended at that moment."""
        ended = self.until if self.until is not None and self.until < seen_until else None
        return Note(self.why, {**self.figures, "since": self.since, "until": ended, "lasts": int(self.lasts(now))})


async def interruptions(tx: Tx, since: datetime, until: datetime, now: datetime) -> list[Interruption]:
    """Those between these moments, the strongest first."""
    told, account = await tx.announcements.of_kinds(_KINDS), await tx.accounts.get()
    known = [*_pauses(told, account), *_stops(told), *_outages(told), *await _budgets_used_up(tx)]
    found = [each for each in known if each.touches(since, until)]
    if since >= now - CHARGE_RETENTION:
        found += await _unexplained(tx, since, until, found)
    return sorted(found, key=lambda each: _STRONGEST_FIRST.index(each.why))


def _pauses(told: Sequence[Announcement], account: Account) -> Iterator[Interruption]:
    """Mutuals pauses itself where its database is new. The team was not told of pauses until 0.2: of those only a present one is known."""
    began: Announcement | None = None
    for each in _of(told, AnnouncementKind.PAUSE, AnnouncementKind.NEW_DATABASE):
        if each.kind is AnnouncementKind.NEW_DATABASE or each.body.get("paused") is True:
            began = began or each
        elif began is not None:
            yield _pause(began, each.created_at)
            began = None
    if began is not None:
        yield _pause(began, None)
    elif account.paused_at is not None:
        yield Interruption(Why.WAS_PAUSED, account.paused_at, None, {"member": account.paused_by})


def _pause(began: Announcement, until: datetime | None) -> Interruption:
    return Interruption(Why.WAS_PAUSED, began.created_at, until, {"member": str(began.body.get("by", ""))})


def _stops(told: Sequence[Announcement]) -> Iterator[Interruption]:
    """X had locked the account or refused the keys, until somebody resumed or X accepted the keys."""
    for stopped in _of(told, AnnouncementKind.WRITES_STOPPED):
        ends = (each.created_at for each in told if each.created_at > stopped.created_at and _lets_write(each))
        reason: Any = stopped.body["reason"]
        yield Interruption(Why.WAS_STOPPED, stopped.created_at, next(ends, None), {"reason": Note.from_json(reason)})


def _lets_write(told: Announcement) -> bool:
    resumed = told.kind is AnnouncementKind.PAUSE and told.body.get("paused") is False
    return resumed or (told.kind is AnnouncementKind.CREDITS_RESTORED and told.body.get("of") == "keys")


def _outages(told: Sequence[Announcement]) -> Iterator[Interruption]:
    """Of credits and of X; the key of what ends one has the moment at which it began."""
    restored, over = [{each.key: each.created_at for each in _of(told, kind)} for kind in _ENDS]
    for needed in _of(told, AnnouncementKind.ACTION_NEEDED):
        what, _, since = needed.key.partition(" ")
        if what == "OutOfCredits":
            yield Interruption(Why.WAS_OUT_OF_CREDITS, datetime.fromisoformat(since), restored.get(since))
    for outage in _of(told, AnnouncementKind.OUTAGE):
        yield Interruption(Why.WAS_UNREACHABLE, datetime.fromisoformat(outage.key), over.get(outage.key))


_ENDS = (AnnouncementKind.CREDITS_RESTORED, AnnouncementKind.OUTAGE_OVER)


async def _budgets_used_up(tx: Tx) -> list[Interruption]:
    """From when the team was told of it until the budget renewed, or until somebody changed it."""
    changed = [change.at for change in await tx.settings.history() if change.setting in _BUDGET_SETTINGS]
    found = []
    for told in await tx.announcements.of_kinds([AnnouncementKind.BUDGET]):
        if told.body["level"] == _USED_UP:
            ends = [datetime.fromisoformat(str(told.body["until"])), *(at for at in changed if at > told.created_at)]
            figures: Any = {name: told.body[name] for name in ("period", "budget")}
            found.append(Interruption(Why.BUDGET_WAS_USED_UP, told.created_at, min(ends), figures))
    return found


async def _unexplained(tx: Tx, since: datetime, until: datetime, known: Sequence[Interruption]) -> list[Interruption]:
    """When followers were not read for longer than any wait between two polls, and nothing that is known explains it: Mutuals was off."""
    polls = [since, *await tx.ledger.sent(Purpose.DETECTION, since, until), until]
    gaps = [(began, ended) for began, ended in pairwise(polls) if ended - began > DOWNTIME]
    return [Interruption(Why.WAS_OFF, *gap) for gap in gaps if not any(each.touches(*gap) for each in known)]


def _of(told: Sequence[Announcement], *kinds: AnnouncementKind) -> Iterator[Announcement]:
    return (each for each in told if each.kind in kinds)
