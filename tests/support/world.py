"""Every job of the bot between a simulated X and a store, as it runs there, without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal, Self

from bot.demo.x import Call, Dialect, Person, Post, Tier
from bot.domain import Access, Act, Card, Draft, Intent, Member, Note, Purpose, SavedReply, Suggestion, SuggestionState
from bot.domain.changes import Changes, FollowReported
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.workflow.followers.audit import Offer, Started
from bot.workflow.followers.stream import StreamConsumer
from bot.workflow.followers.stream_health import LIST_LAG, StreamHealth
from bot.workflow.inbox.saved_replies import Saved
from bot.workflow.jobs import jobs_asking_x, jobs_on_store
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.services import Services
from bot.workflow.suggestions.decisions import Decided, Outcome
from bot.workflow.suggestions.drafts import DraftChanged, DraftForm
from bot.x.client import XClient
from tests.support.options import settings_with
from tests.support.samples.notes import codes
from tests.support.samples.replies import ANSWERS, QUESTION, SAVED_REPLIES, SUBJECTS
from tests.support.store import DAY, StoreWorld, suggest_follow_back
from tests.support.team import MAYA
from tests.support.x import new_client, new_x

TIMEOUT = 20.0
"""Real seconds to wait for what must come."""
DELIVERING = (Job.DELIVER_FOLLOW_BACKS, Job.VERIFY_FOLLOW_BACKS, Job.DELIVER_REPLIES, Job.VERIFY_REPLIES)


class World(StoreWorld):
    """`run` does a job once.

    tier: what X lets the app do; of ENTERPRISE the team's policy knows, too. identified: the account has been identified, and its
    followers are known. guarded: a job that X refuses backs off as it does in the bot; else the test gets the error. bearer: the app's
    bearer token is set. url: where the client looks for X, if not where it is. silence: real seconds after which an event stream that
    says nothing is given up.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tier: Tier = Tier.SELF_SERVE,
        dialect: Dialect = Dialect.TWEET,
        population: int = 0,
        owns_app: bool = True,
        pagination: Literal["cursor", "offset"] = "cursor",
        shuffle: int = 0,
        identified: bool = True,
        guarded: bool = True,
        bearer: bool = True,
        url: str = "",
        silence: float = TIMEOUT,
        **policy: Any,
    ) -> None:
        of_tier = {"access": Access.ENTERPRISE} if tier is Tier.ENTERPRISE else {}
        super().__init__(folder, owns_app=owns_app, **of_tier | policy)
        self.x = new_x(
            self.clock, tier=tier, dialect=dialect, population=population, owns_app=owns_app, pagination=pagination, shuffle=shuffle
        )
        self.x.keep_alive = 0.02
        self._account_id = self.x.account.id
        self._identified, self._guarded, self._bearer, self._url, self._silence = identified, guarded, bearer, url, silence
        self._clients: list[XClient] = []
        self._polls: set[asyncio.Task[None]] = set()
        self._one_poll = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self.x.start()
        await super().__aenter__()
        self.store.changes.subscribe(self._poll_after)
        self.restart()
        if self._identified:
            await self.identify(self.x.account.username, self.x.account.name)
            self.woken.clear()
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            await client.close()
        await super().__aexit__()
        await self.x.stop()

    def restart(self) -> None:
        """Lose what is kept in memory, as a restart does."""
        self.context = replace(self.context)
        self.client = new_client(
            self.x, self.clock, LedgerSpendGuard(self.context), bearer=self._bearer, url=self._url, silence=self._silence
        )
        self._clients.append(self.client)
        self.limits, self.stream_health = self.client.limits, StreamHealth()
        self.services = Services.of(self.context, self.limits, self.stream_health, settings_with(self.policy, self.file))
        reassess = self.services.assessor.reassess
        self.stream_consumer = StreamConsumer(self.context, self.client, self.stream_health, reassess, dice=Random(7))
        jobs = jobs_asking_x(self.services, self.client, self.stream_consumer, self.stream_health)
        if self._guarded:
            jobs = {job: self.services.job_errors.guarded(job, work) for job, work in jobs.items()}
        self._jobs = jobs | jobs_on_store(self.services)

    async def run(self, job: Job) -> datetime | None:
        """Do this job once; returns when it wants to run again."""
        return await self._jobs[job]()

    async def run_for(self, span: timedelta, *jobs: Job) -> None:
        """Do these jobs, each when it is due or woken, for so long; by default all that deliver and verify."""
        await self.run_until(self.clock.now() + span, *jobs)

    async def run_until(self, end: datetime, *jobs: Job) -> None:
        """Do these jobs, each when it is due or woken, up to this moment; by default all that deliver and verify."""
        due = dict.fromkeys(jobs or DELIVERING, self.clock.now())
        mine = set(due)
        while due and min(due.values()) <= end:
            job = min(due, key=lambda job: due[job])
            self.advance(max(due.pop(job) - self.clock.now(), timedelta()))
            heard, soon = len(self.woken), self.clock.now() + timedelta(seconds=1)
            if (again_at := await self.run(job)) is not None:
                due[job] = max(again_at, soon)
            due |= dict.fromkeys(mine.intersection(self.woken[heard:]), soon)
        self.advance(max(end - self.clock.now(), timedelta()))

    async def poll_followers(self, after: timedelta = timedelta(minutes=1)) -> datetime | None:
        self.advance(after)
        return await self.run(Job.POLL_FOLLOWERS)

    async def poll_mentions(self, after: timedelta = EVERY) -> datetime | None:
        self.advance(after)
        return await self.run(Job.POLL_MENTIONS)

    async def ingest(self) -> None:
        """Poll mentions and triage them: replies are suggested to whoever is worth one."""
        await self.poll_mentions()
        await self.run(Job.TRIAGE)

    async def crash_while_delivering(self) -> None:
        """Mutuals dies the moment X has taken an answer, before that is recorded, and starts again; else it ends by itself."""
        running = asyncio.ensure_future(self.run(Job.DELIVER_REPLIES))
        before = len(self.replies_on_x())

        def dies() -> None:
            if len(self.replies_on_x()) > before:
                running.cancel()

        stop = self.x.on_change(dies)
        await asyncio.gather(running, return_exceptions=True)
        stop()
        self.restart()

    def post_question(self, person: Person, text: str = QUESTION) -> Post:
        return self.x.posts(person, text)

    async def new_question(self, handle: str = "ada", text: str = QUESTION) -> Post:
        """Somebody new asks something, and an answer is suggested."""
        post = self.post_question(self.x.joins(handle), text)
        await self.ingest()
        return post

    async def new_suggestions(self, *handles: str) -> list[Person]:
        """These people follow, and following them back is suggested."""
        people = [self.x.gains_follower(handle) for handle in handles]
        for person in people:
            await self.suggest_follow_back(person)
        return people

    async def suggest_follow_back(self, person: Person) -> int:
        """As if a poll had found this new follower; returns the suggestion's id."""
        now = self.clock.now()
        async with self.store.write() as tx:
            return await suggest_follow_back(tx, person.id, at=now, expires_at=now + 3 * DAY, username=person.username, name=person.name)

    async def add_followers(self, *people: Person) -> None:
        """As if a poll had found these new followers: nobody has to ask X who they are."""
        now = self.clock.now()
        found = await self.client.users([person.id for person in people], purpose=Purpose.DETECTION)
        async with self.store.write() as tx:
            await tx.profiles.save(found)
            await tx.followers.add([profile.user_id for profile in found], now, baseline=False)
            await self.services.assessor.assess(tx, found, now)

    async def approve_follow_backs(self, *handles: str) -> list[Person]:
        """These people follow, and Maya approves following them back."""
        people = []
        for handle in handles:
            people += await self.new_suggestions(handle)
            assert isinstance(await self.decide(people[-1], Act.APPROVE), Decided)
        return people

    async def approve_replies(self, *handles: str) -> list[Post]:
        """These people ask something, each in other words, and Maya approves an answer of her own."""
        posts = []
        for number, handle in enumerate(handles):
            post = await self.new_question(handle, f"{QUESTION} {SUBJECTS[number % len(SUBJECTS)]}?")
            await self.edit_draft(post, ANSWERS[number % len(ANSWERS)])
            assert isinstance(await self.decide(post, Act.APPROVE), Decided)
            posts.append(post)
        return posts

    async def approve_audit(self, more: int) -> Offer:
        """Maya says yes to whatever assessing so many more followers costs."""
        self.advance(timedelta(seconds=1))
        offer = await self.services.audit.quote(more, MAYA)
        assert isinstance(offer, Offer)
        assert isinstance(await self.services.audit.approve(more, offer.cost, MAYA), Started)
        return offer

    async def decide(self, about: Person | Post, act: Act, member: Member = MAYA, revision: int | None = None) -> Outcome:
        """revision: of the text that the member saw, if it is not the present one."""
        suggestion = await self.suggestion(about)
        return await self.services.decisions.decide(suggestion.id, act, member, suggestion.revision if revision is None else revision)

    async def edit_draft(self, post: Post, text: str, member: Member = MAYA) -> None:
        """A member puts this text in the draft's place."""
        suggestion = await self.suggestion(post)
        assert isinstance(await self.services.drafts.edit(suggestion.id, suggestion.revision, text, member), DraftChanged)

    async def form(self, suggestion_id: int, member: Member) -> tuple[str, int]:
        """What stands in the form in which this member edits the draft, and the draft's revision."""
        form = await self.services.drafts.written(suggestion_id, member)
        assert isinstance(form, DraftForm)
        return form.text, form.revision

    async def save_replies(self, replies: Mapping[Intent, tuple[str, ...]] = SAVED_REPLIES, language: str = "") -> None:
        """The team has these saved replies, for posts in any language or in one."""
        for intent, texts in replies.items():
            for text in texts:
                assert isinstance(await self.services.saved_replies.save(SavedReply(0, intent, text, language), MAYA), Saved)

    async def find_suggestion(self, about: Person | Post) -> Suggestion | None:
        """The suggestion about this person, or of an answer to this post; that a stranger's was left out stands in the history alone."""
        async with self.store.read() as tx:
            if isinstance(about, Person):
                return next(iter(await tx.suggestions.about(about.id)), None)
            found = await tx.replies.to([about.id])
            return await tx.suggestions.get(found[about.id]) if found else None

    async def suggestion(self, about: Person | Post) -> Suggestion:
        found = await self.find_suggestion(about)
        assert found is not None, f"no suggestion about {about}"
        return found

    async def state(self, about: Person | Post) -> SuggestionState:
        return (await self.suggestion(about)).state

    async def card(self, about: Person | Post) -> Card:
        card = await self.services.decisions.card((await self.suggestion(about)).id)
        assert card is not None
        return card

    async def waiting(self, *about: Person | Post) -> list[str]:
        """Why each of them waits, as their cards say."""
        return codes([(await self.card(one)).waiting for one in about])

    async def known_followers(self) -> set[int]:
        """Those of X's present followers who are known, new or not."""
        async with self.store.read() as tx:
            return await tx.followers.known([person.id for person in self.x.followers])

    async def draft(self, post: Post) -> Draft:
        async with self.store.read() as tx:
            found = await tx.replies.draft((await self.suggestion(post)).id)
        assert found is not None
        return found[0]

    async def history(self, about: Person | Post) -> list[tuple[Act, Note | None]]:
        """What happened about them, or about the answer to this post, in order, with what was noted."""
        person = about if isinstance(about, Person) else about.author
        async with self.store.read() as tx:
            of = None if isinstance(about, Person) else (await tx.replies.to([about.id]))[about.id]
            entries = reversed(await tx.suggestions.history(user_id=person.id))
        return [(entry.decision.act, entry.decision.note) for entry in entries if of in (None, entry.suggestion_id)]

    async def acts(self, about: Person | Post) -> list[Act]:
        """What happened about them, or about the answer to this post, in order."""
        return [act for act, _ in await self.history(about)]

    def replies_on_x(self, *posts: Post) -> list[str]:
        """What the account has answered to these posts, in order; without any, to all of them."""
        own = sorted(self.x.timeline.by(self.x.account), key=lambda post: post.id)
        return [post.text for post in own if post.in_reply_to is not None and (not posts or post.in_reply_to in posts)]

    def calls(self, path: str, method: str = "GET") -> list[Call]:
        """Every call of paths that end so, in order."""
        return [call for call in self.x.calls if call.method == method and call.path.endswith(path)]

    def call_statuses(self, path: str, method: str = "GET") -> list[int]:
        """X's answers to them, by their status."""
        return [call.status for call in self.calls(path, method)]

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncio.Task[datetime | None]]:
        """While the event stream stands; gives its job, which is ended afterwards, if it has not come to an end by itself."""
        job = asyncio.create_task(self.run(Job.STREAM))
        try:
            await self.until(lambda: job.done() or self.client.events.connected)
            yield job
        finally:
            await self.until(lambda: self._has_ended(job))
            await asyncio.gather(job, *self._polls, return_exceptions=True)

    def _has_ended(self, job: asyncio.Task[datetime | None]) -> bool:
        self.client.events.close()
        return job.done()

    async def until(self, holds: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(TIMEOUT):
            while True:
                held = holds()
                if held if isinstance(held, bool) else await held:
                    return
                await asyncio.sleep(0.005)

    async def settle(self) -> None:
        """Time passes until X's list can be relied on to show what the stream told, and a poll is made."""
        self.advance(LIST_LAG + timedelta(seconds=1))
        await self._poll_in_turn()

    async def wait_for_polls(self) -> None:
        """Wait for the polls that the stream has set off."""
        await asyncio.gather(*self._polls)

    def _poll_after(self, changes: Changes) -> None:
        if FollowReported() in changes:
            self._polls.add(asyncio.ensure_future(self._poll_in_turn()))

    async def _poll_in_turn(self) -> None:
        async with self._one_poll:
            await self.run(Job.POLL_FOLLOWERS)
