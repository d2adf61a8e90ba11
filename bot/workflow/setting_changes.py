"""Every change of a setting, or of the team's keywords: kept, and told to the team."""

from __future__ import annotations

from bot.domain import AnnouncementKind, SettingChange
from bot.store import Tx


async def record_change(tx: Tx, change: SettingChange) -> None:
    """It is in the history, and the team is told where anything is different now."""
    number = await tx.settings.add(change)
    if change.before != change.after:
        body = {"setting": change.setting, "before": change.before, "after": change.after, "to_host": change.to_host}
        await tx.announcements.add(AnnouncementKind.SETTING, str(number), body | {"by": change.member.name}, change.at)
