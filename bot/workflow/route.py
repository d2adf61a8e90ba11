"""What Approve will really do: X's doors differ by access level and change with a week's notice, so what X last said decides. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Access, Account, Outlook

ASK_AGAIN_AFTER = timedelta(days=1)
"""How long a refusal is taken for granted. A refused call costs nothing, and what was approved is handed off all the same."""


def outlook(account: Account, access: Access, now: datetime) -> Outlook:
    """The route the next approval takes."""
    if access is Access.SELF_SERVE:
        return Outlook.HAND_OFF
    learnt = account.route_access is access
    refused = account.route_refused_at if learnt else None
    if refused is not None:
        return Outlook.HAND_OFF if now - refused < ASK_AGAIN_AFTER else Outlook.TRY_API
    if access is Access.ENTERPRISE or (learnt and account.route_allowed_at is not None):
        return Outlook.API
    return Outlook.TRY_API
