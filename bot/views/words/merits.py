"""For which reasons somebody or an answer is suggested, in a few words and without figures: what decisions are counted by."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import ReasonCode
from bot.scoring.post_worth import PostMerit
from bot.views.format.i18n import N_, _

MERITS: Mapping[str, str] = {
    ReasonCode.SPOKE: N_("spoke to you"),
    ReasonCode.CALLED_FINE: N_("a member said they are fine"),
    ReasonCode.TOPICS: N_("shares your topics"),
    ReasonCode.CONNECTIONS: N_("names accounts you follow"),
    ReasonCode.REACH: N_("has many followers"),
    ReasonCode.NEW_AND_FINE: N_("looks like a real person"),
    ReasonCode.NEW_AND_UNSETTLED: N_("hard to tell"),
    PostMerit.COMPLAINS: N_("complains"),
    PostMerit.ASKS: N_("asks something"),
    PostMerit.SHARES: N_("shares something with you"),
    PostMerit.PRAISES: N_("praises you"),
    PostMerit.THANKS: N_("says thanks"),
    PostMerit.GREETS: N_("greets you"),
    PostMerit.PERHAPS_OPTS_OUT: N_("may want to be left alone"),
    PostMerit.TOPICS: N_("is about your topics"),
    PostMerit.REACH: N_("has many followers"),
    PostMerit.SPOKE_BEFORE: N_("spoke to you before"),
    PostMerit.NEW_FOLLOWER: N_("has just followed"),
    PostMerit.FIRST_CONTACT: N_("speaks to you for the first time"),
    PostMerit.SPEAKS: N_("speaks to you"),
}


def merit_name(code: str) -> str:
    """A reason in a few words; the code itself where another version gave it."""
    return _(MERITS[code]) if code in MERITS else code
