"""X's pay-per-use prices, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.kinds import KINDS, SuggestionKind
from bot.drafting.rules import has_link

AS_OF = "2026-08"
SOURCE = "https://docs.x.com/x-api/getting-started/pricing"


class Unit(StrEnum):
    """What a price is for."""

    RESOURCE = "resource"
    """Each resource returned, once per UTC day."""
    REQUEST = "request"
    """Each request that succeeded."""


@dataclass(frozen=True, slots=True)
class Price:
    """What X charges, in micro-dollars. name: as X's own price list has it."""

    name: str
    micros: int
    unit: Unit


PUBLISHED = {
    "user_read": Price("User: Read", 10_000, Unit.RESOURCE),
    "follows_read": Price("Following/Followers: Read", 10_000, Unit.RESOURCE),
    "owned_read": Price("Owned: Read", 1_000, Unit.RESOURCE),
    "post_read": Price("Post: Read", 5_000, Unit.RESOURCE),
    "follow_event": Price("Activity: Follow", 10_000, Unit.RESOURCE),
    "post_event": Price("Activity: Post", 5_000, Unit.RESOURCE),
    "follow": Price("User Interaction: Create", 15_000, Unit.REQUEST),
    "post": Price("Post: Create", 15_000, Unit.REQUEST),
    "post_with_link": Price("Post: Create, with a link", 200_000, Unit.REQUEST),
    "summoned_reply": Price("Post: Create, summoned reply", 10_000, Unit.REQUEST),
}
"""X's price list at AS_OF, by the names that the option X_PRICES uses.

owned_read: lists of the authenticated user when that user also owns the developer app; `GET /2/users/me` is not among them.
"""


class PriceList:
    """What X charges this team: the published prices, and in their place what the owner says they are by now.

    changed: micro-dollars by name. Raises KeyError for a name that is not in PUBLISHED.
    """

    def __init__(self, changed: Mapping[str, int] | None = None, *, owns_app: bool = True) -> None:
        changes = {name: Price(PUBLISHED[name].name, micros, PUBLISHED[name].unit) for name, micros in (changed or {}).items()}
        self._prices = PUBLISHED | changes
        self.owns_app = owns_app

    def __getitem__(self, name: str) -> Price:
        """The price by its name here; a name that nobody priced costs as much as the dearest."""
        known = self._prices.get(name)
        return known or Price(name, max(price.micros for price in self._prices.values()), Unit.RESOURCE)

    @property
    def own_list(self) -> Price:
        """What each entry of the account's own followers or following costs."""
        return self["owned_read" if self.owns_app else "follows_read"]

    @property
    def own_posts(self) -> Price:
        """What each post of the account's own lists costs: those it wrote, and those that mention it."""
        return self["owned_read" if self.owns_app else "post_read"]

    @property
    def own_mentions(self) -> Price:
        """What each post that mentions the account costs."""
        return self.own_posts

    def reply(self, text: str, *, summoned: bool) -> Price:
        """What posting this text as a reply costs. summoned: whether the author of what is answered asked for the account in that post."""
        if has_link(text):
            return self["post_with_link"]
        return self["summoned_reply" if summoned else "post"]

    def of_kind(self, kind: SuggestionKind, *, text: str = "", summoned: bool = True) -> Price:
        """What carrying out a suggestion of this kind through X's API costs. text: what it proposes; summoned: see `reply`."""
        rules = KINDS[kind]
        return self.reply(text, summoned=summoned) if rules.has_text else self[rules.price]

    def event(self, event_type: str) -> Price:
        """What one event of the activity stream costs; of a kind that has no price here, as much as the dearest."""
        area = event_type.partition(".")[0]
        return self[f"{area}_event" if f"{area}_event" in PUBLISHED else event_type]
