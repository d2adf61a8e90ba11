"""A database as three years with a large account leave it: everybody who follows or ever followed, what was decided, said and spent.

People are stored as the bot stores them, so that whatever is kept up to date as they come and go is there, too; what was decided, which
nobody could click in minutes, is written into the tables.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, insert

from bot.domain import (
    Act,
    AnnouncementKind,
    Assessment,
    BaselineStatus,
    BurstKind,
    Departure,
    Digest,
    Intent,
    InteractionHistory,
    InteractionKind,
    Keywords,
    Profile,
    Purpose,
    Route,
    SuggestionKind,
    SuggestionState,
)
from bot.scoring.assess import assess, rules_version
from bot.store import Store
from bot.store.database.engine import migrating_engine
from bot.store.tables import charges, decisions, follower_counts, interactions, prompts, replies, spending, suggestions
from tests.support.databases.migrated import create_database
from tests.support.store import cohort
from tests.support.team import LEO, MAYA, START

Item = TypeVar("Item")

DAYS = 3 * 365
DAY = timedelta(days=1)
FIRST_PERSON = 1_000_000
"""Everybody's id is one of the next ones, in the order in which they came."""

KINDS_OF_PEOPLE = 2_000
"""So many profiles are made up and assessed; everybody is like one of them, but for id, handle and name."""

_BATCH = 1_000
_ROWS = 20_000
_FIRST_NAMES = (
    "Ada Bo Carla Dmitri Emeka Fatima Grace Hiro Ines Jonas Katja Liam Maya Noor Omar Petra Quinn Rosa Sam Tove Uma Vera Wren Yuki Zoe"
)
_LAST_NAMES = "Abara Berg Costa Diaz Eriksen Fischer Garcia Holt Ito Jansen Khan Lopez Meyer Novak Okafor Park Rossi Silva Tanaka Weber"
_WORDS = "coffee design code music photos cycling books tea markets cheese running maps poetry film code gardens science trains history"
_ACTS = {
    SuggestionState.EXPIRED: (Act.EXPIRE,),
    SuggestionState.SKIPPED: (Act.SKIP,),
    SuggestionState.DONE: (Act.APPROVE, Act.START, Act.CONFIRM),
    SuggestionState.OPEN: (),
    SuggestionState.APPROVED: (Act.APPROVE,),
}
_BY_MEMBERS = {Act.SKIP, Act.APPROVE}


def build(file: Path, followers: int, account_id: int, days: int = DAYS, seed: int = 1) -> None:
    """Make this database, of an account that so many follow by now, after so many days. Blocks for minutes where they are a million."""
    account = _BigAccount(followers, account_id, days, seed)
    asyncio.run(account.add_people(create_database(file)))
    with migrating_engine(file).begin() as connection:
        account.add_history(connection)
    asyncio.run(account.finish(create_database(file)))


class _BigAccount:
    """baseline: how many followed from the start. a_day: who comes, leaves and speaks each day."""

    def __init__(self, followers: int, account_id: int, days: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.account_id = account_id
        self.followers = followers
        self.days, self.begun = days, START - days * DAY
        self.baseline, self.strangers = followers * 6 // 10, max(1, followers * 8 // 100)
        self.come, self.leave, self.speak = (max(1, round(followers * share / days)) for share in (0.65, 0.25, 0.1))
        self.kinds = _kinds_of_people(self.rng)
        self.version = rules_version(Keywords())
        self.newcomers: list[tuple[int, datetime]] = []

    async def add_people(self, url: str) -> None:
        store = await Store.open(url, account_id=self.account_id)
        ids = iter(range(FIRST_PERSON, FIRST_PERSON + 10 * self.followers))
        following: list[int] = []
        for some in _batches(range(self.baseline), _BATCH):
            following += await self._come(store, [next(ids) for _ in some], self.begun, baseline=True)
        for day in range(self.days):
            at = self.begun + (day + self.rng.random()) * DAY
            came = await self._come(store, [next(ids) for _ in range(self.come)], at, baseline=False)
            following += came
            self.newcomers += [(user_id, at) for user_id in came]
            await self._leave(store, following, at + timedelta(hours=1))
            if day % 45 == 40:
                await self._bought(store, came, at)
        for some in _batches(range(self.strangers), _BATCH):
            await self._store(store, [next(ids) for _ in some], self.begun)
        everybody = range(FIRST_PERSON, next(ids))
        self.speakers = self.rng.sample(everybody, min(len(everybody), 5 * self.speak))
        await store.close()

    async def _come(self, store: Store, user_ids: list[int], at: datetime, *, baseline: bool) -> list[int]:
        await self._store(store, user_ids, at)
        async with store.write() as tx:
            await tx.followers.add(user_ids[::-1], at, baseline=baseline)
        return user_ids

    async def _store(self, store: Store, user_ids: list[int], at: datetime) -> None:
        people = [self._person(user_id, at) for user_id in user_ids]
        async with store.write() as tx:
            await tx.profiles.save([profile for profile, _ in people])
            await tx.assessments.save([(profile.user_id, assessment) for profile, assessment in people], at, self.version)

    def _person(self, user_id: int, at: datetime) -> tuple[Profile, Assessment]:
        profile, assessment = self.kinds[self.rng.randrange(len(self.kinds))]
        first, last = (self.rng.choice(names.split()) for names in (_FIRST_NAMES, _LAST_NAMES))
        handle = f"{first[:5]}{last[:4]}{user_id - FIRST_PERSON:x}"
        return replace(profile, user_id=user_id, username=handle, name=f"{first} {last}", fetched_at=at), assessment

    async def _leave(self, store: Store, following: list[int], at: datetime) -> None:
        left = [following.pop(self.rng.randrange(len(following))) for _ in range(min(self.leave, len(following) - 1))]
        gone = left[: len(left) // 5]
        async with store.write() as tx:
            await tx.followers.mark_unfollowed(left[len(gone) :], at, Departure.LEFT)
            await tx.followers.mark_unfollowed(gone, at, Departure.SUSPENDED)
            if at < START - DAY:
                await tx.profiles.clear(gone)

    async def _bought(self, store: Store, user_ids: Sequence[int], at: datetime) -> None:
        async with store.write() as tx:
            await tx.bursts.add_members(await tx.bursts.open(BurstKind.PURCHASE, at, at, at, cohort(len(user_ids))), user_ids[::2])

    def add_history(self, connection: Connection) -> None:
        _insert(connection, interactions, self._interactions())
        self._add_suggestions(connection)
        _insert(
            connection,
            follower_counts,
            (self._mine(day=self._date(day), at=self._at(day), followers=self._count(day)) for day in range(self.days)),
        )
        _insert(connection, charges, self._charges())
        _insert(
            connection,
            spending,
            (
                self._mine(day=self._date(day), purpose=purpose.value, charged=400_000, reserved=0, calls=1_000)
                for day in range(self.days)
                for purpose in Purpose
            ),
        )

    def _interactions(self) -> Iterator[dict[str, Any]]:
        post_id = 10**15
        for day in range(self.days):
            for number in range(self.speak):
                post_id += 1_000
                at = self._at(day) + number * timedelta(seconds=60)
                yield self._mine(
                    post_id=post_id,
                    user_id=self.speakers[(day * self.speak + number) % len(self.speakers)],
                    at=at,
                    kind=InteractionKind.MENTION,
                    text="Where is the new menu?" if at > START - DAY else "",
                    lang="en",
                    conversation_id=post_id,
                    summoned=True,
                    reply_settings="everyone",
                    seen_at=at,
                )

    def _add_suggestions(self, connection: Connection) -> None:
        number, rows, acts, cards = 0, [], [], []
        for user_id, at in self.newcomers:
            if user_id % 4 == 0:
                continue
            number += 1
            row, decided = self._suggestion(number, user_id, at, SuggestionKind.FOLLOW_BACK)
            rows.append(row)
            acts += decided
            if number % 10 == 0:
                cards.append(self._prompt(number, at, live=row["state"] is SuggestionState.OPEN))
        answers = []
        for post in self._interactions():
            if post["post_id"] % 3_000:
                continue
            number += 1
            row, decided = self._suggestion(number, post["user_id"], post["at"], SuggestionKind.REPLY)
            rows.append(row)
            acts += decided
            answers.append(self._reply(number, post["post_id"]))
        for table, made in (
            (suggestions, rows),
            (decisions, sorted(acts, key=lambda row: row["at"])),
            (prompts, cards),
            (replies, answers),
        ):
            _insert(connection, table, iter(made))

    def _suggestion(self, number: int, user_id: int, at: datetime, kind: SuggestionKind) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        lot, states = self.rng.random(), SuggestionState
        state = states.EXPIRED if lot < 0.45 else states.SKIPPED if lot < 0.7 else states.DONE
        if at > START - 2 * DAY:
            state = states.APPROVED if lot < 0.02 else states.OPEN
        moments = [at + (n + 1) * timedelta(hours=2) * self.rng.random() for n in range(3)]
        settled = moments[len(_ACTS[state]) - 1] if state not in (states.OPEN, states.APPROVED) else None
        row = self._mine(
            id=number,
            kind=kind,
            user_id=user_id,
            state=state,
            version=1,
            opened_at=at,
            state_changed_at=settled or at,
            expires_at=(at if settled else START) + 3 * DAY,
            route=Route.API if state is states.DONE else None,
            sent_at=moments[1] if state is states.DONE else None,
            settled_at=settled,
        )
        return row, [self._decision(number, act, moment) for act, moment in zip(_ACTS[state], sorted(moments), strict=False)]

    def _decision(self, number: int, act: Act, at: datetime) -> dict[str, Any]:
        member = (MAYA, LEO)[number % 2]
        by = {"member_id": member.id, "member_name": member.name} if act in _BY_MEMBERS else {"member_id": None, "member_name": None}
        return self._mine(suggestion_id=number, act=act, at=at, **by)

    def _prompt(self, number: int, at: datetime, *, live: bool) -> dict[str, Any]:
        return self._mine(
            suggestion_id=number,
            channel_id=1,
            nonce=str(number),
            reserved_at=at,
            local_date=at.date(),
            message_id=number,
            fingerprint="0" * 32,
            version=1,
            retired_at=None if live else at + DAY,
        )

    def _reply(self, number: int, post_id: int) -> dict[str, Any]:
        return self._mine(
            post_id=post_id,
            suggestion_id=number,
            worth=10,
            why=(),
            text="It is on our site.",
            revision=1,
            intent=Intent.QUESTION,
            written_by="",
        )

    def _charges(self) -> Iterator[dict[str, Any]]:
        for number in range(62 * max(1, self.followers // 700)):
            at = START - 62 * DAY + number * 62 * DAY / (62 * max(1, self.followers // 700))
            yield self._mine(
                purpose=Purpose.DETECTION.value,
                endpoint="followers",
                at=at,
                reserved=20_000,
                charged=10_000,
                settled_at=at,
                price="user",
                status=200,
            )

    async def finish(self, url: str) -> None:
        """What the account is like at the end."""
        store = await Store.open(url, account_id=self.account_id)
        async with store.write() as tx:
            await tx.accounts.identify("harbourlight", "Harbour Light", self.followers, START)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, self.baseline, self.begun)
            await tx.announcements.add(AnnouncementKind.BASELINE, "", {"followers": self.baseline}, self.begun)
            await tx.accounts.polled(START)
            yesterday = Digest((START - DAY).date(), START - 2 * DAY, START - DAY, 100, 50, self.followers, START - DAY)
            body = TypeAdapter(Digest).dump_python(yesterday, mode="json")
            await tx.announcements.add(AnnouncementKind.DIGEST, yesterday.day.isoformat(), body, yesterday.until)
        await store.close()

    def _mine(self, **row: Any) -> dict[str, Any]:
        return {"account_id": self.account_id, **row}

    def _at(self, day: int) -> datetime:
        return self.begun + day * DAY

    def _date(self, day: int) -> Any:
        return self._at(day).date()

    def _count(self, day: int) -> int:
        return self.baseline + day * (self.come - self.leave)


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    for some in _batches(rows, _ROWS):
        connection.execute(insert(table), some)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _kinds_of_people(rng: random.Random) -> list[tuple[Profile, Assessment]]:
    made = [_made_up(rng, number) for number in range(KINDS_OF_PEOPLE)]
    spoke = InteractionHistory(mentions=3, last_mention_at=START - DAY)
    return [(profile, assess(profile, START, spoke if rng.random() < 0.03 else InteractionHistory())) for profile in made]


def _made_up(rng: random.Random, number: int) -> Profile:
    followers, following, posts = (int(10 ** rng.uniform(0, most)) for most in (4.5, 3.7, 4.5))
    words = " ".join(rng.choices(_WORDS.split(), k=rng.randint(0, 18)))
    return Profile(
        number,
        f"made_{number}",
        "Somebody",
        START,
        bio=words,
        location=rng.choice(("", "Lisbon", "Malmö")),
        url="",
        avatar_url=f"https://pbs.twimg.com/profile_images/{number:019}/{number:x}_normal.jpg",
        verified=rng.random() < 0.03,
        followers=followers,
        following=following if rng.random() < 0.9 else following * 20,
        posts=posts if rng.random() < 0.9 else 0,
        listed=followers // 200,
        likes=posts,
        created_at=START - timedelta(days=rng.randint(10, 5_500)),
        followed_by_us=rng.random() < 0.04,
    )
