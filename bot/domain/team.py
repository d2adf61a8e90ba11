"""The team: its members, whom of it a message mentions, and its keywords."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team's Discord server, as Discord described them at the moment of the click.

    manages_server: owns it, administers it, or has the permission Manage Server.
    """

    id: int
    name: str
    role_ids: frozenset[int] = frozenset()
    manages_server: bool = False


class MentionableKind(StrEnum):
    """What Discord lets a message mention, besides everybody."""

    ROLE = "role"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, order=True)
class Mentionable:
    """A role or a member of the team's server; written as in the environment, "role:ID" or "member:ID"."""

    kind: MentionableKind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def mention(self) -> str:
        """As Discord spells it in a message."""
        return f"<@&{self.id}>" if self.kind is MentionableKind.ROLE else f"<@{self.id}>"


class Keyword(StrEnum):
    """The two lists of keywords that a team keeps."""

    TOPIC = "topic"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Keywords:
    """The team's keywords. topics: rank people higher. muted: suppress them."""

    topics: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()

    def of(self, kind: Keyword) -> tuple[str, ...]:
        """One of the two lists."""
        return self.topics if kind is Keyword.TOPIC else self.muted
