"""Who may decide. Pure."""

from __future__ import annotations

from bot.model import Member, Policy


def may_decide(member: Member, policy: Policy) -> bool:
    """An approver's role decides; where no role is named, whoever manages the server."""
    if policy.approver_role_ids:
        return bool(member.role_ids & policy.approver_role_ids)
    return member.manages_server
