"""What somebody is to be mentioned for is announced once, when it is time, and only while it waits for anybody."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import Act, AnnouncementKind, Decision, Intent, Mentionable, MentionableKind, SuggestionState
from bot.domain.jobs import Job
from tests.support.databases.statements import counted_statements
from tests.support.store import StoreWorld, move_to, suggest_follow_back, suggest_reply
from tests.support.team import LEO, MAYA, START

KINDS, STATES = AnnouncementKind, SuggestionState
TEAM = frozenset({Mentionable(MentionableKind.ROLE, 7)})
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EXPIRING: dict[str, Any] = {"notify_expiring": TEAM}
WAITING: dict[str, Any] = {"notify_waiting": TEAM, "waits_too_long": 4 * HOUR}


class Notified(StoreWorld):
    async def card(self, user_id: int, *, expires: timedelta = 72 * HOUR) -> int:
        """Somebody is suggested now, and the channel shows the card."""
        now = self.clock.now()
        async with self.store.write() as tx:
            suggestion_id = await suggest_follow_back(tx, user_id, at=now, expires_at=now + expires)
            prompt = await tx.prompts.reserve(suggestion_id, 1, now, now.date())
            await tx.prompts.posted(prompt.id, 100 + suggestion_id, "shows", 1)
        return suggestion_id

    async def complaint(self, user_id: int) -> int:
        async with self.store.write() as tx:
            return await suggest_reply(tx, user_id, 1_000 + user_id, at=self.clock.now(), intent=Intent.COMPLAINT)

    async def move(self, suggestion_id: int, to: SuggestionState, **changes: Any) -> None:
        async with self.store.write() as tx:
            await move_to(tx, suggestion_id, to, at=self.clock.now(), **changes)

    async def say(self, suggestion_id: int, act: Act) -> None:
        """Maya says this about an open one, which stays open."""
        async with self.store.write() as tx:
            said = Decision(act, self.clock.now(), MAYA)
            await tx.suggestions.move(suggestion_id, to=STATES.OPEN, from_={STATES.OPEN}, decision=said)

    async def told(self, kind: AnnouncementKind) -> list[list[int]]:
        """The suggestions that each announcement of this kind tells of."""
        return [[number for number, _ in body["cards"]] for body in await self.announcements(kind)]

    async def run_until(self, span: timedelta) -> None:
        """Run when the job wants to, for so long; it must never ask for what is past."""
        end = self.clock.now() + span
        while (again_at := await self.services.notifications.run()) is not None and again_at <= end:
            assert again_at > self.clock.now()
            self.advance(again_at - self.clock.now())
        self.advance(max(end - self.clock.now(), timedelta()))


async def test_where_nobody_is_to_be_mentioned_the_database_is_asked_nothing(tmp_path: Path) -> None:
    async with Notified(tmp_path) as world:
        await world.complaint(1)
        await world.card(2, expires=HOUR)
        with counted_statements() as statements:
            assert await world.services.notifications.run() is None

        assert statements.executed == []
        assert await world.told(KINDS.COMPLAINTS) == await world.told(KINDS.EXPIRING) == []


async def test_complaints_are_told_at_once_and_each_once(tmp_path: Path) -> None:
    async with Notified(tmp_path, notify_complaints=TEAM, quiet_hours=(time(0), time(23, 59))) as world:
        first, second = await world.complaint(1), await world.complaint(2)
        await world.services.notifications.run()
        await world.move(first, STATES.SNOOZED)
        third = await world.complaint(3)
        for state in (None, STATES.OPEN, None):
            world.advance(MINUTE)
            if state is not None:
                await world.move(first, state)
            await world.services.notifications.run()

        assert await world.told(KINDS.COMPLAINTS) == [[first, second], [third]]


async def test_a_complaint_that_somebody_is_on_is_told_once_they_have_given_up(tmp_path: Path) -> None:
    async with Notified(tmp_path, notify_complaints=TEAM) as world:
        claimed, decided, snoozed = [await world.complaint(number) for number in range(1, 4)]
        await world.say(claimed, Act.CLAIM)
        await world.move(decided, STATES.SKIPPED, by=MAYA)
        await world.move(snoozed, STATES.SNOOZED, by=MAYA)
        await world.run_until(119 * MINUTE)
        assert await world.told(KINDS.COMPLAINTS) == []
        await world.run_until(2 * MINUTE)

        assert await world.told(KINDS.COMPLAINTS) == [[claimed]]


async def test_cards_about_to_expire_are_told_together_at_most_once_an_hour(tmp_path: Path) -> None:
    async with Notified(tmp_path, **EXPIRING) as world:
        expiring = [await world.card(number, expires=5 * HOUR + number * 10 * MINUTE) for number in range(4)]
        await world.move(expiring[3], STATES.SNOOZED)
        await world.run_until(3 * HOUR)
        assert await world.told(KINDS.EXPIRING) == [[expiring[0]]]
        await world.run_until(59 * MINUTE)
        assert len(await world.told(KINDS.EXPIRING)) == 1
        await world.run_until(2 * HOUR)

        assert await world.told(KINDS.EXPIRING) == [[expiring[0]], expiring[1:3]]


async def test_nothing_is_told_twice_over_a_restart_unless_it_has_more_time_since(tmp_path: Path) -> None:
    async with Notified(tmp_path, **EXPIRING) as world:
        card = await world.card(1, expires=HOUR)
        await world.services.notifications.run()
        await world.store.close()
        await world.open_store()
        await world.run_until(2 * HOUR)
        await world.card(2, expires=HOUR)
        await world.services.notifications.run()
        await world.move(card, STATES.OPEN, expires_at=world.clock.now() + 5 * HOUR)
        await world.run_until(5 * HOUR)

        assert await world.told(KINDS.EXPIRING) == [[1], [2], [1]]


async def test_what_expires_in_quiet_hours_is_told_before_them_and_nothing_in_them(tmp_path: Path) -> None:
    async with Notified(tmp_path, quiet_hours=(time(22), time(7)), **EXPIRING) as world:
        await world.card(1, expires=17 * HOUR)  # at three
        await world.card(2, expires=22 * HOUR)  # at eight
        await world.run_until(timedelta(hours=10, minutes=1))
        assert await world.told(KINDS.EXPIRING) == [[1]]
        await world.run_until(timedelta(hours=10, minutes=58))
        assert len(await world.told(KINDS.EXPIRING)) == 1
        await world.run_until(2 * MINUTE)

        assert await world.told(KINDS.EXPIRING) == [[1], [2]]


async def test_cards_that_wait_for_long_are_told_once_hand_offs_among_them(tmp_path: Path) -> None:
    async with Notified(tmp_path, **WAITING) as world:
        card, handed_off, claimed, approved = [await world.card(number) for number in range(1, 5)]
        await world.move(handed_off, STATES.HANDED_OFF, sent_at=START)
        await world.move(approved, STATES.APPROVED, by=LEO)
        world.advance(3 * HOUR)
        await world.say(claimed, Act.CLAIM)
        await world.run_until(HOUR - MINUTE)
        assert await world.told(KINDS.WAITING) == []
        await world.run_until(12 * HOUR)

        assert await world.told(KINDS.WAITING) == [[card, handed_off], [claimed]]


async def test_a_card_that_comes_into_the_channel_wakes_the_job(tmp_path: Path) -> None:
    async with Notified(tmp_path, **WAITING) as world:
        async with world.store.write() as tx:
            suggestion_id = await suggest_follow_back(tx, 1, at=START)
        assert await world.services.notifications.run() is None
        world.woken.clear()
        async with world.store.write() as tx:
            prompt = await tx.prompts.reserve(suggestion_id, 1, START, START.date())
            await tx.prompts.posted(prompt.id, 100, "shows", 1)

        assert world.woken == [Job.NOTIFY]
        assert await world.services.notifications.run() == START + 4 * HOUR


async def test_what_has_no_card_in_the_channel_is_no_card_that_waits(tmp_path: Path) -> None:
    async with Notified(tmp_path, **WAITING, **EXPIRING) as world:
        async with world.store.write() as tx:
            await suggest_follow_back(tx, 1, at=START, expires_at=START + HOUR)
        await world.run_until(12 * HOUR)

        assert await world.told(KINDS.WAITING) == await world.told(KINDS.EXPIRING) == []


async def test_while_paused_nothing_is_told_and_afterwards_what_still_waits(tmp_path: Path) -> None:
    async with Notified(tmp_path, notify_complaints=TEAM) as world:
        await world.services.pause.pause(MAYA)
        complaint = await world.complaint(1)
        assert await world.services.notifications.run() is None
        assert await world.told(KINDS.COMPLAINTS) == []
        await world.services.pause.resume(MAYA)
        await world.services.notifications.run()

        assert await world.told(KINDS.COMPLAINTS) == [[complaint]]


@pytest.mark.parametrize("state", [STATES.APPROVED, STATES.SNOOZED, STATES.SKIPPED])
async def test_what_was_decided_before_the_message_came_is_not_in_it(tmp_path: Path, state: SuggestionState) -> None:
    async with Notified(tmp_path, notify_complaints=TEAM) as world:
        decided, waiting, claimed = [await world.complaint(number) for number in range(1, 4)]
        await world.services.notifications.run()
        await world.move(decided, state, by=MAYA)
        await world.say(claimed, Act.CLAIM)
        async with world.store.read() as tx:
            (announcement,) = await tx.announcements.unposted()

        assert [card.card.suggestion.id for card in await world.services.notifications.cards(announcement)] == [waiting]
