"""REST: registering slash commands, for every server or for this one."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord.errors import missing_access, unknown_application
from bot.demo.discord.guild import APPLICATION_ID
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages import limits
from bot.demo.discord.rest.middleware import BODY, PREFIX, json_response
from bot.demo.discord.state import DiscordState

_APPLICATION = f"{PREFIX}/applications/{{application_id}}"
_EVERYWHERE = f"{_APPLICATION}/commands"
_HERE = f"{_APPLICATION}/guilds/{{guild_id}}/commands"


class CommandRoutes:
    """List, replace all at once, or add one."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        handlers = ((web.get, self.listed), (web.put, self.replace), (web.post, self.add))
        return [method(path, handler) for path in (_EVERYWHERE, _HERE) for method, handler in handlers]

    async def listed(self, request: web.Request) -> web.Response:
        return json_response(self._state.commands.listed(self._guild_id(request)))

    async def replace(self, request: web.Request) -> web.Response:
        guild_id = self._guild_id(request)
        payload = request[BODY].payload
        commands: list[Json] = payload if isinstance(payload, list) else []
        limits.check_commands(commands)
        registered = self._state.commands.replace(guild_id, commands)
        self._state.changes.publish("commands")
        return json_response(registered)

    async def add(self, request: web.Request) -> web.Response:
        guild_id = self._guild_id(request)
        limits.check_commands([request[BODY].form])
        registered = self._state.commands.add(guild_id, request[BODY].form)
        self._state.changes.publish("commands")
        return json_response(registered, status=201)

    def _guild_id(self, request: web.Request) -> int | None:
        """None for commands of every server.

        Raises ApiError for another application, for servers that the bot is not in, and where the scope is missing.
        """
        if request.match_info["application_id"] != str(APPLICATION_ID):
            raise unknown_application()
        guild_id = request.match_info.get("guild_id")
        if guild_id is None:
            return None
        if guild_id not in map(str, self._state.guild.ids()) or not self._state.commands_scope:
            raise missing_access()
        return int(guild_id)
