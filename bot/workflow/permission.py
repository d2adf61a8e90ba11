"""Who may see, decide, pause and change settings; asked first thing by each use case. Pure."""

from __future__ import annotations

from bot.domain import Member, Policy


class NotPermitted(Exception):
    """This member may not do that. needed: roles of which one is needed; none: only whoever manages the server may."""

    def __init__(self, needed: frozenset[int]) -> None:
        super().__init__("the member may not do that")
        self.needed = needed


def require_decide(member: Member, policy: Policy) -> None:
    """Raises NotPermitted unless this member may decide."""
    if not may_decide(member, policy):
        raise NotPermitted(policy.approver_role_ids)


def require_pause(member: Member, policy: Policy) -> None:
    """Raises NotPermitted unless this member may pause."""
    if not may_pause(member, policy):
        raise NotPermitted(policy.approver_role_ids)


def require_manage(member: Member, policy: Policy) -> None:
    """Raises NotPermitted unless this member may change settings."""
    if not may_manage(member, policy):
        raise NotPermitted(policy.approver_role_ids)


def may_decide(member: Member, policy: Policy) -> bool:
    """An approver's role decides; where no role is named, whoever manages the server."""
    if policy.approver_role_ids:
        return bool(member.role_ids & policy.approver_role_ids)
    return member.manages_server


def may_view(member: Member, policy: Policy) -> bool:
    """Whoever may decide, holds a viewer's role or manages the server: the history and the verdicts are about people who have names."""
    return may_decide(member, policy) or member.manages_server or bool(member.role_ids & policy.viewer_role_ids)


def may_pause(member: Member, policy: Policy) -> bool:
    """Stopping is always safe, so whoever manages the server may do that without any role. Going on again is a decision."""
    return may_decide(member, policy) or member.manages_server


def may_manage(member: Member, policy: Policy) -> bool:
    """Settings are changed by those who decide, and by whoever manages the server: a wrong role among them locks nobody out."""
    return may_decide(member, policy) or member.manages_server
