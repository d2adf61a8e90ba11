"""The account's subscriptions to X's activity stream."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from bot.domain import ActivityEvent, Purpose
from bot.x.billing.pricing import Price, Unit
from bot.x.errors import NotAllowed, NotFound, OutcomeUnknown, Rejected
from bot.x.http.call import Call, Json
from bot.x.http.sender import Sender
from bot.x.http.transport import Transport
from bot.x.parse.pagination import LARGEST_PAGE, Pagination, next_token
from bot.x.parse.profiles import parse_id
from bot.x.stream.prepaid_events import PURPOSES

log = logging.getLogger(__name__)

TAG = "mutuals"

_PATH = "/2/activity/subscriptions"
_LISTED = Price("Activity: Subscription", 0, Unit.RESOURCE)
_CHANGED = Price("Activity: Subscription: Manage", 0, Unit.REQUEST)
"""X bills the events of this API and nothing else of it: https://docs.x.com/x-api/activity/event-pricing."""

_ALREADY_EXISTS = re.compile(r"^409\b|duplicate|already exists", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One kind of event about one user, as X lists it. to_stream: whether its events come by the stream and about everyone."""

    id: str
    event: str
    user_id: int | None
    tag: str
    to_stream: bool


class Subscriptions:
    """Keeps one subscription for each kind of event that is wanted; those of other tools of the team stay as they are.

    Only the account may subscribe to what is private, mentions among it, and only the app may list and delete subscriptions:
    https://docs.x.com/x-api/activity/introduction, "Event privacy and authentication".
    """

    def __init__(self, transport: Transport, sender: Sender, *, account_id: int) -> None:
        self._transport, self._sender, self._account_id = transport, sender, account_id

    async def sync(self, wanted: Collection[ActivityEvent]) -> frozenset[ActivityEvent]:
        """Subscribe to what is missing, and end what is no longer wanted; returns what X sends of it.

        Raises NotAllowed when X sends nothing of it, and whatever else keeps X from being asked.
        """
        active: set[str] = set()
        for subscription in await self._all():
            if subscription.user_id != self._account_id:
                continue
            if subscription.tag == TAG and (subscription.event not in wanted or subscription.event in active):
                await self._delete(subscription.id)
            elif subscription.to_stream:
                active.add(subscription.event)
        refusal: NotAllowed | None = None
        for event in sorted(set(wanted) - active):
            try:
                await self._create(event)
                active.add(event)
            except NotAllowed as error:
                log.warning("X does not let this app subscribe to %s: %s", event, error.detail)
                refusal = error
        if refusal is not None and active.isdisjoint(wanted):
            raise refusal
        return frozenset(event for event in wanted if event in active)

    async def _all(self) -> list[Subscription]:
        found: list[Subscription] = []
        params = {"max_results": str(LARGEST_PAGE)}
        pagination = Pagination()
        while True:
            call = Call(f"GET {_PATH}", Purpose.DETECTION, _LISTED, LARGEST_PAGE, str(params), as_app=True)
            body = await self._sender.read(call, partial(self._transport.request, "GET", _PATH, dict(params)))
            data, token = body.get("data"), next_token(body)
            found += [subscription for entry in data or () if (subscription := _parse(entry))] if isinstance(data, list) else []
            if not pagination.has_next(token, empty=not data) or token is None:
                return found
            params["pagination_token"] = token

    async def _create(self, event: ActivityEvent) -> None:
        inbound = {} if event is ActivityEvent.MENTION else {"direction": "inbound"}
        body = {"event_type": event.value, "filter": {"user_id": str(self._account_id)} | inbound, "tag": TAG}
        call = Call(f"POST {_PATH}", PURPOSES[event], _CHANGED)
        try:
            await self._sender.write(call, partial(self._transport.request, "POST", _PATH, json=body, user_auth=True))
        except (Rejected, NotAllowed) as refusal:
            if not _ALREADY_EXISTS.search(refusal.detail):
                raise

    async def _delete(self, subscription_id: str) -> None:
        """A subscription that X does not delete now is tried again when they are looked at next."""
        call = Call(f"DELETE {_PATH}/:id", Purpose.DETECTION, _CHANGED, as_app=True)
        with suppress(NotFound, NotAllowed, Rejected, OutcomeUnknown):
            await self._sender.write(call, partial(self._transport.request, "DELETE", f"{_PATH}/{subscription_id}"))


def _parse(entry: Json) -> Subscription | None:
    """X's JSON for a subscription; None for what is none. One with a webhook or a keyword does not reach the stream, or not fully."""
    match entry:
        case {"subscription_id": str(identity), "event_type": str(event), "filter": dict(asked)} if identity.isdecimal():
            everyone = not asked.get("keyword") and asked.get("direction") in (None, "inbound")
            tag = entry.get("tag")
            to_stream = everyone and not entry.get("webhook_id")
            return Subscription(identity, event, parse_id(asked.get("user_id")), tag if isinstance(tag, str) else "", to_stream)
    return None
