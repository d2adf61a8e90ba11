"""The real bot on a simulated Discord, with a store of its own and no X: tests seed the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route as DiscordRoute

from bot.demo.discord import Message, Response, SimulatedDiscord, SimulatedMember
from bot.domain import MICROS, SETTINGS, Act, AnnouncementKind, Channels, Decision, Intent, SettingGroup, SuggestionState
from bot.domain.changes import Changes, ChannelOutdated
from bot.runtime.scheduler import Scheduler
from bot.runtime.wakes import jobs_after
from bot.views.team.settings import GROUP_ID
from bot.workflow.services import Services
from cogs.client import Client
from tests.demo.discord.openapi import validator
from tests.support.store import StoreWorld, add_people, profile, suggest_follow_back, suggest_reply
from tests.support.team import START

CLICK_TASK = "discord-ui-dynamic-item-"
"""How discord.py names the tasks in which buttons and menus answer."""
LIMITS: dict[str, Any] = {"timezone": ZoneInfo("Europe/Berlin"), "daily_budget": 10 * MICROS, "monthly_budget": 50 * MICROS}


class DiscordWorld(StoreWorld):
    """`start` and `stop` the bot; the clock stands still unless it is advanced.

    refused_word: Discord refuses every form that holds it.
    """

    def __init__(self, folder: Path, **policy: Any) -> None:
        super().__init__(folder, **LIMITS | policy)
        self.discord = SimulatedDiscord(self.clock, self._validate, rate_limited=False)
        ids: dict[str, Any] = {
            "guild_id": self.discord.guild_id,
            "approver_role_ids": frozenset({self.discord.approver_role_id}),
            "viewer_role_ids": frozenset({self.discord.viewer_role_id}),
            "channels": Channels(self.discord.channel_id),
        }
        self.policy = replace(self.policy, **ids | policy)
        self.refused_word = ""
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
            await self.identify(followers=2_400, since=START - timedelta(days=5))
        self.scheduler = Scheduler(self.clock)
        self.bot = _FastReadyClient(self.services, guild_id=self.discord.guild_id)
        for job, work in self.bot.jobs().items():
            self.scheduler.add(job, work)
        self.scheduler.start()
        await self.bot.login(self.discord.token)
        self._connection = asyncio.create_task(self.bot.connect())
        async with asyncio.timeout(20):
            await self.bot.wait_until_ready()
        if registered:
            await self.until(lambda: bool(self.discord.commands))

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

    def compare_channel(self) -> None:
        """Have the channel compared with the store."""
        self.services.context.publish(ChannelOutdated())

    async def suggest_follow_back(self, username: str, **facts: Any) -> int:
        """Somebody follows and is suggested; returns the suggestion's id."""
        now, user_id = self.clock.now(), self._next_user_id()
        person: dict[str, Any] = {"name": username.title(), "followers": 120, "following": 80, "posts": 30, "created_at": START} | facts
        expires_at = now + self.policy.prompt_expires
        async with self.store.write() as tx:
            suggestion_id = await suggest_follow_back(tx, user_id, at=now, expires_at=expires_at, username=username, **person)
        self.compare_channel()
        return suggestion_id

    async def suggest_reply(
        self,
        username: str,
        said: str = "How much is it?",
        *,
        draft: str = "It is $5.",
        worth: int = 10,
        intent: Intent = Intent.QUESTION,
        name: str = "",
    ) -> int:
        """Somebody, who may be known, writes this to the account and an answer is suggested; returns the suggestion's id."""
        now = self.clock.now()
        expires_at = now + self.policy.reply_window
        async with self.store.write() as tx:
            known = await tx.profiles.by_username(username)
            user_id = known.user_id if known else self._next_user_id()
            if known is None:
                await add_people(tx, user_id, at=now, worth=worth, username=username, name=name or username.title())
            suggestion_id = await suggest_reply(
                tx, user_id, 5_000_000 + user_id, at=now, expires_at=expires_at, worth=worth, reply=draft, intent=intent, text=said
            )
        self.compare_channel()
        return suggestion_id

    async def ask_to_opt_out(self, username: str, request: str = "stop") -> int:
        """Somebody new asks for it in these words; returns X's id of theirs."""
        now, user_id = self.clock.now(), self._next_user_id()
        async with self.store.write() as tx:
            await tx.profiles.save([profile(user_id, username, name=username.title(), fetched_at=now)])
            await tx.opt_outs.add_request(user_id, request, now)
        return user_id

    def _next_user_id(self) -> int:
        self._people += 1
        return 1_000 + self._people

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

    async def history_of(self, suggestion_id: int) -> list[tuple[Act, str]]:
        """What members said about it, oldest first: each act with who it was."""
        async with self.store.read() as tx:
            entries = await tx.suggestions.history()
        said = [entry.decision for entry in reversed(entries) if entry.suggestion_id == suggestion_id]
        return [(decision.act, decision.member.name) for decision in said if decision.member is not None]

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
        await self._until_clicks_are_over()
        self.compare_channel()
        await self.until_idle()

    async def _until_clicks_are_over(self) -> None:
        """A click is answered before the bot has done with it, and until then the channel leaves its message alone."""
        clicks = [task for task in asyncio.all_tasks() if task.get_name().startswith(CLICK_TASK)]
        if clicks:
            await asyncio.wait(clicks, timeout=20)

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

    def _after(self, changes: Changes) -> None:
        super()._after(changes)
        for job in jobs_after(changes):
            if self._connection is not None and job in self.bot.jobs():
                self.scheduler.wake(job)


class _FastReadyClient(Client):
    """Is online at once, and again at once after the gateway hung up: the simulator needs none of the waiting that Discord asks for."""

    def __init__(self, services: Services, *, guild_id: int) -> None:
        super().__init__(services, guild_id=guild_id)
        self._connection.guild_ready_timeout = 0.02

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return


async def chooses(member: SimulatedMember, card: Message | Response, act: Act) -> Response:
    """A member says this about a card, from the menu behind More."""
    return await member.picks(await member.presses(card, "More"), "What else?", [act.value])


async def chooses_setting(member: SimulatedMember, setting: str) -> Response:
    """A member chooses this on /settings show; the form that opens."""
    return await member.picks(await shows_settings(member, SETTINGS[setting].group), "Change a setting", [setting])


async def shows_settings(member: SimulatedMember, group: SettingGroup) -> Response:
    """A member opens this group on /settings show."""
    return await member.picks(await member.types("/settings show"), GROUP_ID, [group])


def labels(message: Message) -> list[str]:
    return [button.label for button in message.buttons]
