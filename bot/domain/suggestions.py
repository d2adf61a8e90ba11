"""What a human may approve, and its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.acts import ACTS, Act, SuggestionState
from bot.domain.inbox import Draft, Interaction, OwnPost
from bot.domain.kinds import KINDS, SuggestionKind
from bot.domain.notes import Note
from bot.domain.people import Follower, Profile
from bot.domain.team import Member
from bot.domain.verdicts import Assessment


class Route(StrEnum):
    """How an approval is carried out."""

    API = "api"
    HAND_OFF = "hand_off"


class ExpectedRoute(StrEnum):
    """What Approve will really do on this account's access to X."""

    API = "api"
    HAND_OFF = "hand_off"
    TRY_API = "try_api"
    """Not known yet: the API is tried, and a refusal becomes a hand-off."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who said what about a suggestion, when. member is None when Mutuals itself saw or did it."""

    act: Act
    at: datetime
    member: Member | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing a human may approve.

    user_id: whom it is about; of a reply, who wrote the post. post_id: of a reply, the post.
    version: grows with every change, so a card can tell that it is stale. revision: of a reply, the text it proposes now.
    note: the reason for the present state, where there is one.
    """

    id: int
    account_id: int
    kind: SuggestionKind
    user_id: int
    state: SuggestionState
    version: int
    assessment: Assessment
    opened_at: datetime
    expires_at: datetime
    snoozed_until: datetime | None = None
    route: Route | None = None
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    note: Note | None = None
    post_id: int | None = None
    revision: int = 0

    @property
    def closed_by_team(self) -> bool:
        """Whether the team did it on X by itself, before anything was sent or handed over."""
        return KINDS[self.kind].closed_by_team and self.state is SuggestionState.DONE and self.route is None

    @property
    def may_have_reached_x(self) -> bool:
        """Whether Mutuals sent it, even if X never answered; what is handed off only the team can send."""
        return self.sent_at is not None and self.route is not Route.HAND_OFF

    def offers(self, act: Act, decision: Decision | None) -> bool:
        """Whether a member can say this about it now. decision: the latest by a member."""
        rules = ACTS[act]
        if self.state not in rules.offered_in:
            return False
        if rules.undoes:
            last = None if decision is None else ACTS[decision.act]
            return last is not None and last.undoable and last.leads_to(self.state) and not self.may_have_reached_x
        return self.note is None if rules.revives else True


@dataclass(frozen=True, slots=True)
class OtherSuggestion:
    """What is suggested about the same person besides, of another kind; or was, while both were there.

    decision: the latest by a member. channel_id, message_id: of its card; None where it has none.
    """

    id: int
    kind: SuggestionKind
    state: SuggestionState
    route: Route | None = None
    decision: Decision | None = None
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyDetails:
    """What a reply's card shows besides.

    why: the merits for which this post is worth an answer. no_draft: why there is no draft; None where there is one.
    spoke, answered: how often this person spoke to the account before, and how often the account answered.
    answer: the account's own post that answers, once it was seen. has_link: whether the draft has one, which X charges dearly.
    possible_opt_out: the words by which they may be opting out; empty where they are not.
    """

    interaction: Interaction
    draft: Draft
    why: tuple[Note, ...] = ()
    no_draft: Note | None = None
    spoke: int = 0
    answered: int = 0
    answer: OwnPost | None = None
    has_link: bool = False
    possible_opt_out: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a suggestion's card shows.

    follower: None for who never followed. decision: the latest one by a member.
    price: micro-dollars that carrying it out costs by API. waiting: why an approved one is not under way yet.
    reply_details: of a reply. claim: by which a member is on it; None where nobody is. four_eyes: whether somebody else than who wrote
    the text has to approve it. posted: whether it is a message in the channel.
    other_link: to the other suggestion's card; empty where it has none.
    """

    suggestion: Suggestion
    profile: Profile
    follower: Follower | None
    expected_route: ExpectedRoute
    price: int
    decision: Decision | None = None
    waiting: Note | None = None
    hand_off_until: datetime | None = None
    reply_details: ReplyDetails | None = None
    claim: Decision | None = None
    four_eyes: bool = False
    posted: bool = False
    other: OtherSuggestion | None = None
    other_link: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A suggestion's message in the team channel.

    local_date: the day whose place it takes. message_id is None between the reservation and the record that it was posted; fingerprint: of
    the card it shows.
    """

    id: int
    suggestion_id: int
    channel_id: int
    nonce: str
    reserved_at: datetime
    local_date: date
    message_id: int | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LinkedCard:
    """A card, and the message in the channel that shows it; None where it has none."""

    card: Card
    channel_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class PendingCard:
    """A suggestion that is not settled.

    since: when it came to its state. shown_at: when its card got its place; None where that was not asked for. claimed_at: the last claim,
    unless it was released.
    """

    suggestion_id: int
    state: SuggestionState
    since: datetime
    expires_at: datetime
    shown_at: datetime | None
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What a message in the team channel shows. fingerprint: of the card; version: of the suggestion."""

    message_id: int
    suggestion_id: int
    fingerprint: str
    version: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of what happened: a decision and the person it was about.

    username: empty where Mutuals does not know it; name: as they call themselves, empty where Mutuals does not know who that is.
    """

    decision: Decision
    suggestion_id: int
    kind: SuggestionKind
    user_id: int
    username: str
    name: str = ""

    @property
    def at(self) -> datetime:
        """When it was decided."""
        return self.decision.at
