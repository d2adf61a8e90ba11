"""Which jobs go on when something has changed: the one table of that, and the one place that wakes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from bot.domain import Capability, SuggestionState
from bot.domain.changes import (
    AccountChanged,
    AnnouncementAdded,
    AnnouncementChanged,
    AssessmentsChanged,
    AssessmentsStale,
    AuditRequested,
    BaselineChanged,
    BurstChanged,
    CardLinkable,
    CardPosted,
    Change,
    Changes,
    ChannelCompared,
    ChannelOutdated,
    CommandsOutdated,
    CreditsDepleted,
    CreditsRestored,
    DecisionRecorded,
    FollowersAdded,
    FollowersChanged,
    FollowersCounted,
    FollowersPolled,
    FollowReported,
    HoldReleased,
    KeysRefused,
    KeywordsChanged,
    OptOutChanged,
    Paused,
    PermissionChanged,
    PostsStored,
    ProfilesChanged,
    PromptRetired,
    Resumed,
    SavedRepliesChanged,
    SettingsChanged,
    SpendingChanged,
    StreamEnded,
    SuggestionMoved,
    SuggestionOpened,
    SuggestionRedrafted,
    WritesAllowed,
    WritesStopped,
)
from bot.domain.jobs import Job
from bot.domain.kinds import KINDS
from bot.runtime.scheduler import Scheduler

Jobs = Collection[Job]


def _after_move(moved: SuggestionMoved) -> Jobs:
    states, rules = SuggestionState, KINDS[moved.kind]
    jobs = [Job.POST_MESSAGES]
    if moved.to is states.APPROVED and moved.from_ != {states.DELIVERING}:
        jobs.append(rules.deliver_job)  # whoever was sending it knows itself when to try again
    if moved.to in (states.HANDED_OFF, states.IN_DOUBT):
        jobs.append(rules.verify_job)
    if moved.to in (states.OPEN, states.SNOOZED):
        jobs.append(Job.EXPIRY)
    if moved.to in (states.OPEN, states.HANDED_OFF):
        jobs.append(Job.NOTIFY)
    if rules.next_job is not None and (moved.to is states.OPEN or moved.to.settled):
        jobs.append(rules.next_job)
    return jobs


def _after_poll(polled: FollowersPolled) -> Jobs:
    return (Job.POST_MESSAGES, Job.EXPIRY) if polled.newcomers else ()


def _after_permission(permission: PermissionChanged) -> Jobs:
    return () if permission.capability is Capability.STREAM else (*(rules.deliver_job for rules in KINDS.values()), Job.POST_MESSAGES)


_EVERYTHING = tuple(Job)

TABLE: Mapping[type[Change], Jobs | Callable[..., Jobs]] = {
    SuggestionOpened: (Job.POST_MESSAGES, Job.EXPIRY, Job.NOTIFY),
    SuggestionMoved: _after_move,
    SuggestionRedrafted: (Job.POST_MESSAGES,),
    DecisionRecorded: (Job.LOG_ACTIVITY,),
    CardPosted: (Job.NOTIFY,),
    CardLinkable: (Job.POST_MESSAGES,),
    PromptRetired: (Job.POST_MESSAGES,),
    ProfilesChanged: (Job.POST_MESSAGES,),
    AssessmentsChanged: (Job.POST_MESSAGES,),
    AssessmentsStale: (Job.REASSESS,),
    OptOutChanged: (Job.TRIAGE,),
    KeywordsChanged: (Job.REASSESS,),
    FollowersAdded: (),
    FollowersChanged: (Job.POST_MESSAGES,),
    FollowersPolled: _after_poll,
    FollowersCounted: (Job.EXPIRY, Job.SWEEP),
    BaselineChanged: (Job.EXPIRY,),
    BurstChanged: (Job.POST_MESSAGES,),
    AuditRequested: (Job.AUDIT,),
    FollowReported: (Job.POLL_FOLLOWERS,),
    StreamEnded: (Job.POLL_FOLLOWERS,),
    PostsStored: (Job.TRIAGE,),
    SavedRepliesChanged: (Job.POST_MESSAGES,),
    SettingsChanged: _EVERYTHING,
    AccountChanged: (),
    SpendingChanged: (),
    Paused: (Job.POST_MESSAGES,),
    Resumed: _EVERYTHING,
    HoldReleased: _EVERYTHING,
    KeysRefused: (Job.RECOVERY,),
    WritesStopped: (Job.POST_MESSAGES,),
    WritesAllowed: _EVERYTHING,
    CreditsDepleted: (Job.RECOVERY, Job.POST_MESSAGES),
    CreditsRestored: _EVERYTHING,
    PermissionChanged: _after_permission,
    AnnouncementAdded: (Job.POST_MESSAGES,),
    AnnouncementChanged: (Job.POST_MESSAGES,),
    ChannelOutdated: (Job.POST_MESSAGES,),
    ChannelCompared: (Job.EDIT_MESSAGES, Job.EDIT_OLD_MESSAGES),
    CommandsOutdated: (Job.REGISTER_COMMANDS,),
}
"""Jobs that are woken once too often find nothing to do; one that is not woken sleeps on."""


def jobs_after(changes: Changes) -> list[Job]:
    """The jobs that go on after these changes, each once.

    What a transaction says about followers whom it has added wakes nobody: they are shown once the poll that found them is complete,
    because only then their cohort is known.
    """
    added = {user_id for change in changes if isinstance(change, FollowersAdded) for user_id in change.user_ids}
    jobs: dict[Job, None] = {}
    for change in changes:
        if change.user_ids and added.issuperset(change.user_ids):
            continue
        found = TABLE[type(change)]
        jobs |= dict.fromkeys(found(change) if callable(found) else found)
    return list(jobs)


class Wakes:
    """Wakes a scheduler's jobs: subscribe `after` to the changes of a store."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler

    def after(self, changes: Changes) -> None:
        """Wake whoever has to go on after these changes."""
        for job in jobs_after(changes):
            self._scheduler.wake(job)
