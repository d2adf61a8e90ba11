"""REST: registering slash commands, for every server or for this one."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord import limits
from bot.demo.discord.door import BODY, PREFIX, answer
from bot.demo.discord.errors import missing_access, unknown_application
from bot.demo.discord.guild import APPLICATION_ID
from bot.demo.discord.jsontypes import Json
from bot.demo.discord.world import World

_APPLICATION = f"{PREFIX}/applications/{{application_id}}"
_EVERYWHERE = f"{_APPLICATION}/commands"
_HERE = f"{_APPLICATION}/guilds/{{guild_id}}/commands"


class CommandRoutes:
    """List, replace all at once, or add one."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        handlers = ((web.get, self.listed), (web.put, self.replace), (web.post, self.add))
        return [method(path, handler) for path in (_EVERYWHERE, _HERE) for method, handler in handlers]

    async def listed(self, request: web.Request) -> web.Response:
        return answer(self._world.commands.listed(self._guild_id(request)))

    async def replace(self, request: web.Request) -> web.Response:
        guild_id = self._guild_id(request)
        payload = request[BODY].payload
        commands: list[Json] = payload if isinstance(payload, list) else []
        limits.check_commands(commands)
        registered = self._world.commands.replace(guild_id, commands)
        self._world.changes.publish("commands")
        return answer(registered)

    async def add(self, request: web.Request) -> web.Response:
        guild_id = self._guild_id(request)
        limits.check_commands([request[BODY].form])
        registered = self._world.commands.add(guild_id, request[BODY].form)
        self._world.changes.publish("commands")
        return answer(registered, status=201)

    def _guild_id(self, request: web.Request) -> int | None:
        """None for commands of every server.

        Raises ApiError for another application, for servers that the bot is not in, and where the scope is missing.
        """
        if request.match_info["application_id"] != str(APPLICATION_ID):
            raise unknown_application()
        guild_id = request.match_info.get("guild_id")
        if guild_id is None:
            return None
        if guild_id not in map(str, self._world.guild.ids()) or not self._world.commands_scope:
            raise missing_access()
        return int(guild_id)
