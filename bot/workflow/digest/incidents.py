"""What was out of the ordinary in the span of a digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain import Account, Announcement, AnnouncementKind, Incident, Note, Route, SuggestionKind
from bot.store import Tx

LONG_WITHOUT_POLL = timedelta(hours=3)
"""Even the slowest rhythm polls more often."""

_TOLD = (
    *(AnnouncementKind.OUTAGE, AnnouncementKind.OUTAGE_OVER, AnnouncementKind.ROUTE_CHANGED),
    *(AnnouncementKind.ACTION_NEEDED, AnnouncementKind.WRITES_STOPPED),
)
_MINUTE = timedelta(minutes=1)


async def incidents(tx: Tx, account: Account, since: datetime, until: datetime) -> tuple[Note, ...]:
    """What keeps Mutuals from its work now, then what happened."""
    told = await tx.announcements.between(_TOLD, since, until)
    last = await tx.announcements.latest(AnnouncementKind.OUTAGE)
    if last is not None and await tx.announcements.find(AnnouncementKind.OUTAGE_OVER, last.key) is None and last not in told:
        told.append(last)
    return (*_now(account, until), *_outages(told, since, until), *_routes(told), *_refusals(account, told))


def _now(account: Account, until: datetime) -> Iterator[Note]:
    if account.paused_at is not None:
        yield Note(Incident.PAUSED, {"since": account.paused_at})
    elif account.credits_depleted_at is not None:
        yield Note(Incident.CREDITS_DEPLETED, {"since": account.credits_depleted_at})
    elif account.last_poll_at is not None and until - account.last_poll_at > LONG_WITHOUT_POLL:
        yield Note(Incident.NOT_POLLED, {"since": account.last_poll_at})


def _outages(told: Sequence[Announcement], since: datetime, until: datetime) -> Iterator[Note]:
    ends = {each.key: each.created_at for each in told if each.kind is AnnouncementKind.OUTAGE_OVER}
    began = dict.fromkeys(each.key for each in told if each.kind in (AnnouncementKind.OUTAGE, AnnouncementKind.OUTAGE_OVER))
    spans = [ends.get(key, until) - max(since, datetime.fromisoformat(key)) for key in began]
    if minutes := sum(spans, timedelta()) // _MINUTE:
        yield Note(Incident.OUTAGE, {"minutes": minutes})


def _routes(told: Sequence[Announcement]) -> Iterator[Note]:
    """The last change of each kind of suggestion."""
    last: dict[str, Announcement] = {}
    for each in told:
        if each.kind is AnnouncementKind.ROUTE_CHANGED:
            last[str(each.body.get("suggestion_kind", SuggestionKind.FOLLOW_BACK.value))] = each
    for kind, change in last.items():
        code = Incident.API_OPEN if change.body.get("route") == Route.API.value else Incident.API_CLOSED
        yield Note(code, {"kind": kind, "at": change.created_at})


def _refusals(account: Account, told: Sequence[Announcement]) -> Iterator[Note]:
    kinds = {each.kind for each in told if "reason" in each.body}
    if account.writes_stopped is not None or AnnouncementKind.WRITES_STOPPED in kinds:
        yield Note(Incident.WRITES_STOPPED)
    if AnnouncementKind.ACTION_NEEDED in kinds:
        yield Note(Incident.CANNOT_READ)
