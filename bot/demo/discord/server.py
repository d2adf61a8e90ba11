"""A Discord of one server with one channel, on loopback, that the real discord.py talks to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.discord.changes import Listener
from bot.demo.discord.channel import Channel
from bot.demo.discord.door import PREFIX, Door, Request, Validate
from bot.demo.discord.errors import ApiError
from bot.demo.discord.guild import (
    APPLICATION_ID,
    APPROVER_ROLE_ID,
    ATTACHMENT_LIMIT,
    CHANNEL_ID,
    ELSEWHERE_ID,
    GUILD_ID,
    MANAGER,
    OWNER_ID,
    PASSER_BY_ID,
    STRANGER_ID,
    VIEWER_ROLE_ID,
    Member,
    Role,
)
from bot.demo.discord.jsontypes import Json
from bot.demo.discord.people import Person
from bot.demo.discord.permissions import Permissions
from bot.demo.discord.ratelimits import Limit
from bot.demo.discord.rest_commands import CommandRoutes
from bot.demo.discord.rest_guild import GuildRoutes
from bot.demo.discord.rest_interactions import InteractionRoutes
from bot.demo.discord.rest_messages import MessageRoutes
from bot.demo.discord.world import World
from bot.demo.loopback import only_from_here

HOST: Final = "127.0.0.1"


class SimulatedDiscord:
    """Starts and stops the server, and holds what a test or the demo's page wants to see and do.

    clock: dates the messages. validate: a further check on every form that the bot sends, see `door.Validate`.
    rate_limited: whether Discord's rate limits are enforced (in real time).
    """

    guild_id = GUILD_ID
    channel_id = CHANNEL_ID
    approver_role_id = APPROVER_ROLE_ID
    viewer_role_id = VIEWER_ROLE_ID
    application_id = APPLICATION_ID

    def __init__(self, clock: SimulatedClock, validate: Validate | None = None, *, rate_limited: bool = True) -> None:
        self._world = World(clock)
        self._door = Door(self._world.token, self._world.changes, validate, rate_limited=rate_limited)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self, port: int = 0) -> None:
        """Listen on loopback. port: 0 takes any free one."""
        app = web.Application(middlewares=[only_from_here, self._door.admit], client_max_size=12 * ATTACHMENT_LIMIT)
        for routes in (GuildRoutes, MessageRoutes, InteractionRoutes, CommandRoutes):
            app.add_routes(routes(self._world).routes())
        app.add_routes([web.get("/gateway/", self._connect)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self._world.composer.base_url = self.url
        self._world.gateway.url = f"ws://{self.url.removeprefix('http://')}/gateway/"

    async def stop(self) -> None:
        """Hang up on everybody. What was said stays, and can be served again by another start."""
        if self._runner is not None:
            await self._world.gateway.close()
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        return f"{self.url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return self._world.gateway.url

    @property
    def token(self) -> str:
        return self._world.token

    def resets_token(self) -> None:
        """Somebody presses Reset Token on Discord's developer page: the old one opens nothing any more, and its sessions end."""
        self._world.token = self._world.gateway.token = self._door.token = f"{self._world.token}-reset"
        self._world.gateway.disconnect(resumable=False)

    @property
    def channel(self) -> Channel:
        return self._world.channel

    @property
    def people(self) -> tuple[Person, ...]:
        return self._world.people

    @property
    def commands(self) -> list[Json]:
        """The registered slash commands, as Discord describes them."""
        return self._world.commands.all()

    @property
    def requests(self) -> deque[Request]:
        return self._door.requests

    @property
    def refusals(self) -> list[str]:
        """Why forms of the bot were refused, a sentence each, oldest first."""
        return self._door.refusals

    @property
    def bot_online(self) -> bool:
        return self._world.gateway.online

    @property
    def down(self) -> bool:
        """Whether everything is answered with 503."""
        return self._door.down

    @down.setter
    def down(self, down: bool) -> None:
        self._door.down = down

    @property
    def permissions(self) -> Permissions:
        """What the bot may do in the channel; take names away or add them."""
        return self._world.guild.bot_permissions

    @permissions.setter
    def permissions(self, names: Iterable[str]) -> None:
        self._world.guild.bot_permissions.become(names)

    def person(self, name: str) -> Person:
        """Raises KeyError when nobody in the server has this name."""
        found = next((person for person in self.people if person.name == name), None)
        if found is None:
            raise KeyError(f"Nobody here is called {name!r}; there are {[person.name for person in self.people]}.")
        return found

    def stranger(self, *, privately: bool = False) -> Person:
        """Somebody who manages another server that the bot was added to, or who writes to the bot privately."""
        return self._world.person(Member(STRANGER_ID, "Zoe", roles=(MANAGER,), where=None if privately else ELSEWHERE_ID))

    def passer_by(self) -> Person:
        """A member of the server who holds no role."""
        return self._world.person(Member(PASSER_BY_ID, "Pat"))

    def owner(self) -> Person:
        """Whoever owns the server: holds no role, and may do everything."""
        return self._world.person(Member(OWNER_ID, "Odile"))

    def joins_elsewhere(self) -> None:
        """The bot is added to another server. It hears of it when it comes online the next time."""
        self._world.guild.elsewhere = True

    def registers(self, command: Json, *, everywhere: bool = False) -> None:
        """A slash command from some earlier set-up, in the other server or in every one."""
        self._world.commands.add(None if everywhere else ELSEWHERE_ID, command)

    @property
    def foreign_commands(self) -> list[Json]:
        """Those that are registered anywhere but in the team's server."""
        return [*self._world.commands.listed(None), *self._world.commands.listed(ELSEWHERE_ID)]

    def shows_channel_to(self, *role_or_member_ids: int) -> None:
        """Whoever manages the channel takes View Channel away from @everyone and gives it to these."""
        self._world.guild.viewers = role_or_member_ids

    def drop_answers(self, n: int = 1, *, method: str = "POST", path_contains: str = "/messages") -> None:
        """Carry the next `n` such requests out, but hang up instead of answering."""
        self._door.drop_answers(n, method=method, path_contains=path_contains)

    def refuse(
        self,
        n: int | None = None,
        *,
        status: int = 500,
        code: int = 0,
        message: str = "",
        retry_after: float | None = None,
        method: str | None = None,
        path_contains: str = "",
        says: str = "",
    ) -> Callable[[], None]:
        """Answer the next `n` such requests with this error and carry nothing out; None: all of them, until the function that this returns
        is called.

        code, message: Discord's own. retry_after: seconds, for a 429. says: only forms that hold these words.
        """
        error = ApiError(status, code, message or f"{status}: {HTTPStatus(status).phrase}", retry_after=retry_after)
        return self._door.refuse(n, error, method=method, path_contains=path_contains, says=says)

    def limit_old_edits(self, edits: int, seconds: float) -> None:
        """Allow so many edits of messages older than an hour in so many real seconds."""
        self._world.old_edits.allowed = Limit(edits, seconds)

    def limit_session_starts(self, left: int, reset_after: float) -> None:
        """Let the bot connect this often until so many seconds are over."""
        self._world.session_starts_left, self._world.session_starts_reset_after = left, reset_after

    @property
    def commands_scope(self) -> bool:
        """Whether the bot was invited with the scope applications.commands."""
        return self._world.commands_scope

    @commands_scope.setter
    def commands_scope(self, invited_with_it: bool) -> None:
        self._world.commands_scope = invited_with_it

    def forget_commands(self) -> None:
        """Somebody takes all commands of this server away, as another program with the bot's token can."""
        self._world.commands.replace(GUILD_ID, [])
        self._world.changes.publish("commands")

    def deletes_channel(self) -> None:
        """Somebody deletes the team's channel."""
        self._world.guild.has_channel = False
        self._world.gateway.channel_deleted()
        self._world.changes.publish("permissions", permissions=set())

    def deletes_role(self, role_id: int) -> None:
        """Somebody deletes a role of the server."""
        guild = self._world.guild
        role = next(role for role in guild.roles if role.id == role_id)
        guild.roles = tuple(other for other in guild.roles if other is not role)
        self._world.gateway.role_changed(role)

    def creates_role(self, role: Role) -> None:
        """Somebody makes a role in the server."""
        self._world.guild.roles = (*self._world.guild.roles, role)
        self._world.gateway.role_changed(role)

    def disconnect_gateway(self, *, resumable: bool = True) -> None:
        """Send every connected bot away: to resume and hear what it missed, or to begin a new session."""
        self._world.gateway.disconnect(resumable=resumable)

    def expire_interactions(self) -> None:
        """Let the 15 minutes of every interaction so far be over."""
        self._world.interactions.expire()

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call back with {"type": …, facts} after every change; returns how to stop.

        Types: message_create, message_update, message_delete (with "message", see `Message.private_to`), interaction, interaction_failed,
        commands, typing, permissions, bot_online, bot_offline, request.
        """
        return self._world.changes.listen(listener)

    async def until(self, holds: Callable[[], bool], within: float = 30) -> None:
        """Wait until `holds` is true after some change here. within: real seconds. Raises AssertionError with the channel's texts."""
        await self._world.changes.until(holds, within, self.channel.describe)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            raise web.HTTPServiceUnavailable
        return await self._world.gateway.handle(request)
