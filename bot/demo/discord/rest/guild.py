"""REST: who the bot is, and the server that it is in."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord.errors import missing_access, unknown_channel, unknown_guild, unknown_member
from bot.demo.discord.guild import APPLICATION_ID, BOT_NAME, GUILD_ID, OWNER_ID, Member
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.rest.middleware import PREFIX, json_response
from bot.demo.discord.state import DiscordState


class GuildRoutes:
    """Login, the application, the gateway's address, the guild with its roles, channels and members."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"{PREFIX}/users/@me", self.me),
            web.get(f"{PREFIX}/users/@me/guilds", self.my_guilds),
            web.get(f"{PREFIX}/oauth2/applications/@me", self.application),
            web.get(f"{PREFIX}/applications/@me", self.application),
            web.get(f"{PREFIX}/gateway", self.gateway),
            web.get(f"{PREFIX}/gateway/bot", self.gateway_bot),
            web.get(f"{PREFIX}/guilds/{{guild_id}}", self.guild),
            web.get(f"{PREFIX}/guilds/{{guild_id}}/roles", self.roles),
            web.get(f"{PREFIX}/guilds/{{guild_id}}/channels", self.channels),
            web.get(f"{PREFIX}/guilds/{{guild_id}}/members/{{user_id}}", self.member),
            web.get(f"{PREFIX}/channels/{{channel_id}}", self.channel),
        ]

    async def me(self, request: web.Request) -> web.Response:
        return json_response(self._bot_user())

    async def my_guilds(self, request: web.Request) -> web.Response:
        here = self._state.guild
        guilds = [here.to_json(), *([here.other_guild_json()] if here.in_other_guild else [])]
        permissions = str(here.bot.permissions)
        keys = ("id", "name", "icon", "banner", "features")
        return json_response([{**{key: guild[key] for key in keys}, "owner": False, "permissions": permissions} for guild in guilds])

    async def application(self, request: web.Request) -> web.Response:
        owner = Member(OWNER_ID, "Owner").user_json()
        return json_response(
            {
                "id": str(APPLICATION_ID),
                "name": BOT_NAME,
                "icon": None,
                "description": "",
                "type": None,
                "bot": self._state.guild.bot.user_json(),
                "bot_public": False,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "owner": owner,
                "team": None,
                "flags": 0,
                "flags_new": "0",
                "explicit_content_filter": 0,
                "eligible_oauth2_scopes": [],
                "redirect_uris": [],
                "tags": [],
                "interactions_endpoint_url": None,
                "role_connections_verification_url": None,
                "approximate_guild_count": 1,
                "approximate_user_install_count": 0,
                "approximate_user_authorization_count": 0,
            }
        )

    async def gateway(self, request: web.Request) -> web.Response:
        return json_response({"url": self._state.gateway.url})

    async def gateway_bot(self, request: web.Request) -> web.Response:
        left, reset_after = self._state.session_starts_left, self._state.session_starts_reset_after
        limit = {"total": 1000, "remaining": left, "reset_after": int(reset_after * 1000), "max_concurrency": 1}
        return json_response({"url": self._state.gateway.url, "shards": 1, "session_start_limit": limit})

    async def guild(self, request: web.Request) -> web.Response:
        self._known_guild(request)
        counts = {
            "approximate_member_count": len(self._state.guild.members) + 1,
            "approximate_presence_count": len(self._state.guild.members),
        }
        return json_response(self._state.guild.to_json() | (counts if request.query.get("with_counts") in ("1", "true") else {}))

    async def roles(self, request: web.Request) -> web.Response:
        self._known_guild(request)
        return json_response([role.to_json() for role in self._state.guild.roles])

    async def channels(self, request: web.Request) -> web.Response:
        self._known_guild(request)
        visible = [channel for channel in self._state.channels.values() if channel.exists and "VIEW_CHANNEL" in channel.bot_permissions]
        return json_response([channel.json() for channel in visible])

    async def member(self, request: web.Request) -> web.Response:
        self._known_guild(request)
        user_id = request.match_info["user_id"]
        member = self._state.guild.member(int(user_id)) if user_id.isdecimal() else None
        if member is None:
            raise unknown_member()
        return json_response(member.member_json())

    async def channel(self, request: web.Request) -> web.Response:
        """A channel, or a thread in one."""
        thread_id = request.match_info["channel_id"]
        for channel in self._state.channels.values():
            if channel.exists and thread_id in map(str, channel.threads):
                check_view(channel)
                return json_response(channel.thread(int(thread_id)).to_json())
        return json_response(find_channel(request, self._state).json())

    def _bot_user(self) -> Json:
        return {**self._state.guild.bot.user_json(), "mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}

    def _known_guild(self, request: web.Request) -> None:
        if request.match_info["guild_id"] != str(GUILD_ID):
            raise unknown_guild()


def find_channel(request: web.Request, state: DiscordState) -> Channel:
    """The channel of the address. Raises ApiError unless there is such a one and the bot may see it."""
    channel_id = request.match_info["channel_id"]
    channel = state.channels.get(int(channel_id)) if channel_id.isdecimal() else None
    if channel is None or not channel.exists:
        raise unknown_channel()
    check_view(channel)
    return channel


def check_view(channel: Channel) -> None:
    """Raises ApiError where the bot may not see it."""
    if "VIEW_CHANNEL" not in channel.bot_permissions:
        raise missing_access()
