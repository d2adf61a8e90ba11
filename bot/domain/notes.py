"""Facts without their words: codes and their figures. `bot.views` makes whole sentences of them; a test finds one for every code.

The codes of X's errors, of texts, of posts and of strategies stand where they arise: in `bot.x`, `bot.drafting`, `bot.scoring` and
`bot.planning`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

Figure: TypeAlias = "str | int | float | datetime | date | tuple[str | Note, ...] | Note | None"
"""What a sentence may name. A moment that is named by the team's clock is given in the team's time zone."""


@dataclass(frozen=True, slots=True)
class Note:
    """One fact that people are told. code: of one of the enumerations of codes; it survives a restart, and a change of language.

    figures: what the sentence names, each by its name.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """For logs."""
        figures = ", ".join(f"{name}={value}" for name, value in self.figures.items())
        return f"{self.code} ({figures})" if figures else str(self.code)

    def text(self, name: str) -> str:
        """A figure that is text; "" where there is none."""
        value = self.figures.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """A figure that is a whole number; 0 where there is none."""
        value = self.figures.get(name)
        return int(value) if isinstance(value, int | float) else 0

    def moment(self, name: str) -> datetime:
        """A figure that is a moment. Raises LookupError where there is none."""
        value = self.figures.get(name)
        if not isinstance(value, datetime):
            raise LookupError(f"{self.code} names no moment {name}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A figure that is a list of texts; empty where there is none."""
        value = self.figures.get(name)
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    def note(self, name: str) -> Note:
        """A figure that is a fact itself. Raises LookupError where there is none."""
        value = self.figures.get(name)
        if not isinstance(value, Note):
            raise LookupError(f"{self.code} names no fact {name}")
        return value

    def notes(self, name: str) -> tuple[Note, ...]:
        """A figure that is a list of facts; empty where there is none."""
        value = self.figures.get(name)
        return tuple(each for each in value if isinstance(each, Note)) if isinstance(value, tuple) else ()

    def to_json(self) -> dict[str, object]:
        """As it is stored."""
        return {"code": str(self.code), "figures": {name: _stored(value) for name, value in self.figures.items()}}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Where pydantic stores a whole report, as `to_json` and `from_json` do."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, Note) else Note.from_json(value),
            serialization=core_schema.plain_serializer_function_ser_schema(Note.to_json),
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Note:
        """What `to_json` made."""
        return cls(stored["code"], {name: _figure(value) for name, value in stored["figures"].items()})


def notes_of(stored: Sequence[Mapping[str, Any]]) -> list[Note]:
    """Several that are stored together."""
    return [Note.from_json(each) for each in stored]


def _stored(value: Figure) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Note):
        return value.to_json()
    return [*map(_stored, value)] if isinstance(value, tuple) else value


def _figure(stored: Any) -> Figure:
    if isinstance(stored, list):
        return tuple(each if isinstance(each, str) else Note.from_json(each) for each in stored)
    if isinstance(stored, dict):
        if "code" in stored:
            return Note.from_json(stored)
        return datetime.fromisoformat(stored["moment"]) if "moment" in stored else date.fromisoformat(stored["day"])
    return stored  # type: ignore[no-any-return]  # str, int, float or None by construction


class NoteCode(StrEnum):
    """Why a suggestion is in its present state, or was left out."""

    WRITTEN = "written"
    """text: what a member wrote."""
    NOT_FOLLOWED = "not_followed"
    """X answered that somebody is not followed, and not why."""
    ACCOUNT_GONE = "account_gone"
    REQUEST_SENT = "request_sent"
    """The account is protected: they decide whether they are followed."""
    UNFOLLOWED_US = "unfollowed_us"
    NOT_SEEN = "not_seen"
    """X says that the text went out before, and does not show it."""
    RESEND_TOO_SOON = "resend_too_soon"
    """The text before may be on X, where it can show late. minutes: until another one may go out."""
    OPTED_OUT = "opted_out"
    OPTED_OUT_BY_MEMBER = "opted_out_by_member"
    """member: who opted them out. Recorded until 0.2, when that closed every kind of suggestion."""
    OPTED_OUT_CLEARABLE = "opted_out_clearable"
    """The same, told to who wants to approve."""
    ANOTHER_OPEN = "another_open"
    """Another card about the same person is open."""
    POST_EDITED = "post_edited"
    EARLIER_VERSION_DECIDED = "earlier_version_decided"
    POST_HIDDEN = "post_hidden"
    AUTHOR_GONE = "author_gone"
    SUPERSEDED = "superseded"
    """Their question or complaint comes first."""
    SUPERSEDED_BY_OPT_OUT = "superseded_by_opt_out"


class Blocker(StrEnum):
    """Why what is approved has not gone out yet, or why nothing does."""

    PAUSED = "paused"
    QUIET_HOURS = "quiet_hours"
    """until, days: its end, and how many days ahead that is."""
    SPREAD_OUT = "spread_out"
    """kind; at, days: when it is sent; per_hour, per_day: the pace."""
    LINK_LATER = "link_later"
    """The same for what is handed off."""
    DAY_LIMIT = "day_limit"
    """X's limit of a day. at, days: when it is sent."""
    BUDGET_TOO_SMALL = "budget_too_small"
    """option, budget, purpose, call: a call for this purpose costs more than the whole budget; micro-dollars."""
    DAILY_BUDGET_USED = "daily_budget_used"
    """option, budget, purpose, until."""
    MONTHLY_BUDGET_USED = "monthly_budget_used"
    """The same."""
    BUDGET_RESERVED = "budget_reserved"
    """What is left of the budget is reserved for calls in flight."""


class Idle(StrEnum):
    """Why nothing is sent, besides what blocks a kind of suggestion."""

    PAUSED_BY = "paused_by"
    """member."""
    PAUSED_BY_ITSELF = "paused_by_itself"
    """The database is new."""
    ON_HOLD = "on_hold"
    """The database is new, and the channel has not been seen yet."""
    NO_ANSWER_YET = "no_answer_yet"
    SYNCING = "syncing"
    """read, followers: of the initial sync; followers is none where X did not say."""
    BY_HAND = "by_hand"
    """kind, count: approved, and to be carried out on X by hand."""
    NOTHING_APPROVED = "nothing_approved"
    """Of each kind of which any do, how many wait for a decision."""
    NOTHING_WAITING = "nothing_waiting"


class DiscordFault(StrEnum):
    """What Discord does not do. status, code: of its answer; kind: of the failure where there was no answer."""

    CHANNEL_FORBIDDEN = "channel_forbidden"
    CHANNEL_MISSING = "channel_missing"
    RATE_LIMIT = "discord_rate_limit"
    UNRESPONSIVE = "discord_unresponsive"
    MESSAGES_REJECTED = "messages_rejected"
    """count, besides."""
    MESSAGES_NOT_MADE = "messages_not_made"
    """The same, by a fault of ours."""
    COMMANDS_NOT_INVITED = "commands_not_invited"
    """link: invites the bot with slash commands."""
    COMMANDS_DAILY_LIMIT = "commands_daily_limit"
    COMMANDS_REJECTED = "commands_rejected"
    THREADS_FORBIDDEN = "threads_forbidden"
    THREAD_DELETED = "thread_deleted"
    THREAD_NOT_OPENED = "thread_not_opened"
    CARD_NOT_POSTED = "card_not_posted"
    """There is no message at which a thread could begin."""


class SetupFault(StrEnum):
    """What a human has to fix in Discord or in the options."""

    NOT_IN_SERVER = "not_in_server"
    """server_id; invitation: the link that invites the bot."""
    NO_APPROVER_ROLES = "no_approver_roles"
    """role_ids: those that the server does not have."""
    NO_APPROVER_AT_ALL = "no_approver_at_all"
    """The same where it has none of them, so that nobody may decide."""
    NO_VIEWER_ROLES = "no_viewer_roles"
    """role_ids."""
    NO_NOTIFIED_ROLES = "no_notified_roles"
    """role_ids."""
    CANNOT_MENTION = "cannot_mention"
    """roles: their names; channel, channel_id: as of NO_PERMISSION."""
    NO_CHANNEL = "no_channel"
    """server; channel_id; channel_purpose: as with the next two."""
    NOT_TEXT_CHANNEL = "not_text_channel"
    """channel: its name, "" where the bot may not see it; channel_id."""
    NO_PERMISSION = "no_permission"
    """permission: as discord.py calls it; channel, channel_id."""
    NO_THREADS = "no_threads"
    """The same of what **Discuss** needs alone: everything else works."""


class AuditStop(StrEnum):
    """Why an audit ended early, besides what X answered."""

    AMOUNT_USED_UP = "amount_used_up"
    LIST_BROKEN = "list_broken"
    CANNOT_TELL = "cannot_tell"
    """Too few known followers were met to tell old ones from new ones."""


class ReasonCode(StrEnum):
    """What is observed about a profile, or why somebody is suggested or not. Times, counts and shares are as X or the store told them."""

    IMBALANCE = "imbalance"
    """following, followers."""
    INACTIVITY = "inactivity"
    """following; posts, likes: none where X did not say."""
    COHORT = "cohort"
    """count: of others who look alike."""
    MANY_LIKES = "many_likes"
    """likes."""
    CHECKMARK = "checkmark"
    SAID_FINE = "said_fine"
    """member, day."""
    SAID_NOT_FOR_US = "said_not_for_us"
    """The same."""
    SPOKE = "spoke"
    """times; last: the day, none where it is not known."""
    NO_FIGURES = "no_figures"
    POSTED = "posted"
    """times; so_far: 1 where that is few."""
    LAST_POSTED = "last_posted"
    """years ago."""
    LISTED = "listed"
    """lists."""
    RETURNED = "returned"
    """times."""
    OFFERS_FOLLOW_BACKS = "offers_follow_backs"

    CALLED_FINE = "called_fine"
    """member."""
    TOPICS = "topics"
    """named, more."""
    CONNECTIONS = "connections"
    """named, more: handles in their bio whom the account follows."""
    REACH = "reach"
    """followers."""
    NEW_AND_FINE = "new_and_fine"
    NEW_AND_UNSETTLED = "new_and_unsettled"

    NOT_FOR_US = "not_for_us"
    """member."""
    MUTED_IN_BIO = "muted_in_bio"
    """word."""
    MUTED_IN_NAME = "muted_in_name"
    """word."""
    COHORT_HELD = "cohort_held"
    """count: of look-alikes, whom the team holds."""
    COHORT_UNDECIDED = "cohort_undecided"
    """count: of look-alikes, about whom the team has not decided."""
    LOOKS_SUSPICIOUS = "looks_suspicious"
    """fact: the strongest."""


class Exclusion(StrEnum):
    """Why no reply to a post is suggested, besides who wrote it."""

    OWN_POST = "own_post"
    OPTED_OUT = "has_opted_out"
    OPTED_OUT_IN_WORDS = "opted_out_in_words"
    """words."""
    IMPLICIT_MENTION = "implicit_mention"
    MENTIONED_ONLY = "mentioned_only"
    FOLLOWED_ONLY = "followed_only"
    PAYING_ONLY = "paying_only"
    VERIFIED_ONLY = "verified_only"
    CHOSEN_ONLY = "chosen_only"
    REPEATED = "repeated"
    SPAM = "spam"
    """signs: the facts that show it."""


class Why(StrEnum):
    """Why nobody was asked about somebody, why a post was not answered, why nothing was sent on a day: what /why tells besides."""

    OWN_ACCOUNT = "own_account"
    FOLLOWED = "followed"
    FOLLOW_REQUESTED = "follow_requested"
    LEFT = "left"
    """at."""
    NEVER_FOLLOWED = "never_followed"
    BEFORE_START = "before_start"
    SUPPRESSED = "suppressed"
    """reason: a fact."""
    NOTHING_AGAINST = "nothing_against"
    """What spoke against them when they came does not any more."""

    CARD_SHOWN = "card_shown"
    """until."""
    CARD_NEXT = "card_next"
    NO_CARDS = "no_cards"
    """kind: none of it are shown, as the team has set."""
    POLL_UNDERWAY = "poll_underway"
    """The poll that found them is not complete."""
    QUEUED = "queued"
    """kind; place, count: in the queue; shown, most: cards of the day; at: when there is another place, none where that is not known."""

    MENTIONS_OFF = "mentions_off"
    OWN_POST_KNOWN = "own_post_known"
    NOT_READ_YET = "not_read_yet"
    """at: when posts to the account were read last; none for never."""
    LISTED_LATE = "listed_late"
    """It may be to the account: X shows some posts late."""
    POST_BEFORE_START = "post_before_start"
    """at: when Mutuals started."""
    NOT_TO_YOU = "not_to_you"
    LEFT_OUT = "left_out"
    """reason: a fact."""
    ANSWERED_ON_X = "answered_on_x"
    """at."""
    TOO_OLD = "too_old"
    """hours: of the window in which answers are suggested."""
    WORDS_GONE = "words_gone"
    """Its words are not on X any more, or not the same."""
    ONE_AT_A_TIME = "one_at_a_time"
    STRANGER_WAITS = "stranger_waits"
    """count: of answers that wait for a decision."""
    STRANGER_MISSED = "stranger_missed"
    TRIAGE_NEXT = "triage_next"
    NO_DRAFT = "no_draft"
    """reason: a fact."""

    DAY_TO_COME = "day_to_come"
    DAY_BEFORE_START = "day_before_start"
    """at: when Mutuals started."""
    SENT = "sent"
    """kind, count."""
    HANDED_OFF_THEN = "handed_off_then"
    """kind, count."""
    WAS_PAUSED = "was_paused"
    """member: "" for Mutuals itself; since; until: none where it went on beyond the day; lasts: 1 where it still does."""
    WAS_STOPPED = "was_stopped"
    """reason: a fact; since, until, lasts."""
    WAS_OUT_OF_CREDITS = "was_out_of_credits"
    """since, until, lasts."""
    WAS_UNREACHABLE = "was_unreachable"
    """since, until, lasts: X did not answer."""
    WAS_OFF = "was_off"
    """since, until, lasts: nothing was read from X, and nothing explains it."""
    BUDGET_WAS_USED_UP = "budget_was_used_up"
    """period: day or month; budget: micro-dollars; since, until, lasts."""
    APPROVED_WAITED = "approved_waited"
    """kind, count: approved, and not sent by the end of the day."""
    QUIET_HOURS_CAME = "quiet_hours_came"
    """begin, end: by the team's clock."""
    BUDGET_LEFT_LITTLE = "budget_left_little"
    """spent, budget: of the day, in micro-dollars."""
    PACE_USED_UP = "pace_used_up"
    """kind, per_day."""
    SPREAD_OVER_HOURS = "spread_over_hours"
    """kind, per_hour."""
    NOT_DONE_BY_HAND = "not_done_by_hand"
    """kind, count."""
    FAILED_THEN = "failed_then"
    """kind, count."""
    LAPSED_THEN = "lapsed_then"
    """kind, count."""
    NOT_DECIDED = "not_decided"
    """kind; count: of those that waited for a decision; times: members decided about any."""
    RAN_OUT = "ran_out"
    """kind, count."""
    NOTHING_TO_DECIDE = "nothing_to_decide"
    """count: of new followers."""


class KeywordFault(StrEnum):
    """Why the team's keywords cannot be taken."""

    TOO_MANY = "too_many_keywords"
    """count, most."""
    TOO_LONG = "long_keyword"
    """word: its beginning; characters, most."""
    NO_LETTER = "keyword_without_letter"
    """word."""
