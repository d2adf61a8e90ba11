"""REST: answers to interactions, the first one by callback and the later ones by the interaction's webhook."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord.errors import unknown_interaction, unknown_message, unknown_webhook
from bot.demo.discord.guild import APPLICATION_ID
from bot.demo.discord.interactions.interaction import CallbackType, Interaction
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.message import Message
from bot.demo.discord.rest.middleware import BODY, PREFIX, json_response
from bot.demo.discord.state import DiscordState

_HOOK = f"{PREFIX}/webhooks/{{webhook_id}}/{{webhook_token}}"
_CARRIES_MESSAGE = frozenset({CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.UPDATE})


class InteractionRoutes:
    """None of these needs the bot's token: the interaction's own, in the path, is enough."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(f"{PREFIX}/interactions/{{interaction_id}}/{{interaction_token}}/callback", self.callback),
            web.post(_HOOK, self.follow_up),
            web.get(f"{_HOOK}/messages/@original", self.get),
            web.patch(f"{_HOOK}/messages/@original", self.edit),
            web.delete(f"{_HOOK}/messages/@original", self.delete),
            web.get(f"{_HOOK}/messages/{{message_id}}", self.get),
            web.patch(f"{_HOOK}/messages/{{message_id}}", self.edit),
            web.delete(f"{_HOOK}/messages/{{message_id}}", self.delete),
        ]

    async def callback(self, request: web.Request) -> web.Response:
        interaction_id = request.match_info["interaction_id"]
        if not interaction_id.isdecimal():
            raise unknown_interaction()
        interaction = self._state.interactions.find(int(interaction_id), request.match_info["interaction_token"])
        form = request[BODY].form
        self._state.interactions.acknowledge(interaction, form.get("type", 0), request[BODY], form.get("data") or {})
        if request.query.get("with_response", "").lower() not in ("1", "true"):
            return json_response(None)
        return json_response(_callback_json(interaction))

    async def follow_up(self, request: web.Request) -> web.Response:
        message = self._state.interactions.follow_up(self._interaction(request), request[BODY])
        return json_response(message.payload)

    async def get(self, request: web.Request) -> web.Response:
        return json_response(self._message(request).payload)

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request)
        self._state.channels[message.channel_id].edit(message, request[BODY])
        return json_response(message.payload)

    async def delete(self, request: web.Request) -> web.Response:
        message = self._message(request)
        self._state.channels[message.channel_id].delete(message)
        return json_response(None)

    def _interaction(self, request: web.Request) -> Interaction:
        if request.match_info["webhook_id"] != str(APPLICATION_ID):
            raise unknown_webhook()
        return self._state.interactions.find_webhook(request.match_info["webhook_token"])

    def _message(self, request: web.Request) -> Message:
        interaction = self._interaction(request)
        message_id = request.match_info.get("message_id")
        if message_id is None:
            return self._state.interactions.original(interaction)
        if not message_id.isdecimal():
            raise unknown_message()
        return self._state.interactions.message(interaction, int(message_id))


def _callback_json(interaction: Interaction) -> Json:
    message = interaction.original
    about: Json = {"id": str(interaction.id), "type": int(interaction.type)}
    response: Json = {"interaction": about}
    if message is not None:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = message.thinking
        about["response_message_ephemeral"] = message.private
    if interaction.callback in _CARRIES_MESSAGE and message is not None:
        response["resource"] = {"type": int(interaction.callback), "message": message.payload}
    return response
