"""People who speak to the account on a simulated X, and a team that answers them, without Discord."""

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
    Permission,
    Purpose,
    SavedReply,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.workflow.context import Job
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowCarrier
from bot.workflow.delivery.reply import ReplyCarrier
from bot.workflow.delivery.verify_replies import Answers
from bot.workflow.digest.digest import Report
from bot.workflow.inbox.drafts import Redrafted, ReplyDesk
from bot.workflow.inbox.poll_mentions import EVERY, Listen
from bot.workflow.inbox.reply_stats import ReplyStatsDesk
from bot.workflow.inbox.retention import Recheck
from bot.workflow.inbox.saved_replies import Saved, SavedReplyDesk
from bot.workflow.inbox.triage import Choose
from bot.workflow.people.assessor import Judge
from bot.workflow.people.opt_outs import LeftAloneDesk
from bot.workflow.people.overrides import Overrules
from bot.workflow.suggestions.decisions import Decided, Desk, Outcome
from bot.workflow.suggestions.expiry import Upkeep
from bot.workflow.team.job_errors import Troubles
from bot.workflow.team.pause import Switch
from tests.workflow.loopback import POLICY, START, Loopback, loopback

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


class Mailroom:
    """Every job about answers as it runs in the bot: what X refuses has it rest."""

    def __init__(self, there: Loopback) -> None:
        self.x, self.clock, self.store, self.door = there.x, there.clock, there.store, there.door
        self.context, self.woken = there.context, there.woken
        judge = Judge(self.context)
        self.desk = Desk(self.context, Overrules(self.context, judge))
        self.replies = ReplyDesk(self.context)
        self.saved = SavedReplyDesk(self.context)
        self.left_alone = LeftAloneDesk(self.context)
        self.stats = ReplyStatsDesk(self.context)
        self.switch = Switch(self.context)
        self.report = Report(self.context)
        self.restarts()

    def restarts(self) -> None:
        """What is kept in memory is gone."""
        context, door, judge = self.context, self.door, Judge(self.context)
        self.troubles = guard = Troubles(context)
        self.listens = guard.guarded(Job.LISTEN, Listen(context, door, judge.reassess).run)
        self.chooses = guard.guarded(Job.CHOOSE, Choose(context, door, judge).run)
        self.delivers = guard.guarded(Job.REPLY, Deliver(context, ReplyCarrier(context, door)).run)
        self.follows_back = guard.guarded(Job.DELIVER, Deliver(context, FollowCarrier(context, door)).run)
        self.confirms = guard.guarded(Job.ANSWERS, Answers(context, door).run)
        self.rechecks = guard.guarded(Job.RECHECK, Recheck(context, door).run)
        self.keeps_up = guard.guarded(Job.UPKEEP, Upkeep(context, self.report).run)

    async def hears(self) -> None:
        """What was said is read, and whoever is worth an answer is suggested."""
        self.passes(EVERY)
        await self.listens()
        await self.chooses()

    def passes(self, span: timedelta) -> None:
        self.clock.advance(span)

    def asks(self, person: Person, text: str = QUESTION) -> Post:
        return self.x.posts(person, text)

    async def asked(self, handle: str = "ada", text: str = QUESTION) -> Post:
        """Somebody new asks something, and an answer is suggested."""
        post = self.asks(self.x.joins(handle), text)
        await self.hears()
        return post

    async def approved(self, *handles: str) -> list[Post]:
        """These people ask something, each in other words, and Maya approves an answer of her own."""
        posts = []
        for number, handle in enumerate(handles):
            post = await self.asked(handle, f"{QUESTION} {SUBJECTS[number % len(SUBJECTS)]}?")
            await self.writes(post, ANSWERS[number % len(ANSWERS)])
            assert isinstance(await self.decides(post, Act.APPROVE), Decided)
            posts.append(post)
        return posts

    async def knows(self, *people: Person) -> None:
        """As if a look at the followers had found these people, new ones: nobody has to ask X who they are."""
        now = self.clock.now()
        found = await self.door.users([person.id for person in people], purpose=Purpose.DETECTION)
        async with self.store.write() as tx:
            await tx.profiles.save(found)
            await tx.followers.add([profile.user_id for profile in found], now, baseline=False)
            await Judge(self.context).assess(tx, found, now)

    async def follow_back(self, person: Person) -> int:
        """The team is asked whether to follow this person back; returns the suggestion's id."""
        await self.knows(person)
        now = self.clock.now()
        async with self.store.write() as tx:
            suggestion_id = await tx.suggestions.open(person.id, SuggestionKind.FOLLOW_BACK, now, now + timedelta(days=3))
        assert suggestion_id is not None
        return suggestion_id

    async def decides(self, post: Post, act: Act, member: Member = MAYA, revision: int | None = None) -> Outcome:
        """revision: of the text that the member saw, if it is not the present one."""
        suggestion = await self.suggestion(post)
        return await self.desk.decide(suggestion.id, act, member, suggestion.revision if revision is None else revision)

    async def writes(self, post: Post, text: str, member: Member = MAYA) -> None:
        """A member puts this text in the draft's place."""
        suggestion = await self.suggestion(post)
        assert isinstance(await self.replies.edit(suggestion.id, suggestion.revision, text, member), Redrafted)

    async def saves(self, replies: dict[Intent, tuple[str, ...]] | None = None) -> None:
        """The team has these saved replies."""
        for intent, texts in (REPLIES if replies is None else replies).items():
            for text in texts:
                assert isinstance(await self.saved.save(SavedReply(0, intent, text), MAYA), Saved)

    async def suggested(self, post: Post) -> Suggestion | None:
        """The suggestion of an answer to this post, if there is one; that a stranger's was left out stands in the history alone."""
        async with self.store.read() as tx:
            found = await tx.replies.to([post.id])
            return await tx.suggestions.get(found[post.id]) if post.id in found else None

    async def suggestion(self, post: Post) -> Suggestion:
        found = await self.suggested(post)
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
        card = await self.desk.card((await self.suggestion(post)).id)
        assert card is not None
        return card

    async def acts(self, post: Post) -> list[tuple[Act, str]]:
        """What happened about the answer to this post, in order, with what was noted."""
        async with self.store.read() as tx:
            found = await tx.replies.to([post.id])
            history = await tx.suggestions.history(user_id=post.author.id)
        return [(e.decision.act, e.decision.note) for e in reversed(history) if e.suggestion_id == found[post.id]]

    async def stored(self, post: Post) -> Interaction | None:
        async with self.store.read() as tx:
            return await tx.interactions.get(post.id)

    async def counted(self, person: Person) -> int:
        """How many posts of theirs are known."""
        async with self.store.read() as tx:
            found = await tx.interactions.among([person.id])
        return found[person.id][0] if person.id in found else 0

    async def learnt(self, capability: Capability = Capability.REPLY) -> Permission | None:
        async with self.store.read() as tx:
            return await tx.permissions.get(capability)

    async def told(self, kind: AnnouncementKind) -> list[dict[str, object]]:
        async with self.store.read() as tx:
            return [announcement.body for announcement in await tx.announcements.unposted(1_000) if announcement.kind is kind]

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    def answers_on_x(self, *posts: Post) -> list[str]:
        """What the account has answered to these posts, in order; without any, to all of them."""
        own = sorted(self.x.timeline.by(self.x.account), key=lambda post: post.id)
        return [post.text for post in own if post.in_reply_to is not None and (not posts or post.in_reply_to in posts)]

    def asked_for(self, path: str, method: str = "GET") -> list[int]:
        """X's answers to calls of paths that end so, by their status."""
        return [call.status for call in self.x.calls if call.method == method and call.path.endswith(path)]

    async def dies_delivering(self) -> None:
        """Mutuals dies the moment X has taken an answer, before that is recorded, and starts again; else it ends by itself."""
        running = asyncio.ensure_future(self.delivers())
        before = len(self.answers_on_x())

        def dies() -> None:
            if len(self.answers_on_x()) > before:
                running.cancel()

        stop = self.x.on_change(dies)
        await asyncio.gather(running, return_exceptions=True)
        stop()
        self.restarts()

    async def goes_on(self, until: timedelta) -> None:
        """Deliver and look whenever that is due, for so long."""
        end = self.clock.now() + until
        while True:
            due = [again for again in (await self.delivers(), await self.confirms()) if again is not None]
            if not due or min(due) > end:
                break
            self.passes(max(min(due) - self.clock.now(), timedelta(seconds=1)))
        self.passes(max(end - self.clock.now(), timedelta()))


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
async def mailroom(
    folder: Path, *, tier: Tier = Tier.SELF_SERVE, access: Access = Access.AUTO, owns_app: bool = True, **policy: object
) -> AsyncIterator[Mailroom]:
    """policy: of the team, where it differs from the usual. The account has been identified, and knows its followers."""
    given = replace(POLICY, access=access, **policy)  # type: ignore[arg-type]  # its own fields
    async with loopback(folder, tier=tier, policy=given, owns_app=owns_app) as there:
        async with there.store.write() as tx:
            await tx.accounts.identify(there.x.account.username, there.x.account.name, 0, START)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 0, START)
        yield Mailroom(there)
