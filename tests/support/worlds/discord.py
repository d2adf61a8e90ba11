"""The real bot on a simulated Discord, with a store of its own and no X: tests seed the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route as DiscordRoute

from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, SimulatedDiscord, SimulatedMember
from bot.domain import (
    Act,
    AnnouncementKind,
    Assessment,
    BaselineStatus,
    Decision,
    Draft,
    Intent,
    Interaction,
    InteractionKind,
    Policy,
    Profile,
    Reason,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.domain.changes import Changes, ChannelOutdated
from bot.domain.jobs import Job
from bot.runtime.scheduler import Scheduler
from bot.runtime.wakes import jobs_after
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.services import Services
from bot.x.limits.rate_limits import RateLimits
from cogs.client import Client
from tests.demo.discord.openapi import validator
from tests.support.database import create_database
from tests.support.notes import ASKS, says, written

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
ACCOUNT_ID = 1
STATES = SuggestionState


class DiscordWorld:
    """`start` and `stop` the bot; the clock stands still unless it is advanced.

    woken: jobs that were woken. refused_word: Discord refuses every form that holds it.
    """

    def __init__(self, folder: Path, **policy: object) -> None:
        self.clock = SimulatedClock(START, speed=0)
        self.discord = SimulatedDiscord(self.clock, self._validate, rate_limited=False)
        self.refused_word = ""
        self.file = folder / "mutuals.sqlite3"
        given: dict[str, object] = {
            "approver_role_ids": frozenset({self.discord.approver_role_id}),
            "viewer_role_ids": frozenset({self.discord.viewer_role_id}),
        }
        self.policy = replace(Policy(ZoneInfo("Europe/Berlin"), time(9)), **(given | policy))  # type: ignore[arg-type]  # its own fields
        self.limits = RateLimits()
        self.stream_health = StreamHealth()
        self.woken: list[Job] = []
        self._people = 0
        self._connection: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.discord.start()
        DiscordRoute.BASE = self.discord.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.discord.gateway_url)
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self.discord.stop()
        assert self.discord.refusals == []

    async def start(self, *, identified: bool = True, registered: bool = True) -> None:
        """Start the bot and wait until it is online.

        identified: X has told who the account is, and the initial sync is done. registered: wait for its slash commands, too.
        """
        await self.open_store()
        if identified:
            async with self.store.write() as tx:
                await tx.accounts.identify("harbourlight", "Harbour Light", 2_400, self.clock.now())
                await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 2_400, START - timedelta(days=5))
        self.scheduler = Scheduler(self.clock)
        self.services = self.services_of_store()
        self.bot = _FastReadyClient(self.services, guild_id=self.discord.guild_id, channel_id=self.discord.channel_id)
        for job, work in self.bot.jobs().items():
            self.scheduler.add(job, work)
        self.scheduler.start()
        await self.bot.login(self.discord.token)
        self._connection = asyncio.create_task(self.bot.connect())
        async with asyncio.timeout(20):
            await self.bot.wait_until_ready()
        if registered:
            await self.until(lambda: bool(self.discord.commands))

    async def open_store(self) -> None:
        """For what happens to the store while the bot is off."""
        self.store = await Store.open(create_database(self.file), account_id=ACCOUNT_ID)
        self.store.changes.subscribe(self._wake_after)

    def services_of_store(self) -> Services:
        """The use cases, on the store as it is open now."""
        context = Context(self.store, self.clock, self.policy)
        return Services.of(context, self.limits, self.stream_health)

    async def stop(self) -> None:
        """Stop the bot, as if the process had ended."""
        if self._connection is None:
            return
        await self.scheduler.stop(3)
        await self.bot.close()
        await asyncio.gather(self._connection, return_exceptions=True)
        await self.store.close()
        self._connection = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    @property
    def maya(self) -> SimulatedMember:
        """An approver."""
        return self.discord.person("Maya")

    @property
    def leo(self) -> SimulatedMember:
        """Another approver."""
        return self.discord.person("Leo")

    def advance(self, span: timedelta) -> None:
        self.clock.advance(span)

    def compare_channel(self) -> None:
        """Have the channel compared with the store."""
        self.services.context.publish(ChannelOutdated())

    async def suggest_follow_back(self, username: str, *, worth: int = 10, verdict: Verdict = Verdict.QUIET, **facts: object) -> int:
        """Somebody follows and is suggested; returns the suggestion's id."""
        self._people += 1
        now = self.clock.now()
        given: dict[str, object] = {"name": username.title(), "followers": 120, "following": 80, "posts": 30, "created_at": START}
        profile = Profile(user_id=1_000 + self._people, username=username, fetched_at=now, **(given | facts))  # type: ignore[arg-type]  # as above
        async with self.store.write() as tx:
            await tx.profiles.save([profile])
            await tx.followers.add([profile.user_id], now, baseline=False)
            await tx.assessments.save(
                [(profile.user_id, Assessment(verdict, 0, (Reason(written("has posted 30 times")),), worth))], now, "1"
            )
            suggestion_id = await tx.suggestions.open(profile.user_id, SuggestionKind.FOLLOW_BACK, now, now + self.policy.prompt_expires)
        assert suggestion_id is not None
        self.compare_channel()
        return suggestion_id

    async def suggest_reply(self, username: str, said: str = "How much is it?", *, draft: str = "It is $5.", worth: int = 10) -> int:
        """Somebody new writes this to the account and an answer is suggested; returns the suggestion's id."""
        now = self.clock.now()
        post = Interaction(
            5_000_000 + self._people, await self._add_profile(username), now, InteractionKind.MENTION, said, "en", summoned=True
        )
        async with self.store.write() as tx:
            await tx.assessments.save([(post.user_id, Assessment(Verdict.QUIET, 0, (), worth))], now, "1")
            await tx.interactions.add([post], now)
            proposed = Draft(draft, 1, Intent.QUESTION, says("how much"))
            expires_at = now + self.policy.reply_window
            suggestion_id = await tx.replies.open(post, proposed, worth=worth, why=ASKS, at=now, expires_at=expires_at)
        assert suggestion_id is not None
        self.compare_channel()
        return suggestion_id

    async def ask_to_opt_out(self, username: str, request: str = "stop") -> int:
        """Somebody new asks for it in these words; returns X's id of theirs."""
        user_id = await self._add_profile(username)
        async with self.store.write() as tx:
            await tx.opt_outs.add_request(user_id, request, self.clock.now())
        return user_id

    async def _add_profile(self, username: str) -> int:
        """Mutuals gets to know somebody; returns X's id of theirs."""
        self._people += 1
        profile = Profile(user_id=1_000 + self._people, username=username, name=username.title(), fetched_at=self.clock.now())
        async with self.store.write() as tx:
            await tx.profiles.save([profile])
        return profile.user_id

    async def move(self, suggestion_id: int, to: SuggestionState, act: Act, **changes: object) -> None:
        """What Mutuals itself does to a suggestion."""
        async with self.store.write() as tx:
            moved = await tx.suggestions.move(
                suggestion_id,
                to=to,
                from_=set(SuggestionState),
                decision=Decision(act, self.clock.now()),
                **changes,  # type: ignore[arg-type]  # as `move` takes them
            )
        assert moved is not None
        self.compare_channel()

    async def announce(self, kind: AnnouncementKind, **body: object) -> None:
        async with self.store.write() as tx:
            await tx.announcements.add(kind, self.clock.now().isoformat(), body, self.clock.now())
        self.compare_channel()

    async def state_of(self, suggestion_id: int) -> SuggestionState:
        async with self.store.read() as tx:
            suggestion = await tx.suggestions.get(suggestion_id)
        assert suggestion is not None
        return suggestion.state

    async def card_about(self, username: str) -> Message:
        """This person's card, once it is in the channel and on record."""
        message = await self.discord.channel.card_about(username)
        await self.until_shown()
        return message

    async def card_says(self, username: str, *words: str) -> Message:
        return await self.discord.channel.shows(lambda m: f"@{username}" in m.text and all(word in m.text for word in words))

    async def until_shown(self) -> None:
        """Wait until the channel and the store have been compared once from now on, and mended as far as Discord let the bot."""
        self.compare_channel()
        await self.until_idle()

    async def until_idle(self) -> None:
        """Wait until nothing is due."""
        async with asyncio.timeout(20):
            await self.scheduler.idle()

    async def until(self, holds: Callable[[], bool]) -> None:
        await self.discord.until(holds)

    def cards_about(self, username: str) -> list[Message]:
        return [message for message in self.discord.channel.messages if f"@{username}" in message.text]

    def _validate(self, method: str, route: str, payload: object) -> None:
        """Discord's own document, if present; besides, what holds `refused_word` is refused."""
        if self.refused_word and self.refused_word in str(payload):
            raise ValueError(f"{self.refused_word} is not wanted here")
        check = validator()
        if check is not None:
            check(method, route, payload)

    def _wake_after(self, changes: Changes) -> None:
        for job in jobs_after(changes):
            self.woken.append(job)
            if self._connection is not None and job in self.bot.jobs():
                self.scheduler.wake(job)


class _FastReadyClient(Client):
    """Is online at once, and again at once after the gateway hung up: the simulator needs none of the waiting that Discord asks for."""

    def __init__(self, services: Services, *, guild_id: int, channel_id: int) -> None:
        super().__init__(services, guild_id=guild_id, channel_id=channel_id)
        self._connection.guild_ready_timeout = 0.02

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return


def labels(message: Message) -> list[str]:
    return [button.label for button in message.buttons]
