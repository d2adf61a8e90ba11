"""The team's text channels in Discord: what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChannelPurpose(StrEnum):
    """What comes into a channel."""

    CARDS = "cards"
    """And what is said about them: this is the team's channel."""
    DIGEST = "digest"
    ALERTS = "alerts"
    """What is out of the ordinary, and who has changed how Mutuals works."""


@dataclass(frozen=True, slots=True)
class Channels:
    """By id. digest, alerts: None where they come into the team's channel."""

    cards: int = 0
    digest: int | None = None
    alerts: int | None = None

    def of(self, purpose: ChannelPurpose) -> int:
        """The one for this."""
        other = {ChannelPurpose.DIGEST: self.digest, ChannelPurpose.ALERTS: self.alerts}.get(purpose)
        return self.cards if other is None else other

    @property
    def purposes(self) -> dict[int, ChannelPurpose]:
        """Each channel once, the team's first, with the first thing that it is for."""
        found: dict[int, ChannelPurpose] = {}
        for purpose in ChannelPurpose:
            found.setdefault(self.of(purpose), purpose)
        return found
