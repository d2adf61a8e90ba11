"""Every job about replies on a simulated X, and a team that decides, without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.demo.x import Person, Post, Tier
from bot.domain import (
    Access,
    Act,
    AnnouncementKind,
    BaselineStatus,
    Capability,
    Card,
    Draft,
    Intent,
    Interaction,
    Member,
    Note,
    Permission,
    Purpose,
    SavedReply,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowDelivery
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.delivery.verify import VerifyReplies
from bot.workflow.digest.digest import DigestService
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.workflow.inbox.reply_stats import ReplyStatsService
from bot.workflow.inbox.retention import Retention
from bot.workflow.inbox.saved_replies import Saved, SavedReplyService
from bot.workflow.inbox.triage import Triage
from bot.workflow.people.assessor import Assessor
from bot.workflow.people.opt_outs import OptOutService
from bot.workflow.people.overrides import OverrideService
from bot.workflow.suggestions.decisions import Decided, DecisionService, Outcome
from bot.workflow.suggestions.drafts import DraftChanged, DraftService
from bot.workflow.suggestions.expiry import Expiry
from bot.workflow.team.job_errors import JobErrors
from bot.workflow.team.pause import PauseService
from tests.support.worlds.x import POLICY, START, XWorld, x_world

MAYA = Member(11, "Maya", manages_server=True)
LEO = Member(12, "Leo", manages_server=True)
PASSER_BY = Member(13, "Passer-by")

QUESTION = "what is on the filter today?"
REPLIES = {
    Intent.QUESTION: (
        "Good question, {name}. Somebody at the counter knows, one moment!",
        "We will look that up for you, {name}, and be right back.",
    ),
    Intent.PRAISE: ("You made our whole morning, thank you {name}!",),
    Intent.COMPLAINT: ("That should not have happened, {name}. Which order is it about?",),
}
"""The saved replies of a small team."""


class ReplyWorld:
    """Every job about replies as it runs in the bot, with its backoff."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store, self.client = base.x, base.clock, base.store, base.client
        self.context, self.woken = base.context, base.woken
        assessor = Assessor(self.context)
        self.decisions = DecisionService(self.context, OverrideService(self.context, assessor))
        self.drafts = DraftService(self.context)
        self.saved = SavedReplyService(self.context)
        self.opt_outs = OptOutService(self.context)
        self.stats = ReplyStatsService(self.context)
        self.pause = PauseService(self.context)
        self.digest = DigestService(self.context)
        self.restart()

    def restart(self) -> None:
        """Lose what is kept in memory, as a restart does."""
        context, client, assessor = self.context, self.client, Assessor(self.context)
        self.job_errors = guard = JobErrors(context)
        self.poll_mentions = guard.guarded(Job.POLL_MENTIONS, PollMentions(context, client, assessor.reassess).run)
        self.triage = guard.guarded(Job.TRIAGE, Triage(context, client, assessor).run)
        self.deliver = guard.guarded(Job.DELIVER_REPLIES, Deliver(context, ReplyDelivery(context, client)).run)
        self.deliver_follow_backs = guard.guarded(Job.DELIVER_FOLLOW_BACKS, Deliver(context, FollowDelivery(context, client)).run)
        self.verify_replies = guard.guarded(Job.VERIFY_REPLIES, VerifyReplies(context, client).run)
        self.run_retention = guard.guarded(Job.RETENTION, Retention(context, client).run)
        self.run_expiry = guard.guarded(Job.EXPIRY, Expiry(context, self.digest).run)

    async def ingest(self) -> None:
        """Poll mentions and triage them: replies are suggested to whoever is worth one."""
        self.advance(EVERY)
        await self.poll_mentions()
        await self.triage()

    def advance(self, span: timedelta) -> None:
        self.clock.advance(span)

    def post_question(self, person: Person, text: str = QUESTION) -> Post:
        return self.x.posts(person, text)

    async def new_question(self, handle: str = "ada", text: str = QUESTION) -> Post:
        """Somebody new asks something, and an answer is suggested."""
        post = self.post_question(self.x.joins(handle), text)
        await self.ingest()
        return post

    async def approve(self, *handles: str) -> list[Post]:
        """These people ask something, each in other words, and Maya approves an answer of her own."""
        posts = []
        for number, handle in enumerate(handles):
            post = await self.new_question(handle, f"{QUESTION} {SUBJECTS[number % len(SUBJECTS)]}?")
            await self.edit_draft(post, ANSWERS[number % len(ANSWERS)])
            assert isinstance(await self.decide(post, Act.APPROVE), Decided)
            posts.append(post)
        return posts

    async def add_followers(self, *people: Person) -> None:
        """As if a poll had found these new followers: nobody has to ask X who they are."""
        now = self.clock.now()
        found = await self.client.users([person.id for person in people], purpose=Purpose.DETECTION)
        async with self.store.write() as tx:
            await tx.profiles.save(found)
            await tx.followers.add([profile.user_id for profile in found], now, baseline=False)
            await Assessor(self.context).assess(tx, found, now)

    async def suggest_follow_back(self, person: Person) -> int:
        """The team is asked whether to follow this person back; returns the suggestion's id."""
        await self.add_followers(person)
        now = self.clock.now()
        async with self.store.write() as tx:
            suggestion_id = await tx.suggestions.open(person.id, SuggestionKind.FOLLOW_BACK, now, now + timedelta(days=3))
        assert suggestion_id is not None
        return suggestion_id

    async def decide(self, post: Post, act: Act, member: Member = MAYA, revision: int | None = None) -> Outcome:
        """revision: of the text that the member saw, if it is not the present one."""
        suggestion = await self.suggestion(post)
        return await self.decisions.decide(suggestion.id, act, member, suggestion.revision if revision is None else revision)

    async def edit_draft(self, post: Post, text: str, member: Member = MAYA) -> None:
        """A member puts this text in the draft's place."""
        suggestion = await self.suggestion(post)
        assert isinstance(await self.drafts.edit(suggestion.id, suggestion.revision, text, member), DraftChanged)

    async def save_replies(self, replies: dict[Intent, tuple[str, ...]] | None = None) -> None:
        """The team has these saved replies."""
        for intent, texts in (REPLIES if replies is None else replies).items():
            for text in texts:
                assert isinstance(await self.saved.save(SavedReply(0, intent, text), MAYA), Saved)

    async def find_suggestion(self, post: Post) -> Suggestion | None:
        """The suggestion of an answer to this post, if there is one; that a stranger's was left out stands in the history alone."""
        async with self.store.read() as tx:
            found = await tx.replies.to([post.id])
            return await tx.suggestions.get(found[post.id]) if post.id in found else None

    async def suggestion(self, post: Post) -> Suggestion:
        found = await self.find_suggestion(post)
        assert found is not None, f"no suggestion for {post.text!r}"
        return found

    async def state(self, post: Post) -> SuggestionState:
        return (await self.suggestion(post)).state

    async def draft(self, post: Post) -> Draft:
        async with self.store.read() as tx:
            found = await tx.replies.draft((await self.suggestion(post)).id)
        assert found is not None
        return found[0]

    async def card(self, post: Post) -> Card:
        card = await self.decisions.card((await self.suggestion(post)).id)
        assert card is not None
        return card

    async def acts(self, post: Post) -> list[tuple[Act, Note | None]]:
        """What happened about the answer to this post, in order, with what was noted."""
        async with self.store.read() as tx:
            found = await tx.replies.to([post.id])
            history = await tx.suggestions.history(user_id=post.author.id)
        return [(e.decision.act, e.decision.note) for e in reversed(history) if e.suggestion_id == found[post.id]]

    async def stored_post(self, post: Post) -> Interaction | None:
        async with self.store.read() as tx:
            return await tx.interactions.get(post.id)

    async def post_count(self, person: Person) -> int:
        """How many posts of theirs are known."""
        async with self.store.read() as tx:
            found = await tx.interactions.among([person.id])
        return found[person.id][0] if person.id in found else 0

    async def permission(self, capability: Capability = Capability.REPLY) -> Permission | None:
        async with self.store.read() as tx:
            return await tx.permissions.get(capability)

    async def announcements(self, kind: AnnouncementKind) -> list[dict[str, object]]:
        async with self.store.read() as tx:
            return [announcement.body for announcement in await tx.announcements.unposted(1_000) if announcement.kind is kind]

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    def replies_on_x(self, *posts: Post) -> list[str]:
        """What the account has answered to these posts, in order; without any, to all of them."""
        own = sorted(self.x.timeline.by(self.x.account), key=lambda post: post.id)
        return [post.text for post in own if post.in_reply_to is not None and (not posts or post.in_reply_to in posts)]

    def call_statuses(self, path: str, method: str = "GET") -> list[int]:
        """X's answers to calls of paths that end so, by their status."""
        return [call.status for call in self.x.calls if call.method == method and call.path.endswith(path)]

    async def crash_while_delivering(self) -> None:
        """Mutuals dies the moment X has taken an answer, before that is recorded, and starts again; else it ends by itself."""
        running = asyncio.ensure_future(self.deliver())
        before = len(self.replies_on_x())

        def dies() -> None:
            if len(self.replies_on_x()) > before:
                running.cancel()

        stop = self.x.on_change(dies)
        await asyncio.gather(running, return_exceptions=True)
        stop()
        self.restart()

    async def run_for(self, span: timedelta) -> None:
        """Deliver and verify whenever that is due, for so long."""
        end = self.clock.now() + span
        while True:
            due = [again for again in (await self.deliver(), await self.verify_replies()) if again is not None]
            if not due or min(due) > end:
                break
            self.advance(max(min(due) - self.clock.now(), timedelta(seconds=1)))
        self.advance(max(end - self.clock.now(), timedelta()))


SUBJECTS = ("And on Sunday", "The Guji, perhaps", "Or the decaf", "Anything from Kenya", "Something light")
ANSWERS = (
    "Guji today, until the bag is empty.",
    "Closed on Sunday, I am afraid: see you on Monday morning.",
    "Our decaf rests on the second shelf beside the till.",
    "Kenya arrives with the boat next Thursday, weather permitting!",
    "Light roasts come out of the drum at noon.",
)
"""What Maya answers: nothing of it resembles the rest, or X would refuse it."""


@asynccontextmanager
async def reply_world(
    folder: Path, *, tier: Tier = Tier.SELF_SERVE, access: Access = Access.AUTO, owns_app: bool = True, **policy: object
) -> AsyncIterator[ReplyWorld]:
    """policy: of the team, where it differs from the usual. The account has been identified, and knows its followers."""
    given = replace(POLICY, access=access, **policy)  # type: ignore[arg-type]  # its own fields
    async with x_world(folder, tier=tier, policy=given, owns_app=owns_app) as base:
        async with base.store.write() as tx:
            await tx.accounts.identify(base.x.account.username, base.x.account.name, 0, START)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 0, START)
        yield ReplyWorld(base)
