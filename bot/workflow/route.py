"""What Approve will really do: X's doors differ by access level and change with a week's notice, so what X last showed decides. Pure."""

from __future__ import annotations

from bot.model import Access, Outlook, Permission


def outlook(permission: Permission | None, access: Access) -> Outlook:
    """The route the next approval takes. permission: what was learnt about following, if anything was."""
    return {True: Outlook.API, False: Outlook.HAND_OFF, None: Outlook.TRY_API}[presumed(permission, access)]


def presumed(permission: Permission | None, access: Access) -> bool | None:
    """Whether X lets this app follow: by what it showed under this access, or else by the owner's word; None when nobody knows.

    A refusal counts until X shows something else. X is asked every day, and a link to press works meanwhile.
    """
    if access is not Access.SELF_SERVE and permission is not None and permission.access is access:
        return permission.allowed
    return {Access.ENTERPRISE: True, Access.SELF_SERVE: False}.get(access)
