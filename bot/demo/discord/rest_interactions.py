"""REST: answers to interactions, the first one by callback and the later ones by the interaction's webhook."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord.door import BODY, PREFIX, answer
from bot.demo.discord.errors import unknown_interaction, unknown_message, unknown_webhook
from bot.demo.discord.guild import APPLICATION_ID
from bot.demo.discord.interaction import Callback, Interaction
from bot.demo.discord.jsontypes import Json
from bot.demo.discord.messages import Message
from bot.demo.discord.world import World

_HOOK = f"{PREFIX}/webhooks/{{webhook_id}}/{{webhook_token}}"
_CARRIES_MESSAGE = frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.UPDATE})


class InteractionRoutes:
    """None of these needs the bot's token: the interaction's own, in the path, is enough."""

    def __init__(self, world: World) -> None:
        self._world = world

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
        interaction = self._world.interactions.find(int(interaction_id), request.match_info["interaction_token"])
        form = request[BODY].form
        self._world.interactions.acknowledge(interaction, form.get("type", 0), request[BODY], form.get("data") or {})
        if request.query.get("with_response", "").lower() not in ("1", "true"):
            return answer(None)
        return answer(_callback_json(interaction))

    async def follow_up(self, request: web.Request) -> web.Response:
        message = self._world.interactions.follow_up(self._interaction(request), request[BODY])
        return answer(message.payload)

    async def get(self, request: web.Request) -> web.Response:
        return answer(self._message(request).payload)

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request)
        self._world.channel.edit(message, request[BODY])
        return answer(message.payload)

    async def delete(self, request: web.Request) -> web.Response:
        self._world.channel.delete(self._message(request))
        return answer(None)

    def _interaction(self, request: web.Request) -> Interaction:
        if request.match_info["webhook_id"] != str(APPLICATION_ID):
            raise unknown_webhook()
        return self._world.interactions.find_webhook(request.match_info["webhook_token"])

    def _message(self, request: web.Request) -> Message:
        interaction = self._interaction(request)
        message_id = request.match_info.get("message_id")
        if message_id is None:
            return self._world.interactions.original(interaction)
        if not message_id.isdecimal():
            raise unknown_message()
        return self._world.interactions.message(interaction, int(message_id))


def _callback_json(interaction: Interaction) -> Json:
    message = interaction.original
    about: Json = {"id": str(interaction.id), "type": int(interaction.did)}
    response: Json = {"interaction": about}
    if message is not None:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = message.thinking
        about["response_message_ephemeral"] = message.private
    if interaction.callback in _CARRIES_MESSAGE and message is not None:
        response["resource"] = {"type": int(interaction.callback), "message": message.payload}
    return response
