"""What is said of a call to X that failed."""

from __future__ import annotations

from bot.domain import Note
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number
from bot.x.errors import XCode


def _not_registered(note: Note) -> str:
    if url := note.text("url"):
        return _("X wants the user who is billed for its API to register first, at {url}. Mutuals then continues automatically.").format(
            url=url
        )
    return _(
        "X wants the user who is billed for its API to register first, in X's developer console. Mutuals then continues automatically."
    )


def _wrong_clock(note: Note) -> str:
    off = note.number("seconds")
    if not off:
        return _(
            "X refuses what this computer signs because its clock is wrong. Correct the clock, ideally over the network (NTP); "
            "Mutuals then continues automatically."
        )
    if off > 0:
        return _(
            "This computer's clock is {span} fast, so X refuses what it signs. Correct the clock, ideally over the network (NTP); "
            "Mutuals then continues automatically."
        ).format(span=_span(off))
    return _(
        "This computer's clock is {span} slow, so X refuses what it signs. Correct the clock, ideally over the network (NTP); "
        "Mutuals then continues automatically."
    ).format(span=_span(-off))


def _span(seconds: int) -> str:
    """To the minute, in the two largest units that it has."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes = rest // 60
    parts = [
        ngettext("{count} day", "{count} days", days).format(count=number(days)) if days else "",
        ngettext("{count} hour", "{count} hours", hours).format(count=hours) if hours else "",
        ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes) if minutes else "",
    ]
    named = [part for part in parts if part][:2]
    return _("{larger} and {smaller}").format(larger=named[0], smaller=named[1]) if len(named) > 1 else named[0]


X_ERRORS: Sentences = {
    XCode.FAILED: always(N_("X did not do what was asked.")),
    XCode.NOTHING_SENT: always(N_("Mutuals is paused, so nothing was sent to X.")),
    XCode.TOO_FAST: always(
        N_("That would be faster than the team's own pace allows. Mutuals waits and continues automatically."),
    ),
    XCode.RATE_LIMITED: always(N_("X's rate limit has been reached. Mutuals waits and continues automatically.")),
    XCode.UNREACHABLE: always(N_("X is not answering properly right now. Mutuals retries automatically.")),
    XCode.OUTCOME_UNKNOWN: always(N_("X did not confirm whether it worked. Mutuals checks before trying again.")),
    XCode.NOT_ALLOWED: always(N_("X did not allow this for this person.")),
    XCode.NO_ACCESS: always(N_("X does not let this app do that on its present access level.")),
    XCode.READ_ONLY_KEYS: always(
        N_("The keys of the X app are read-only. Let the app write in X's developer portal, then make new access tokens.")
    ),
    XCode.FOLLOW_LIMIT: always(N_("X says that the account cannot follow more people for now. Retry tomorrow.")),
    XCode.POST_LIMIT: always(N_("X says that the account cannot post more for now. Retry later.")),
    XCode.NOT_SET_UP: always(
        N_(
            "X does not let this app use its API as it is set up now. In X's developer console, move the app to the pay-per-use package "
            "and to production; Mutuals then continues automatically."
        )
    ),
    XCode.NOT_REGISTERED: _not_registered,
    XCode.REPLY_REFUSED: always(N_("X did not allow this reply.")),
    XCode.NOT_SUMMONED: always(N_("X accepts a reply from an app only where the author mentioned or quoted you. Answer on X itself.")),
    XCode.REPLIES_RESTRICTED: always(N_("They chose who may reply to this post, and you are not among them.")),
    XCode.BLOCKED: always(N_("They have blocked you, so you cannot reply to them.")),
    XCode.LOCKED: always(
        N_("X has locked or suspended the account. Log in on x.com and follow what X asks for there; until then nothing is sent.")
    ),
    XCode.KEYS_REFUSED: always(
        N_("X does not accept the keys of this app. Make new ones in X's developer portal and update your settings.")
    ),
    XCode.WRONG_CLOCK: _wrong_clock,
    XCode.BEARER_TOKEN_REFUSED: always(
        N_("X does not accept the app's bearer token. Copy it anew from X's developer portal into X_BEARER_TOKEN.")
    ),
    XCode.OUT_OF_CREDITS: always(
        N_("The credits for the X API are used up, or its spending limit is reached. Top them up in X's developer console.")
    ),
    XCode.PERSON_GONE: always(N_("This person is no longer on X.")),
    XCode.OWN_ACCOUNT_GONE: always(N_("X does not find the team's account. Look on x.com whether it is still there.")),
    XCode.POST_GONE: always(N_("Their post is no longer there, or hidden from you.")),
    XCode.OWN_POST_GONE: always(N_("This post of yours is no longer on X.")),
    XCode.BAD_CURSOR: always(N_("X lost its place in the list. Mutuals starts again at the top.")),
    XCode.REJECTED: always(N_("X did not accept the request.")),
    XCode.SELF_FOLLOW: always(N_("An account cannot follow itself.")),
    XCode.DUPLICATE: always(N_("X does not accept the same text twice. Rephrase it.")),
    XCode.TEXT_REFUSED: always(N_("X does not accept this text as it is. Change it, then try again.")),
    XCode.TEXT_TOO_LONG: always(N_("The text is too long for X. Shorten it.")),
    XCode.CASHTAGS: always(N_("X takes one cashtag in a post, like $TICKER, and no more. Leave the others out.")),
}
