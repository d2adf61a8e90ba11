"""What the money for X goes on: exactly, and roughly."""

from __future__ import annotations

from bot.domain import Purpose
from bot.planning.spending_overview import SpendingGroup
from bot.views.format.i18n import N_, _

_PURPOSES = {
    Purpose.FOLLOW_BACK: N_("following back through X's API"),
    Purpose.REPLY: N_("posting replies through X's API"),
    Purpose.CONFIRMATION: N_("confirming what you approved"),
    Purpose.ACCESS: N_("probing what X allows"),
    Purpose.CREDITS: N_("checking whether X accepts calls again"),
    Purpose.DETECTION: N_("polling for new followers"),
    Purpose.MENTIONS: N_("reading mentions"),
    Purpose.OWN_POSTS: N_("reading your own posts"),
    Purpose.PROFILES: N_("refreshing profiles"),
    Purpose.UNFOLLOWS: N_("being told who leaves"),
    Purpose.SWEEP: N_("finding out who left"),
    Purpose.ACCOUNT: N_("counting your followers"),
    Purpose.BASELINE: N_("the initial sync"),
    Purpose.AUDIT: N_("audits"),
    Purpose.CHECK: N_("mutuals check"),
}

_GROUPS = {
    SpendingGroup.FOLLOWERS: N_("followers"),
    SpendingGroup.MENTIONS: N_("mentions"),
    SpendingGroup.CONFIRMATIONS: N_("confirmations"),
    SpendingGroup.FOLLOW_BACKS: N_("follow-backs"),
    SpendingGroup.REPLIES: N_("replies"),
    SpendingGroup.OTHER: N_("other"),
}


def purpose_name(purpose: Purpose) -> str:
    """What calls of this purpose are for, to be used within a sentence or in a list."""
    return _(_PURPOSES[purpose])


def group_name(group: SpendingGroup) -> str:
    """What all of that together is for, in a word."""
    return _(_GROUPS[group])
