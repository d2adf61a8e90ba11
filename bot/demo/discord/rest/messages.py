"""REST: the channels' messages and the files that came with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.demo.discord.errors import Fault, invalid_form, missing_permissions, too_many_old_edits, unknown_message
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.messages.message import Message
from bot.demo.discord.rest.guild import find_channel
from bot.demo.discord.rest.middleware import BODY, PREFIX, json_response, snowflake_parameter
from bot.demo.discord.state import DiscordState

OLD: Final = timedelta(hours=1)
"""The age of a message beyond which its edits are counted together with those of all others that old."""

_MESSAGES = f"{PREFIX}/channels/{{channel_id}}/messages"


class MessageRoutes:
    """Create, read, list, edit and delete; each asks for the permissions that Discord asks for."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(_MESSAGES, self.create),
            web.get(_MESSAGES, self.listed),
            web.get(f"{_MESSAGES}/{{message_id}}", self.get),
            web.patch(f"{_MESSAGES}/{{message_id}}", self.edit),
            web.delete(f"{_MESSAGES}/{{message_id}}", self.delete),
            web.post(f"{_MESSAGES}/{{message_id}}/threads", self.open_thread),
            web.post(f"{PREFIX}/channels/{{channel_id}}/typing", self.typing),
            web.get("/attachments/{channel_id}/{attachment_id}/{filename}", self.attachment),
            web.get("/ephemeral-attachments/{application_id}/{attachment_id}/{filename}", self.attachment),
        ]

    async def create(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        body = request[BODY]
        _require(channel, "SEND_MESSAGES")
        if body.uploads:
            _require(channel, "ATTACH_FILES")
        message = channel.create(body)
        return json_response(message.payload | _nonce(message))

    async def listed(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        if "READ_MESSAGE_HISTORY" not in channel.bot_permissions:
            return json_response([])
        return json_response([message.payload for message in _page(channel, request, _limit(request))])

    async def get(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        _require(channel, "READ_MESSAGE_HISTORY")
        return json_response(_message(channel, request).payload)

    async def edit(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        message = _message(channel, request)
        if self._state.clock.now() - message.created_at > OLD and (wait := self._state.old_edits.take()) > 0:
            raise too_many_old_edits(round(wait, 3))
        channel.edit(message, request[BODY])
        return json_response(message.payload)

    async def delete(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        channel.delete(_message(channel, request))
        return json_response(None)

    async def open_thread(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        _require(channel, "CREATE_PUBLIC_THREADS")
        thread = channel.open_thread(_message(channel, request), request[BODY].form, self._state.guild.bot)
        return json_response({**thread.to_json(), "member": thread.member_json()}, status=201)

    async def typing(self, request: web.Request) -> web.Response:
        channel = find_channel(request, self._state)
        _require(channel, "SEND_MESSAGES")
        self._state.changes.publish("typing")
        return json_response(None)

    async def attachment(self, request: web.Request) -> web.Response:
        file_id = request.match_info["attachment_id"]
        found = (channel.file(int(file_id)) for channel in self._state.channels.values() if file_id.isdecimal())
        file = next(filter(None, found), None)
        if file is None or file.name != request.match_info["filename"]:
            raise web.HTTPNotFound
        headers = {"Content-Type": file.content_type, "X-Content-Type-Options": "nosniff"}
        if not file.content_type.startswith("image/"):
            # A browser saves it instead of leaving the page for it.
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(body=file.data, headers=headers)


def _page(channel: Channel, request: web.Request, limit: int) -> list[Message]:
    """Newest first, as Discord lists them whichever way it was asked."""
    newest_first = channel.messages[::-1]
    if (before := snowflake_parameter(request, "before")) is not None:
        return [message for message in newest_first if message.id < before][:limit]
    if (after := snowflake_parameter(request, "after")) is not None:
        return [message for message in newest_first if message.id > after][-limit:]
    if (middle := snowflake_parameter(request, "around")) is not None:
        older = [message for message in newest_first if message.id <= middle][: limit // 2 + 1]
        newer = [message for message in newest_first if message.id > middle][-(limit // 2) :]
        return [*newer, *older][:limit]
    return newest_first[:limit]


def _message(channel: Channel, request: web.Request) -> Message:
    message_id = request.match_info["message_id"]
    if not message_id.isdecimal():
        raise unknown_message()
    return channel.find_public(int(message_id))


def _require(channel: Channel, permission: str) -> None:
    if permission not in channel.bot_permissions:
        raise missing_permissions()


def _limit(request: web.Request) -> int:
    limit = snowflake_parameter(request, "limit")
    if limit is not None and not 1 <= limit <= 100:
        raise invalid_form([Fault(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")])
    return limit or 50


def _nonce(message: Message) -> Json:
    return {} if message.nonce is None else {"nonce": message.nonce}
