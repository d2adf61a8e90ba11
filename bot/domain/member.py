"""Members of the team."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team's Discord server, as Discord described them at the moment of the click.

    manages_server: owns it, administers it, or has the permission Manage Server.
    """

    id: int
    name: str
    role_ids: frozenset[int] = frozenset()
    manages_server: bool = False
