"""The demo's past: ninety days in which a team has worked with Mutuals, in the simulated world and in the bot's database alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random

from bot.demo.clock import SimulatedClock
from bot.demo.scenario import PERSONA_WEIGHTS, POSTING_SHARE
from bot.demo.x import Endpoint, Person, Post, SimulatedX
from bot.demo.x.billing.prices import MICROS, Price
from bot.demo.x.world.sample_texts import ACCOUNT_POSTS
from bot.domain import (
    ANNOUNCED_IN,
    Act,
    AnnouncementKind,
    BaselineStatus,
    Decision,
    Departure,
    Draft,
    Intent,
    Interaction,
    InteractionKind,
    Member,
    OwnPost,
    Profile,
    Purpose,
    Route,
    Suggestion,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.domain.acts import ACTS
from bot.domain.notes import Note
from bot.scoring.post_worth import PostMerit
from bot.store import Store, Tx
from bot.store.suggestions.suggestions import StateChanges
from bot.workflow.context import Context
from bot.workflow.digest.digest import DigestService
from bot.workflow.people.assessor import Assessor

DAYS = 90
DIGEST_TIME = time(9)
BEFORE_DIGEST = timedelta(minutes=40)
"""How long before the digest's time the demo begins, by its own clock."""

_HOURS = (12, 19)
"""When the past is looked at, each day: whoever came or spoke since is found then."""
_COUNTED_AT = timedelta(hours=22)
_FROM, _TO = 4.5, 9.5
"""Newcomers on a working day, at the beginning and at the end."""
_WEEKEND, _AFTER_A_POST = 0.55, 1.35
_VIRAL_DAYS_AGO, _VIRAL = 17, 26
"""When a post of the account was shared widely, and how many came because of it."""
_POSTS_ON = {0, 2, 3, 5}
"""Weekdays."""

_APPROVED = {Verdict.ENGAGED: 0.94, Verdict.QUIET: 0.42, Verdict.UNSURE: 0.14, Verdict.SUSPICIOUS: 0.0}
"""The share that the team approves; of the others it leaves some to expire."""
_EXPIRE, _ANSWERED, _LEFT_A_DAY = 0.15, 0.7, 1.3
_LEAVE = {Verdict.ENGAGED: 1, Verdict.QUIET: 3, Verdict.UNSURE: 6, Verdict.SUSPICIOUS: 9}
"""How likely each is to leave, beside the others."""

_REMARKS: Sequence[tuple[Callable[[SimulatedX, Person], Post], Intent, PostMerit, int]] = (
    (SimulatedX.asks, Intent.QUESTION, PostMerit.ASKS, 5),
    (SimulatedX.praises, Intent.PRAISE, PostMerit.PRAISES, 3),
    (SimulatedX.thanks, Intent.THANKS, PostMerit.THANKS, 1),
    (SimulatedX.complains, Intent.COMPLAINT, PostMerit.COMPLAINS, 1),
)
_OTHER_READS = (
    (Purpose.MENTIONS, Endpoint.MENTIONS, Price.OWNED_READ),
    (Purpose.OWN_POSTS, Endpoint.POSTS, Price.OWNED_READ),
    (Purpose.CONFIRMATION, Endpoint.FOLLOWING, Price.OWNED_READ),
)
_ANSWERS = {
    Intent.QUESTION: "Good question! Come by or write to us, and we will work it out together.",
    Intent.PRAISE: "That made our morning. Thank you!",
    Intent.THANKS: "With pleasure. See you on the quay!",
    Intent.COMPLAINT: "We are sorry about that. Please send us a message, and we will make it right.",
}

_DIGESTS_DAYS_AGO = (8, 2, 1)
"""So that the newest digest and the next one tell of a day each, and a weekly one of a week."""

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def begins_at(now: datetime) -> datetime:
    """Shortly before today's digest."""
    return datetime.combine(now.date(), DIGEST_TIME, UTC) - BEFORE_DIGEST


@dataclass(slots=True)
class DemoHistory:
    """Moves the clock, which stands still, through the past, and writes what happens into the world and into the database.

    members: who decides; the first one most often, and soonest. until: when the past ends, DAYS later.
    """

    clock: SimulatedClock
    x: SimulatedX
    members: Sequence[Member]
    context: Context
    until: datetime
    random: Random
    _here: dict[Person, tuple[Verdict, datetime]] = field(default_factory=dict)
    """Whoever came since the beginning and still follows, and when they came."""
    _messages: int = 0

    @property
    def _store(self) -> Store:
        return self.context.store

    async def write(self) -> None:
        """From the clock's present on, which is the moment of the initial sync."""
        await self._begin()
        for n in range(1, DAYS):
            day = datetime.combine(self.until.date() - (DAYS - n) * _DAY, time(), UTC)
            if DAYS - n in _DIGESTS_DAYS_AGO:
                await self._make_digest(day, told=n < DAYS - 1)
            await self._live(day, n)
        self._go(self.until - _MINUTE)
        async with self._store.write() as tx:
            await self._count(tx)
            await tx.accounts.polled(self.clock.now())
            newest = max((post.id for post in self.x.timeline.addressing(self.x.account)), default=0)
            await tx.accounts.mentions_read(newest)
        self._go(self.until)

    async def _begin(self) -> None:
        """The initial sync."""
        now, x, people = self.clock.now(), self.x, self.x.followers
        profiles = [self._profile(person) for person in people]
        async with self._store.write() as tx:
            await tx.accounts.identify(x.account.username, x.account.name, len(people), now)
            await tx.profiles.save(profiles)
            await tx.followers.add([profile.user_id for profile in profiles], now, baseline=True)
            await tx.following.add([person.id for person in x.following], now)
            await Assessor(self.context).assess(tx, profiles, now)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, len(people), now)
            body = {"read": len(people), "followers": len(people), "status": BaselineStatus.COMPLETE.value, "list_broken": False}
            await tx.announcements.add(AnnouncementKind.BASELINE, "first", body, now)
            await self._charge(tx, Purpose.BASELINE, Endpoint.FOLLOWERS, Price.OWNED_READ, len(people))
            await self._count(tx)

    async def _live(self, day: datetime, n: int) -> None:
        """One day."""
        working, posts = day.weekday() < 5, day.weekday() in _POSTS_ON
        viral = DAYS - n == _VIRAL_DAYS_AGO
        if posts or viral:
            await self._post(day + timedelta(hours=9, minutes=self.random.randint(0, 50)), n)
        usual = (_FROM + (_TO - _FROM) * n / DAYS) * (1 if working else _WEEKEND) * (_AFTER_A_POST if posts else 1)
        come = round(usual * self.random.uniform(0.65, 1.35)) + (_VIRAL if viral else 0)
        arrivals = Counter(self.random.choices(_HOURS, (4, 5), k=come))
        for hour in _HOURS:
            self._go(day + timedelta(hours=hour))
            async with self._store.write() as tx:
                await self._poll(tx, arrivals[hour])
        self._go(day + _COUNTED_AT)  # once everybody whom X counts is known
        async with self._store.write() as tx:
            await self._leave(tx)
            await self._spend(tx)
            await self._count(tx)

    async def _post(self, at: datetime, n: int) -> None:
        """The account posts something."""
        self._go(at)
        post = self.x.account_posts(ACCOUNT_POSTS[n % len(ACCOUNT_POSTS)], None, None, made_with_ai=False)
        async with self._store.write() as tx:
            await tx.own_posts.add([OwnPost(post.id, at, post.text)])

    async def _poll(self, tx: Tx, come: int) -> None:
        """So many have followed, some of them have spoken; who of them is worth it is suggested, and decided about."""
        now, assessor = self.clock.now(), Assessor(self.context)
        personas = self.random.choices(list(PERSONA_WEIGHTS), list(PERSONA_WEIGHTS.values()), k=come)
        newcomers = [self.x.gains_follower(persona=persona) for persona in personas]
        said = [spoken for person in newcomers for spoken in self._speak(person)]
        profiles = [self._profile(person) for person in newcomers]
        await tx.profiles.save(profiles)
        await tx.followers.add([profile.user_id for profile in reversed(profiles)], now, baseline=False)
        await tx.interactions.add([post for post, _intent, _merit in said], now)
        assessments = await assessor.assess(tx, profiles, now)
        await assessor.suggest(tx, profiles, assessments, now)
        self._here |= {person: (assessments[person.id].verdict, now) for person in newcomers}
        for post, intent, merit in said:
            await self._answer(tx, post, intent, merit)
        open_about = await tx.suggestions.open_about([person.id for person in newcomers], SuggestionKind.FOLLOW_BACK)
        for person in newcomers:
            if (suggestion := open_about.get(person.id)) is not None:
                await self._decide(tx, suggestion, person, assessments[person.id].verdict)

    def _speak(self, person: Person) -> Iterator[tuple[Interaction, Intent, PostMerit]]:
        if person.posts_publicly and self.random.random() < POSTING_SHARE.get(person.persona, 0):
            remark, intent, merit, _weight = self.random.choices(_REMARKS, [weight for *_, weight in _REMARKS])[0]
            post = remark(self.x, person)
            yield (
                Interaction(post.id, person.id, post.created_at, InteractionKind.MENTION, lang=post.lang, summoned=True),
                intent,
                merit,
            )

    async def _answer(self, tx: Tx, post: Interaction, intent: Intent, merit: PostMerit) -> None:
        """An answer is suggested, and given or not."""
        now, text = self.clock.now(), _ANSWERS[intent]
        draft, ends = Draft(text, 1, intent), now + self.context.policy.reply_window
        suggestion_id = await tx.replies.open(post, draft, worth=100, why=(Note(merit),), at=now, expires_at=ends)
        suggestion = None if suggestion_id is None else await tx.suggestions.get(suggestion_id)
        if suggestion is None:
            return
        member, at = self._decision()
        if self.random.random() < _ANSWERED:
            answer = self.x.account_posts(text, self.x.timeline.get(post.post_id), None, made_with_ai=False)
            await tx.own_posts.add([OwnPost(answer.id, answer.created_at, text, post.post_id)])
            await self._carry_out(tx, suggestion, member, at)
        else:
            await self._turn_down(tx, suggestion, Decision(Act.SKIP, at, member), ends)

    async def _decide(self, tx: Tx, suggestion: Suggestion, person: Person, verdict: Verdict) -> None:
        member, at = self._decision()
        if self.random.random() < _APPROVED[verdict]:
            self.x.follows_by_hand(person)
            await self._carry_out(tx, suggestion, member, at)
            await tx.profiles.save([self._profile(person)])
            await tx.following.add([person.id] if person in self.x.following_list else [], at)
        else:
            ends = self.clock.now() + self.context.policy.prompt_expires
            await self._turn_down(tx, suggestion, Decision(Act.SKIP, at, member), ends)

    async def _turn_down(self, tx: Tx, suggestion: Suggestion, skip: Decision, ends: datetime) -> None:
        """A member skips it, or nobody decides in time."""
        expires = ends < self.until and self.random.random() < _EXPIRE
        to, decision = (SuggestionState.EXPIRED, Decision(Act.EXPIRE, ends)) if expires else (SuggestionState.SKIPPED, skip)
        await self._move(tx, suggestion, to, decision)

    def _decision(self) -> tuple[Member, datetime]:
        """Who decides, and when: the first member within the hour, the others by and by."""
        n = self.random.choices(range(len(self.members)), [3, *[1] * (len(self.members) - 1)])[0]
        minutes = self.random.lognormvariate(2.6, 0.7) * (1 if n == 0 else 4)
        return self.members[n], self.clock.now() + min(minutes, 170) * _MINUTE

    async def _carry_out(self, tx: Tx, suggestion: Suggestion, member: Member, at: datetime) -> None:
        """Approved, handed off, done by hand on X and seen there."""
        sent = at + 2 * _MINUTE
        for state, decision in (
            (SuggestionState.APPROVED, Decision(Act.APPROVE, at, member)),
            (SuggestionState.HANDED_OFF, Decision(Act.HAND_OFF, sent)),
            (SuggestionState.DONE, Decision(Act.CONFIRM, sent + _MINUTE)),
        ):
            await self._move(tx, suggestion, state, decision)

    async def _move(self, tx: Tx, suggestion: Suggestion, to: SuggestionState, decision: Decision) -> None:
        sent: StateChanges = {"route": Route.HAND_OFF, "sent_at": decision.at} if to is SuggestionState.HANDED_OFF else {}
        await tx.suggestions.move(suggestion.id, to=to, from_=ACTS[decision.act].moves, decision=decision, known=suggestion, **sent)

    async def _leave(self, tx: Tx) -> None:
        """Some of those who came leave again, the suspicious ones sooner; X suspends one now and then."""
        now = self.clock.now()
        for _ in range(min(len(self._here), round(self.random.expovariate(1 / _LEFT_A_DAY)))):
            people = list(self._here)
            person = self.random.choices(people, [_LEAVE[verdict] for verdict, _came in self._here.values()])[0]
            _verdict, came = self._here.pop(person)
            await tx.followers.mark_seen([person.id], max(came, now - self.random.uniform(0.5, 4) * _DAY))
            suspended = self.random.random() < 0.2
            (self.x.suspends if suspended else self.x.unfollows)(person)
            departure = Departure.SUSPENDED if suspended else Departure.LEFT
            await tx.followers.mark_unfollowed([person.id], now, departure)

    async def _spend(self, tx: Tx) -> None:
        """What a day of reading costs, on X's bill as in the ledger."""
        await self._charge(tx, Purpose.DETECTION, Endpoint.FOLLOWERS, Price.OWNED_READ, self.random.randint(25, 60))
        await self._charge(tx, *self.random.choice(_OTHER_READS), self.random.randint(10, 40))

    async def _charge(self, tx: Tx, purpose: Purpose, endpoint: Endpoint, price: Price, times: int) -> None:
        now, micros = self.clock.now(), times * MICROS[price]
        self.x.bill.charge((endpoint, price), times)
        reservation = await tx.ledger.reserve(purpose=purpose, endpoint=endpoint.value, micros=micros, at=now)
        await tx.ledger.settle_request(reservation, micros=micros, at=now, status=200)

    async def _count(self, tx: Tx) -> None:
        """X's own counts."""
        now, followers, following = self.clock.now(), len(self.x.followers), len(self.x.following)
        await tx.accounts.count(followers, now, following)
        await tx.digest_counts.save_count(self.context.policy.local_date(now), followers, now, following)

    async def _make_digest(self, day: datetime, *, told: bool) -> None:
        """As the bot does when it is due. told: whether it was posted then; else the bot posts it when it starts."""
        due = datetime.combine(day.date(), DIGEST_TIME, UTC) + 5 * _MINUTE
        self._go(due)
        async with self._store.write() as tx:
            await self._count(tx)
        await DigestService(self.context).make_if_due()
        if told:
            await self._tell()

    async def _tell(self) -> None:
        """What there is to announce was posted in its time, and the messages have been cleared away since."""
        async with self._store.write() as tx:
            for announcement in await tx.announcements.unposted():
                self._messages += 1
                channel_id = self.context.policy.channels.of(ANNOUNCED_IN[announcement.kind])
                await tx.announcements.posted(announcement.id, channel_id, self._messages)

    def _profile(self, person: Person) -> Profile:
        """As X shows it."""
        return Profile(
            user_id=person.id,
            username=person.username,
            name=person.name,
            fetched_at=self.clock.now(),
            bio=person.bio,
            location=person.location,
            url=person.url,
            avatar_url=f"{self.x.url}/avatars/{person.id}.svg",
            protected=person.protected,
            verified=person.verified,
            followers=person.followers,
            following=person.following,
            posts=person.posts,
            listed=person.listed,
            likes=person.likes,
            created_at=person.created_at,
            last_post_at=person.last_post_at,
            followed_by_us=person in self.x.following_list,
            follow_requested=person in self.x.pending_follows,
        )

    def _go(self, moment: datetime) -> None:
        self.clock.advance(max(moment - self.clock.now(), timedelta()))
