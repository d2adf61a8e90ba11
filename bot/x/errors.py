"""Every way in which a call to X can fail. `str(error)` is a sentence for the team; `.detail` is for the log."""

from __future__ import annotations

from datetime import datetime


class XError(Exception):
    """A call to X did not do what was asked.

    detail: X's own words, bounded and on one line; never shown to the team and never holding a secret.
    """

    sentence = "X did not do what was asked."

    def __init__(self, sentence: str = "", *, detail: str = "") -> None:
        super().__init__(sentence or self.sentence)
        self.detail = detail


class Paused(XError):
    """Mutuals is paused: nothing was sent."""

    sentence = "Mutuals is paused, so nothing was sent to X."


class OverBudget(XError):
    """The team's own budget does not allow it: nothing was sent.

    until: when there is money again, the beginning of X's next day or month.
    """

    def __init__(self, sentence: str, until: datetime) -> None:
        super().__init__(sentence)
        self.until = until


class TooFast(XError):
    """The team's own pace does not allow it: nothing was sent. until: when to retry."""

    sentence = "That would be faster than the team's own pace allows. Mutuals waits and continues automatically."

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class RateLimited(XError):
    """X takes no more requests of this kind for now: nothing happened.

    until: when to retry; at most 15 minutes ahead of the moment it was raised, or 24 hours where X says that a day's calls are used up.
    """

    sentence = "X's rate limit has been reached. Mutuals waits and continues automatically."

    def __init__(self, until: datetime, *, detail: str = "") -> None:
        super().__init__(detail=detail)
        self.until = until


class Unreachable(XError):
    """A read got no usable answer, or a write was never sent: nothing happened, and later it may work."""

    sentence = "X is not answering properly right now. Mutuals retries automatically."


class IncompleteList(Unreachable):
    """A list was not read to its end: X led in a circle, or from one empty page to the next. What is missing from it may be there."""


class OutcomeUnknown(XError):
    """A write was sent and no usable answer came: it may or may not have happened."""

    sentence = "X did not confirm whether it worked. Mutuals checks before trying again."


class NotAllowed(XError):
    """X refused (403).

    tier: whether the app or its access level may not use this endpoint at all, so that every further try would end the same way.
    enrolled: False where X says that the app is not: its access level does not have this endpoint, or the app is set up for none at all.
    """

    sentence = "X did not allow this for this person."

    def __init__(self, sentence: str = "", *, tier: bool, enrolled: bool = True, detail: str = "") -> None:
        super().__init__(sentence, detail=detail)
        self.tier, self.enrolled = tier, enrolled


class NotSetUp(XError):
    """X lets this app use nothing of its API because of how the app, or the user who is billed for it, is set up there."""

    sentence = (
        "X does not let this app use its API as it is set up now. In X's developer console, move the app to the pay-per-use package "
        "and to production; Mutuals then continues automatically."
    )


class ReplyRefused(NotAllowed):
    """X refused this very reply; another one may go out all the same."""

    sentence = "X did not allow this reply."

    def __init__(self, sentence: str = "", *, detail: str = "") -> None:
        super().__init__(sentence, tier=False, detail=detail)


class NotSummoned(ReplyRefused):
    """The author did not ask for the account in the post that is answered: X takes such an answer by hand only."""

    sentence = "X accepts a reply from an app only where the author mentioned or quoted you. Answer on X itself."


class RepliesRestricted(ReplyRefused):
    """The author chose who may answer."""

    sentence = "They chose who may reply to this post, and you are not among them."


class Blocked(ReplyRefused):
    """The author has blocked the account."""

    sentence = "They have blocked you, so you cannot reply to them."


class AccountRefused(XError):
    """X refused in a way that concerns every other call, too."""


class Locked(AccountRefused):
    """The team's own account is suspended or locked."""

    sentence = "X has locked or suspended the account. Log in on x.com and follow what X asks for there; until then nothing is sent."


class BadCredentials(AccountRefused):
    """X does not accept the keys (401)."""

    sentence = "X does not accept the keys of this app. Make new ones in X's developer portal and update your settings."


class WrongClock(BadCredentials):
    """X refuses what is signed with the keys because it is dated wrongly: our clock is off, and the keys may be good."""

    sentence = (
        "X refuses what this computer signs because its clock is wrong. Correct the clock, ideally over the network (NTP); "
        "Mutuals then continues automatically."
    )


class BadBearerToken(XError):
    """X does not accept the token with which the app speaks for itself (401); the account's own keys may be good all the same."""

    sentence = "X does not accept the app's bearer token. Copy it anew from X's developer portal into X_BEARER_TOKEN."


class OutOfCredits(AccountRefused):
    """The developer account's credits or its spending cap are used up (402 and kin)."""

    sentence = "The credits for the X API are used up, or its spending limit is reached. Top them up in X's developer console."


class NotFound(XError):
    """The person is gone: suspended, deleted or never there."""

    sentence = "This person is no longer on X."


class PostGone(NotFound):
    """The post to be answered was deleted, or its author shows it to others only."""

    sentence = "Their post is no longer there, or hidden from you."


class BadCursor(XError):
    """X does not accept the token of the next page (any more): begin at the first page."""

    sentence = "X lost its place in the list. Mutuals starts again at the top."


class Rejected(XError):
    """X refused this request for good: asking again the same way changes nothing."""

    sentence = "X did not accept the request."


class SelfFollow(Rejected):
    """The account was to follow itself, which X never carries out."""

    sentence = "An account cannot follow itself."


class Duplicate(Rejected):
    """The account has posted this text before."""

    sentence = "X does not accept the same text twice. Rephrase it."


class TextRefused(Rejected):
    """X does not take a post of this text."""

    sentence = "X does not accept this text as it is. Change it, then try again."


class UnknownField(Rejected):
    """X does not know a parameter or field by the name it was asked for: the other dialect may be understood."""
