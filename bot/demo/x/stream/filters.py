"""What a subscription covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.demo.x.schema.parameters import NUMERIC_ID, refuse_unknown
from bot.demo.x.schema.problems import Body, invalid_request
from bot.demo.x.world.activity import Activity, EventType

_DIRECTIONS = ("inbound", "outbound")
_LONGEST_TAG = 200


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Events of one type about one user. direction: "inbound" when done to the user, "outbound" when done by the user, None for both."""

    type: EventType
    user_id: int
    direction: str | None
    tag: str | None

    @property
    def key(self) -> tuple[EventType, int, str | None]:
        """Which events these are; two filters for the same ones differ in their tags alone."""
        return self.type, self.user_id, self.direction

    def matches(self, activity: Activity) -> bool:
        done_to = any(person.id == self.user_id for person in activity.targets)
        done_by = activity.source.id == self.user_id and self.type is not EventType.MENTION
        return activity.type is self.type and ((done_to and self.direction != "outbound") or (done_by and self.direction != "inbound"))


def parse_filter(body: Mapping[str, object]) -> EventFilter:
    """Raises Problem (400). Of what X accepts, that which is simulated: no other events, no keywords, no webhooks."""
    refuse_unknown(body, {"event_type", "filter", "tag"})
    event_type, chosen, tag = body.get("event_type"), body.get("filter"), body.get("tag")
    if not isinstance(chosen, dict):
        raise invalid_request([_fault("filter", chosen, "is not an object")])
    refuse_unknown(chosen, {"user_id", "direction"})
    user_id, direction = chosen.get("user_id"), chosen.get("direction")
    faults = []
    if event_type not in list(EventType):
        faults.append(_fault("event_type", event_type, f"is not one of [{','.join(EventType)}]"))
    if not isinstance(user_id, str) or not NUMERIC_ID.fullmatch(user_id):
        faults.append(_fault("filter.user_id", user_id, "is not valid"))
    if direction is not None and (direction not in _DIRECTIONS or event_type == EventType.MENTION):
        faults.append(_fault("filter.direction", direction, "is not valid for this event type"))
    if tag is not None and not (isinstance(tag, str) and 1 <= len(tag) <= _LONGEST_TAG):
        faults.append(_fault("tag", tag, f"is not a text of 1 to {_LONGEST_TAG} characters"))
    if faults:
        raise invalid_request(faults)
    return EventFilter(EventType(str(event_type)), int(str(user_id)), direction, None if tag is None else str(tag))


def _fault(name: str, value: object, what: str) -> tuple[str, str, str]:
    shown = "" if value is None else str(value)
    return name, shown, f"The `{name}` value [{shown}] {what}"


def filter_json(event_filter: EventFilter) -> Body:
    """As a subscription shows it."""
    body: Body = {"user_id": str(event_filter.user_id)}
    return {**body, "direction": event_filter.direction} if event_filter.direction else body
