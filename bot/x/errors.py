"""Every way in which a call to X can fail. `.note` is what the team is told of it; `str(error)` and `.detail` are for the log."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.domain import Note


class XCode(StrEnum):
    """What the team is told of a failed call; `bot.views.words.errors` has the sentences."""

    FAILED = "failed"
    NOTHING_SENT = "nothing_sent"
    """Mutuals is paused."""
    TOO_FAST = "too_fast"
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    OUTCOME_UNKNOWN = "outcome_unknown"
    NOT_ALLOWED = "not_allowed"
    NO_ACCESS = "no_access"
    READ_ONLY_KEYS = "read_only_keys"
    FOLLOW_LIMIT = "follow_limit"
    POST_LIMIT = "post_limit"
    NOT_SET_UP = "not_set_up"
    NOT_REGISTERED = "not_registered"
    """url: where the user who is billed registers; none where X did not say."""
    REPLY_REFUSED = "reply_refused"
    NOT_SUMMONED = "not_summoned"
    REPLIES_RESTRICTED = "replies_restricted"
    BLOCKED = "blocked"
    LOCKED = "locked"
    KEYS_REFUSED = "keys_refused"
    WRONG_CLOCK = "wrong_clock"
    """seconds: how far this computer's clock is ahead, below 0 behind; none where that is not known."""
    BEARER_TOKEN_REFUSED = "bearer_token_refused"  # noqa: S105 - a code
    OUT_OF_CREDITS = "out_of_credits"
    PERSON_GONE = "person_gone"
    OWN_ACCOUNT_GONE = "own_account_gone"
    POST_GONE = "post_gone"
    OWN_POST_GONE = "own_post_gone"
    BAD_CURSOR = "bad_cursor"
    REJECTED = "rejected"
    SELF_FOLLOW = "self_follow"
    DUPLICATE = "duplicate"
    TEXT_REFUSED = "text_refused"
    TEXT_TOO_LONG = "text_too_long"
    CASHTAGS = "cashtags"


class XError(Exception):
    """A call to X did not do what was asked.

    code: what the team is told where no note says it more exactly.
    detail: X's own words, bounded and on one line; never shown to the team and never holding a secret.
    """

    code = XCode.FAILED

    def __init__(self, note: Note | None = None, *, detail: str = "") -> None:
        self.note = note or Note(self.code)
        super().__init__(str(self.note))
        self.detail = detail


class Paused(XError):
    """Mutuals is paused: nothing was sent."""

    code = XCode.NOTHING_SENT


class OverBudget(XError):
    """The team's own budget does not allow it: nothing was sent.

    until: when there is money again, the beginning of X's next day or month.
    """

    def __init__(self, note: Note, until: datetime) -> None:
        super().__init__(note)
        self.until = until


class TooFast(XError):
    """The team's own pace does not allow it: nothing was sent. until: when to retry."""

    code = XCode.TOO_FAST

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class RateLimited(XError):
    """X takes no more requests of this kind for now: nothing happened.

    until: when to retry; at most 15 minutes ahead of the moment it was raised, or 24 hours where X says that a day's calls are used up.
    """

    code = XCode.RATE_LIMITED

    def __init__(self, until: datetime, *, detail: str = "") -> None:
        super().__init__(detail=detail)
        self.until = until


class Unreachable(XError):
    """A read got no usable answer, or a write was never sent: nothing happened, and later it may work."""

    code = XCode.UNREACHABLE


class IncompleteList(Unreachable):
    """A list was not read to its end: X led in a circle, or from one empty page to the next. What is missing from it may be there."""


class OutcomeUnknown(XError):
    """A write was sent and no usable answer came: it may or may not have happened."""

    code = XCode.OUTCOME_UNKNOWN


class NotAllowed(XError):
    """X refused (403).

    tier: whether the app or its access level may not use this endpoint at all, so that every further try would end the same way.
    enrolled: False where X says that the app is not: its access level does not have this endpoint, or the app is set up for none at all.
    """

    code = XCode.NOT_ALLOWED

    def __init__(self, note: Note | None = None, *, tier: bool, enrolled: bool = True, detail: str = "") -> None:
        super().__init__(note, detail=detail)
        self.tier, self.enrolled = tier, enrolled


class NotSetUp(XError):
    """X lets this app use nothing of its API because of how the app, or the user who is billed for it, is set up there."""

    code = XCode.NOT_SET_UP


class ReplyRefused(NotAllowed):
    """X refused this very reply; another one may go out all the same."""

    code = XCode.REPLY_REFUSED

    def __init__(self, note: Note | None = None, *, detail: str = "") -> None:
        super().__init__(note, tier=False, detail=detail)


class NotSummoned(ReplyRefused):
    """The author did not ask for the account in the post that is answered: X takes such an answer by hand only."""

    code = XCode.NOT_SUMMONED


class RepliesRestricted(ReplyRefused):
    """The author chose who may answer."""

    code = XCode.REPLIES_RESTRICTED


class Blocked(ReplyRefused):
    """The author has blocked the account."""

    code = XCode.BLOCKED


class AccountRefused(XError):
    """X refused in a way that concerns every other call, too."""


class Locked(AccountRefused):
    """The team's own account is suspended or locked."""

    code = XCode.LOCKED


class BadCredentials(AccountRefused):
    """X does not accept the keys (401)."""

    code = XCode.KEYS_REFUSED


class WrongClock(BadCredentials):
    """X refuses what is signed with the keys because it is dated wrongly: our clock is off, and the keys may be good."""

    code = XCode.WRONG_CLOCK


class BadBearerToken(XError):
    """X does not accept the token with which the app speaks for itself (401); the account's own keys may be good all the same."""

    code = XCode.BEARER_TOKEN_REFUSED


class OutOfCredits(AccountRefused):
    """The developer account's credits or its spending cap are used up (402 and kin)."""

    code = XCode.OUT_OF_CREDITS


class NotFound(XError):
    """The person is gone: suspended, deleted or never there. suspended: the ids of those whom X says it has suspended."""

    code = XCode.PERSON_GONE

    def __init__(self, note: Note | None = None, *, detail: str = "", suspended: frozenset[str] = frozenset()) -> None:
        super().__init__(note, detail=detail)
        self.suspended = suspended


class PostGone(NotFound):
    """The post to be answered was deleted, or its author shows it to others only."""

    code = XCode.POST_GONE


class BadCursor(XError):
    """X does not accept the token of the next page (any more): begin at the first page."""

    code = XCode.BAD_CURSOR


class Rejected(XError):
    """X refused this request for good: asking again the same way changes nothing."""

    code = XCode.REJECTED


class SelfFollow(Rejected):
    """The account was to follow itself, which X never carries out."""

    code = XCode.SELF_FOLLOW


class Duplicate(Rejected):
    """The account has posted this text before."""

    code = XCode.DUPLICATE


class TextRefused(Rejected):
    """X does not take a post of this text."""

    code = XCode.TEXT_REFUSED


class UnknownField(Rejected):
    """X does not know a parameter or field by the name it was asked for: the other dialect may be understood."""
