"""A Discord of one server with its text channels, on loopback, that the real discord.py talks to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.discord.errors import ApiError
from bot.demo.discord.event_bus import Listener
from bot.demo.discord.guild import (
    APPLICATION_ID,
    APPROVER,
    APPROVER_ROLE_ID,
    ATTACHMENT_LIMIT,
    CHANNEL_ID,
    FIRST_MORE_MEMBER_ID,
    GUILD_ID,
    MANAGER,
    OTHER_GUILD_ID,
    OWNER_ID,
    ROLELESS_MEMBER_ID,
    STRANGER_ID,
    VIEWER_ROLE_ID,
    Member,
    Role,
)
from bot.demo.discord.json_types import Json
from bot.demo.discord.members import SimulatedMember
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.permissions import Permissions
from bot.demo.discord.rate_limits import Limit
from bot.demo.discord.rest.commands import CommandRoutes
from bot.demo.discord.rest.guild import GuildRoutes
from bot.demo.discord.rest.interactions import InteractionRoutes
from bot.demo.discord.rest.messages import MessageRoutes
from bot.demo.discord.rest.middleware import PREFIX, Request, RestMiddleware, Validate
from bot.demo.discord.state import DiscordState
from bot.demo.loopback import loopback_only

HOST: Final = "127.0.0.1"


class SimulatedDiscord:
    """Starts and stops the server, and holds what a test or the demo's page wants to see and do.

    clock: dates the messages. validate: a further check on every form that the bot sends, see `rest.middleware.Validate`.
    rate_limited: whether Discord's rate limits are enforced (in real time).
    """

    guild_id = GUILD_ID
    channel_id = CHANNEL_ID
    approver_role_id = APPROVER_ROLE_ID
    viewer_role_id = VIEWER_ROLE_ID
    application_id = APPLICATION_ID

    def __init__(self, clock: SimulatedClock, validate: Validate | None = None, *, rate_limited: bool = True) -> None:
        self._state = DiscordState(clock)
        self._middleware = RestMiddleware(self._state.token, self._state.changes, validate, rate_limited=rate_limited)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self, port: int = 0) -> None:
        """Listen on loopback. port: 0 takes any free one."""
        app = web.Application(middlewares=[loopback_only, self._middleware.handle], client_max_size=12 * ATTACHMENT_LIMIT)
        for routes in (GuildRoutes, MessageRoutes, InteractionRoutes, CommandRoutes):
            app.add_routes(routes(self._state).routes())
        app.add_routes([web.get("/gateway/", self._connect)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self._state.builder.base_url = self.url
        self._state.gateway.url = f"ws://{self.url.removeprefix('http://')}/gateway/"

    async def stop(self) -> None:
        """Close every connection. The messages stay, and `start` serves them again."""
        if self._runner is not None:
            await self._state.gateway.close()
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        return f"{self.url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return self._state.gateway.url

    @property
    def token(self) -> str:
        return self._state.token

    def resets_token(self) -> None:
        """Somebody presses Reset Token on Discord's developer page: the old one opens nothing any more, and its sessions end."""
        self._state.token = self._state.gateway.token = self._middleware.token = f"{self._state.token}-reset"
        self._state.gateway.disconnect(resumable=False)

    @property
    def channel(self) -> Channel:
        """The first channel, which is there from the beginning."""
        return self._state.channel

    @property
    def channels(self) -> list[Channel]:
        """Those that nobody has deleted, as the app lists them."""
        return [channel for channel in self._state.channels.values() if channel.exists]

    def adds_channel(self, name: str, topic: str = "") -> Channel:
        """Somebody makes a text channel, in which the bot may do what it is invited for. topic: what it is for, in their words."""
        return self._state.add_channel(name, topic)

    @property
    def people(self) -> tuple[SimulatedMember, ...]:
        return self._state.people

    @property
    def commands(self) -> list[Json]:
        """The registered slash commands, as Discord describes them."""
        return self._state.commands.all()

    @property
    def requests(self) -> deque[Request]:
        return self._middleware.requests

    @property
    def refusals(self) -> list[str]:
        """Why forms of the bot were refused, a sentence each, oldest first."""
        return self._middleware.refusals

    @property
    def bot_online(self) -> bool:
        return self._state.gateway.online

    @property
    def down(self) -> bool:
        """Whether everything is answered with 503."""
        return self._middleware.down

    @down.setter
    def down(self, down: bool) -> None:
        self._middleware.down = down

    @property
    def permissions(self) -> Permissions:
        """What the bot may do in the first channel; take names away or add them."""
        return self._state.guild.bot_permissions

    @permissions.setter
    def permissions(self, names: Iterable[str]) -> None:
        self._state.guild.bot_permissions.become(names)

    def person(self, name: str) -> SimulatedMember:
        """Raises KeyError when nobody in the server has this name."""
        found = next((person for person in self.people if person.name == name), None)
        if found is None:
            raise KeyError(f"Nobody here is called {name!r}; there are {[person.name for person in self.people]}.")
        return found

    def stranger(self, *, privately: bool = False) -> SimulatedMember:
        """Somebody who manages another server that the bot was added to, or who writes to the bot privately."""
        return self._state.person(Member(STRANGER_ID, "Zoe", roles=(MANAGER,), where=None if privately else OTHER_GUILD_ID))

    def approvers(self, count: int) -> list[SimulatedMember]:
        """So many more members who hold the approver's role."""
        return [self._state.person(Member(FIRST_MORE_MEMBER_ID + number, f"Member {number}", roles=(APPROVER,))) for number in range(count)]

    def member_without_roles(self) -> SimulatedMember:
        """A member of the server who holds no role."""
        return self._state.person(Member(ROLELESS_MEMBER_ID, "Pat"))

    def owner(self) -> SimulatedMember:
        """Whoever owns the server: holds no role, and may do everything."""
        return self._state.person(Member(OWNER_ID, "Odile"))

    def joins_other_guild(self) -> None:
        """The bot is added to another server. It learns of it when it next connects."""
        self._state.guild.in_other_guild = True

    def registers(self, command: Json, *, everywhere: bool = False) -> None:
        """A slash command from some earlier set-up, in the other server or in every one."""
        self._state.commands.add(None if everywhere else OTHER_GUILD_ID, command)

    @property
    def commands_elsewhere(self) -> list[Json]:
        """Those that are registered anywhere but in the team's server."""
        return [*self._state.commands.listed(None), *self._state.commands.listed(OTHER_GUILD_ID)]

    def restricts_channel_to(self, *role_or_member_ids: int) -> None:
        """Whoever manages the first channel takes View Channel away from @everyone and gives it to these."""
        self._state.guild.first_channel.viewers = role_or_member_ids

    def drop_responses(self, n: int = 1, *, method: str = "POST", path_contains: str = "/messages") -> None:
        """Carry the next `n` such requests out, but hang up instead of answering."""
        self._middleware.drop_responses(n, method=method, path_contains=path_contains)

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
        return self._middleware.refuse(n, error, method=method, path_contains=path_contains, says=says)

    def limit_old_edits(self, edits: int, seconds: float) -> None:
        """Allow so many edits of messages older than an hour in so many real seconds."""
        self._state.old_edits.allowed = Limit(edits, seconds)

    def limit_session_starts(self, left: int, reset_after: float) -> None:
        """Let the bot connect this often until so many seconds are over."""
        self._state.session_starts_left, self._state.session_starts_reset_after = left, reset_after

    @property
    def commands_scope(self) -> bool:
        """Whether the bot was invited with the scope applications.commands."""
        return self._state.commands_scope

    @commands_scope.setter
    def commands_scope(self, invited_with_it: bool) -> None:
        self._state.commands_scope = invited_with_it

    def forget_commands(self) -> None:
        """Somebody takes all commands of this server away, as another program with the bot's token can."""
        self._state.commands.replace(GUILD_ID, [])
        self._state.changes.publish("commands")

    def deletes_channel(self, channel: Channel | None = None) -> None:
        """Somebody deletes a channel, by default the first one."""
        self._state.delete_channel(channel or self.channel)

    @property
    def roles(self) -> dict[int, str]:
        """The names of the roles that members can be given, by id."""
        return {role.id: role.name for role in self._state.guild.roles if role.position and not role.managed}

    def deletes_role(self, role_id: int) -> None:
        """Somebody deletes a role of the server."""
        guild = self._state.guild
        role = next(role for role in guild.roles if role.id == role_id)
        guild.roles = tuple(other for other in guild.roles if other is not role)
        self._state.gateway.role_changed(role)

    def creates_role(self, role: Role) -> None:
        """Somebody makes a role in the server."""
        self._state.guild.roles = (*self._state.guild.roles, role)
        self._state.gateway.role_changed(role)

    def disconnect_gateway(self, *, resumable: bool = True) -> None:
        """Disconnect every bot: to resume, or to start a new session."""
        self._state.gateway.disconnect(resumable=resumable)

    def expire_interactions(self) -> None:
        """Let the 15 minutes of every interaction so far be over."""
        self._state.interactions.expire()

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call back with {"type": …, facts} after every change; returns how to stop.

        Types: message_create, message_update, message_delete (with "message", see `Message.private_to`), interaction, interaction_failed,
        thread_message, thread_delete, commands, typing, permissions, channels, bot_online, bot_offline, request.
        """
        return self._state.changes.listen(listener)

    async def until(self, holds: Callable[[], bool], within: float = 30) -> None:
        """Wait until `holds` is true after some change here. within: real seconds. Raises AssertionError with the channel's texts."""
        await self._state.changes.until(holds, within, self.channel.describe)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            raise web.HTTPServiceUnavailable
        return await self._state.gateway.handle(request)
