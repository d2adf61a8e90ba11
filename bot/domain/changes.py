"""What a transaction can have changed, as far as somebody goes on from there: a job, or whoever shows the team's channel.

Repositories note a change where they write it; `Store.write` publishes what a transaction has noted once it is committed. What changes
outside the database (a connection to X, what Discord holds) is published the same way. `bot.runtime.wakes` says which jobs go on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.domain.access import Capability
from bot.domain.account import Account
from bot.domain.acts import SuggestionState
from bot.domain.kinds import SuggestionKind

Ids = Collection[int]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that has changed. every_card: whether any card may look different now."""

    every_card: ClassVar[bool] = False

    @property
    def suggestion_ids(self) -> Ids:
        """The suggestions that changed."""
        return ()

    @property
    def user_ids(self) -> Ids:
        """The people about whom something changed: their cards may look different."""
        return ()

    @property
    def announcement_ids(self) -> Ids:
        """The announcements that changed."""
        return ()


@dataclass(frozen=True, slots=True)
class OfSuggestion(Change):
    suggestion_id: int

    @property
    def suggestion_ids(self) -> Ids:
        return (self.suggestion_id,)


@dataclass(frozen=True, slots=True)
class OfPeople(Change):
    people: Ids

    @property
    def user_ids(self) -> Ids:
        return self.people


@dataclass(frozen=True, slots=True)
class OfAnnouncement(Change):
    announcement_id: int

    @property
    def announcement_ids(self) -> Ids:
        return (self.announcement_id,)


# Suggestions


@dataclass(frozen=True, slots=True)
class SuggestionOpened(OfSuggestion):
    """It waits for a decision."""

    user_id: int
    kind: SuggestionKind

    @property
    def user_ids(self) -> Ids:
        return (self.user_id,)


@dataclass(frozen=True, slots=True)
class SuggestionMoved(OfSuggestion):
    """from_: the states of which it had one."""

    kind: SuggestionKind
    from_: frozenset[SuggestionState]
    to: SuggestionState


class SuggestionRedrafted(OfSuggestion):
    """It proposes another text."""

    __slots__ = ()


class DecisionRecorded(OfSuggestion):
    """The history has one more entry, by a member or by Mutuals."""

    __slots__ = ()


class CardPosted(Change):
    """It is in the channel, where it waits for somebody."""

    __slots__ = ()


class CardLinkable(OfSuggestion):
    """Its message is in the channel, so that the person's other card can link it."""

    __slots__ = ()


class PromptRetired(OfSuggestion):
    """Its message in the channel is no longer kept up."""

    __slots__ = ()


# People


class ProfilesChanged(OfPeople):
    """What X says about them."""

    __slots__ = ()


class AssessmentsChanged(OfPeople):
    """They were assessed."""

    __slots__ = ()


class AssessmentsStale(OfPeople):
    """They have to be assessed again."""

    __slots__ = ()


class OptOutChanged(OfPeople):
    """They have opted out, or no longer do."""

    __slots__ = ()


class KeywordsChanged(Change):
    """What all people are assessed by."""

    __slots__ = ()


# Followers


class FollowersAdded(OfPeople):
    """They were not known to follow. What else this transaction says about them is shown once the poll that found them is complete."""

    __slots__ = ()


class FollowersChanged(OfPeople):
    """They have left, or have come back."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FollowersPolled(Change):
    """A poll is complete. newcomers: whether it found any."""

    newcomers: bool


class FollowersCounted(Change):
    """X's own count of the followers was taken."""

    __slots__ = ()


class BaselineChanged(Change):
    """The initial sync is over, or an audit has come further."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class BurstChanged(Change):
    """It began, or has grown."""

    burst_id: int


class AuditRequested(Change):
    """A member has approved an audit."""

    __slots__ = ()


class FollowReported(Change):
    """X's activity stream has reported a follow: not in the database."""

    __slots__ = ()


class StreamEnded(Change):
    """A connection to X's activity stream has ended: not in the database."""

    __slots__ = ()


# Posts


class PostsStored(OfPeople):
    """These people have said something to the account, or it is known better what."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SettingsChanged(Change):
    """The team's own settings. values: all of them as they are now, by name, as they are written in the environment."""

    values: Mapping[str, str]
    every_card = True


class SavedRepliesChanged(Change):
    """What drafts are made of."""

    __slots__ = ()
    every_card = True


# The account


@dataclass(frozen=True, slots=True)
class AccountChanged(Change):
    """Its row has changed, whatever it says now."""

    account: Account


@dataclass(frozen=True, slots=True)
class SpendingChanged(Change):
    """So many micro-dollars more are spent or reserved on this UTC day; negative where some of what was reserved is free again."""

    day: date
    micros: int


class Paused(Change):
    """Nothing goes to X."""

    __slots__ = ()
    every_card = True


class Resumed(Change):
    """Mutuals is no longer paused."""

    __slots__ = ()
    every_card = True


class HoldReleased(Change):
    """It is known whether the database was lost."""

    __slots__ = ()
    every_card = True


class KeysRefused(Change):
    """X has refused the keys, once."""

    __slots__ = ()


class WritesStopped(Change):
    """Nothing more is written to X."""

    __slots__ = ()
    every_card = True


class WritesAllowed(Change):
    """What was stopped is so no more."""

    __slots__ = ()
    every_card = True


class CreditsDepleted(Change):
    """X's credits are used up."""

    __slots__ = ()
    every_card = True


class CreditsRestored(Change):
    """X has credits again."""

    __slots__ = ()
    every_card = True


@dataclass(frozen=True, slots=True)
class PermissionChanged(Change):
    """X lets the app do it now, or does not any more."""

    every_card = True
    capability: Capability


# The channel


class AnnouncementAdded(OfAnnouncement):
    """The team is to be told something."""

    __slots__ = ()


class AnnouncementChanged(OfAnnouncement):
    """It says something else, or is not wanted any more."""

    __slots__ = ()


class ChannelOutdated(Change):
    """The channel may show something else than it should, and no other change says so: not in the database."""

    __slots__ = ()


class ChannelCompared(Change):
    """What the channel holds is known again, so that what is stale there can be edited: not in the database."""

    __slots__ = ()


class CommandsOutdated(Change):
    """Discord may hold other slash commands than it should: not in the database."""

    __slots__ = ()


class Changes:
    """What one transaction has noted, in order."""

    def __init__(self, *noted: Change) -> None:
        self._noted = list(noted)

    def note(self, change: Change) -> None:
        self._noted.append(change)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._noted)

    def __len__(self) -> int:
        return len(self._noted)

    @property
    def suggestion_ids(self) -> frozenset[int]:
        """The suggestions that changed."""
        return frozenset(suggestion_id for change in self._noted for suggestion_id in change.suggestion_ids)

    @property
    def user_ids(self) -> frozenset[int]:
        """The people about whom something changed: their cards may look different."""
        return frozenset(user_id for change in self._noted for user_id in change.user_ids)

    @property
    def announcement_ids(self) -> frozenset[int]:
        """The announcements that changed."""
        return frozenset(announcement_id for change in self._noted for announcement_id in change.announcement_ids)

    @property
    def every_card(self) -> bool:
        """Whether any card may look different now."""
        return any(change.every_card for change in self._noted)
