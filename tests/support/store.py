"""A store with an account, a clock and a policy; and people and what is stored about them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Post
from bot.domain import (
    Account,
    Act,
    AnnouncementKind,
    Assessment,
    BaselineStatus,
    Capability,
    Cohort,
    Decision,
    Draft,
    Intent,
    Interaction,
    InteractionKind,
    Member,
    OwnPost,
    Permission,
    Profile,
    Reason,
    Suggestion,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.domain.changes import Changes
from bot.domain.jobs import Job
from bot.runtime.wakes import jobs_after
from bot.store import Store, Tx
from bot.workflow.context import Context
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.services import Services
from bot.x.billing.pricing import PriceList
from bot.x.limits.rate_limits import RateLimits
from tests.support import team
from tests.support.databases.migrated import create_database
from tests.support.options import settings_with
from tests.support.samples.notes import ASKS, says, written

ACCOUNT_ID = 42
NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

MAYA, LEO = (Member(member.id, member.name) for member in (team.MAYA, team.LEO))
"""As decisions name them: without what they may do."""

STATES = SuggestionState


async def open_store(file: Path, *, account_id: int = ACCOUNT_ID) -> Store:
    """The store in this file, which is made if there is none."""
    return await Store.open(create_database(file), account_id=account_id)


class StoreWorld:
    """What a use case is given: a store, a clock that stands still unless it is advanced, and a policy.

    policy: where it differs from the usual one. services: the use cases, on this store. woken: the jobs that were woken, in order.
    """

    def __init__(
        self, folder: Path, *, account_id: int = ACCOUNT_ID, at: datetime = team.START, owns_app: bool = True, **policy: Any
    ) -> None:
        self.file = folder / "mutuals.sqlite3"
        self.clock = SimulatedClock(at, speed=0)
        self.policy = replace(team.POLICY, **policy)
        self.limits, self.stream_health = RateLimits(), StreamHealth()
        self.woken: list[Job] = []
        self._account_id, self._prices = account_id, PriceList(owns_app=owns_app)

    async def __aenter__(self) -> Self:
        await self.open_store()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.store.close()

    async def open_store(self) -> None:
        self.store = await open_store(self.file, account_id=self._account_id)
        self.store.changes.subscribe(self._after)
        self.context = Context(self.store, self.clock, self.policy, self._prices)
        self.services = Services.of(self.context, self.limits, self.stream_health, settings_with(self.policy, self.file))
        await self.services.settings.load()

    def _after(self, changes: Changes) -> None:
        self.woken.extend(jobs_after(changes))

    def advance(self, span: timedelta) -> None:
        self.clock.advance(span)

    async def identify(
        self, username: str = "harbourlight", name: str = "Harbour Light", *, followers: int = 0, since: datetime | None = None
    ) -> None:
        """X has told who the account is, and the initial sync is done. since: when it was, by default now."""
        async with self.store.write() as tx:
            await tx.accounts.identify(username, name, followers, self.clock.now())
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, followers, since or self.clock.now())

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def permission(self, capability: Capability) -> Permission | None:
        async with self.store.read() as tx:
            return await tx.permissions.get(capability)

    async def announcements(self, kind: AnnouncementKind) -> list[dict[str, Any]]:
        """What the team is told of this kind, in order."""
        async with self.store.read() as tx:
            return [announcement.body for announcement in await tx.announcements.unposted(1_000) if announcement.kind is kind]

    async def new_followers(self) -> list[int]:
        """Everyone who is known as a new follower and has not left, newest first."""
        async with self.store.read() as tx:
            return [follower.profile.user_id for follower, _assessment in (await tx.followers.newest(100_000)).rows]

    async def all_known(self, *people: Person) -> bool:
        """Whether all of them are known as new followers."""
        return {person.id for person in people} <= set(await self.new_followers())

    async def stored_post(self, post: Post) -> Interaction | None:
        async with self.store.read() as tx:
            return await tx.interactions.get(post.id)

    async def post_count(self, person: Person) -> int:
        """How many posts of theirs are known."""
        async with self.store.read() as tx:
            found = await tx.interactions.among([person.id])
        return found[person.id][0] if person.id in found else 0

    async def spent(self) -> int:
        """Micro-dollars that are charged, or reserved where it is not known yet."""
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    async def charged(self) -> int:
        """Micro-dollars that X has charged."""
        async with self.store.read() as tx:
            return sum(day.charged for day in await tx.ledger.by_day(date.min))

    async def reserved(self) -> int:
        """Micro-dollars that calls may cost which are not settled yet."""
        async with self.store.read() as tx:
            return sum(day.reserved for day in await tx.ledger.by_day(date.min))


class _Undo(Exception):
    pass


@asynccontextmanager
async def rolled_back(store: Store) -> AsyncIterator[Tx]:
    """A write that leaves nothing, so that the next example of a property finds the store as it was."""
    with suppress(_Undo):
        async with store.write() as tx:
            yield tx
            raise _Undo


def profile(user_id: int, username: str = "", **changes: Any) -> Profile:
    return replace(Profile(user_id, username or f"user_{user_id}", f"User {user_id}", NOW), **changes)


def assessment(worth: int = 10, verdict: Verdict = Verdict.QUIET, *, suspicion: int = 12, suppressed: str = "") -> Assessment:
    reasons = Reason(written("no posts in 8 years"), 10), Reason(written("joined in 2009"))
    return Assessment(
        verdict, suspicion, reasons, worth, (written("They write about cheese"),), written(suppressed) if suppressed else None
    )


def cohort(members: int = 40, **changes: Any) -> Cohort:
    """What some look-alikes have in common."""
    figures = Cohort(
        arrived=60,
        expected=12.5,
        members=members,
        same_weeks=0.9,
        made_from=date(2026, 1, 5),
        made_until=date(2026, 2, 1),
        alike=0.8,
        pattern=0.7,
        shape="a8",
        suspicious=0.5,
        usually_suspicious=0.04,
    )
    return replace(figures, **changes)


async def add_followers(
    tx: Tx,
    *user_ids: int,
    at: datetime = NOW,
    baseline: bool = False,
    worth: int = 10,
    verdict: Verdict = Verdict.QUIET,
    suppressed: str = "",
    **person: Any,
) -> None:
    """These people, newest first, follow the account from now on."""
    await tx.profiles.save([profile(user_id, fetched_at=at, **person) for user_id in user_ids])
    await tx.followers.add(user_ids, at, baseline=baseline)
    await tx.assessments.save([(user_id, assessment(worth, verdict, suppressed=suppressed)) for user_id in user_ids], at, "1")


async def suggest_follow_back(
    tx: Tx,
    user_id: int,
    *,
    at: datetime = NOW,
    expires_at: datetime = NOW + 3 * DAY,
    worth: int = 10,
    suppressed: str = "",
    **person: Any,
) -> int:
    """This person arrives and is suggested."""
    await add_followers(tx, user_id, at=at, worth=worth, suppressed=suppressed, **person)
    suggestion_id = await tx.suggestions.open(user_id, SuggestionKind.FOLLOW_BACK, at, expires_at)
    assert suggestion_id is not None
    return suggestion_id


async def add_people(tx: Tx, *user_ids: int, at: datetime = NOW, worth: int = 10, suppressed: str = "", **person: Any) -> None:
    """These people are stored and assessed; they need not follow the account."""
    await tx.profiles.save([profile(user_id, fetched_at=at, **person) for user_id in user_ids])
    await tx.assessments.save([(user_id, assessment(worth, suppressed=suppressed)) for user_id in user_ids], at, "1")


def mention(post_id: int, user_id: int, *, at: datetime = NOW, text: str = "How much is it?", **changes: Any) -> Interaction:
    """A post of this person's that mentions the account."""
    return replace(Interaction(post_id, user_id, at, InteractionKind.MENTION, text, "en", summoned=True), **changes)


async def add_mention(tx: Tx, user_id: int, post_id: int, *, seen_at: datetime = NOW, **post: Any) -> Interaction:
    """This person, whom nobody needs to know, has written this post to the account, and it is read."""
    interaction = mention(post_id, user_id, **post)
    await tx.interactions.add([interaction], seen_at)
    return interaction


def draft(text: str = "It is $5.", revision: int = 1, **changes: Any) -> Draft:
    return replace(Draft(text, revision, Intent.QUESTION, says("how much"), 3), **changes)


async def suggest_reply(
    tx: Tx,
    user_id: int,
    post_id: int,
    *,
    at: datetime = NOW,
    expires_at: datetime = NOW + DAY,
    worth: int = 10,
    reply: str = "It is $5.",
    intent: Intent = Intent.QUESTION,
    **post: Any,
) -> int:
    """This person, who is assessed then if not before, writes this post to the account, and an answer to it is suggested."""
    if await tx.assessments.get(user_id) is None:
        await add_people(tx, user_id)
    to = await add_mention(tx, user_id, post_id, seen_at=at, **{"at": at} | post)
    suggestion_id = await tx.replies.open(to, draft(reply, intent=intent), worth=worth, why=ASKS, at=at, expires_at=expires_at)
    assert suggestion_id is not None
    return suggestion_id


def answer(post_id: int, to: int | None, *, at: datetime = NOW, text: str = "It is $5.") -> OwnPost:
    """A post of the account's own, in answer to another one or to none."""
    return OwnPost(post_id, at, text, to)


_SAID = {
    STATES.OPEN: Act.REOPEN,
    STATES.SNOOZED: Act.SNOOZE,
    STATES.APPROVED: Act.APPROVE,
    STATES.DELIVERING: Act.START,
    STATES.IN_DOUBT: Act.DOUBT,
    STATES.HANDED_OFF: Act.HAND_OFF,
    STATES.DONE: Act.CONFIRM,
    STATES.FAILED: Act.FAIL,
    STATES.LAPSED: Act.LAPSE,
    STATES.SKIPPED: Act.SKIP,
    STATES.WITHDRAWN: Act.WITHDRAW,
    STATES.EXPIRED: Act.EXPIRE,
}


async def move_to(
    tx: Tx, suggestion_id: int, to: SuggestionState, *, at: datetime = NOW, by: Member | None = None, **changes: Any
) -> Suggestion:
    """Move a suggestion to this state from whichever it is in."""
    moved = await tx.suggestions.move(suggestion_id, to=to, from_=list(STATES), decision=Decision(_SAID[to], at, by), **changes)
    assert moved is not None
    return moved
