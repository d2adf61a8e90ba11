"""Interactions: what a person did, sent to the bot, and what the bot may answer to it and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from bot.demo.discord.errors import (
    Fault,
    NotPossible,
    already_acknowledged,
    invalid_form,
    invalid_webhook_token,
    unknown_interaction,
    unknown_message,
)
from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.gateway.gateway import Gateway
from bot.demo.discord.guild import APPLICATION_ID, ATTACHMENT_LIMIT, GUILD_ID, OTHER_CHANNEL_ID, Guild, Member
from bot.demo.discord.interactions.interaction import ALLOWED, CallbackType, Interaction, InteractionType
from bot.demo.discord.interactions.modals import as_shown
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages import limits
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.messages.message import EPHEMERAL, LOADING, Message
from bot.demo.discord.messages.uploads import Body
from bot.demo.discord.snowflakes import Ids

FIRST_ANSWER_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60.0


class Interactions:
    """Sends them to the bot and takes its answers."""

    def __init__(self, ids: Ids, guild: Guild, channels: Mapping[int, Channel], gateway: Gateway, changes: EventBus) -> None:
        self._ids = ids
        self._guild = guild
        self._channels = channels
        self._gateway = gateway
        self._changes = changes
        self._by_token: dict[str, Interaction] = {}

    async def start(self, kind: InteractionType, who: Member, channel_id: int, data: Json, seen: Message | None = None) -> Interaction:
        """Send it to the bot and wait for the first response, at most the 3 real seconds that Discord allows.

        channel_id: where it was done. seen: the message that it was done on, as the person saw it. Does not wait when no
        bot is connected or able to resume.
        """
        source = self._channels[channel_id].find(seen.id) if seen is not None else None
        interaction = Interaction(self._ids.real(), kind, who, channel_id, data, source)
        self._by_token = {token: known for token, known in self._by_token.items() if known.age <= TOKEN_SECONDS}
        self._by_token[interaction.token] = interaction
        self._gateway.dispatch("INTERACTION_CREATE", self._event(interaction, seen))
        with suppress(NotPossible):
            await self._changes.until(lambda: interaction.answered or not self._gateway.reachable, FIRST_ANSWER_SECONDS, str)
        if not interaction.answered:
            interaction.failed = True
            self._changes.publish("interaction_failed", interaction=interaction)
        return interaction

    def expire(self) -> None:
        """Let 15 minutes pass for every interaction there is."""
        for interaction in self._by_token.values():
            interaction.started -= TOKEN_SECONDS

    def find(self, interaction_id: int, token: str) -> Interaction:
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise unknown_interaction()
        return interaction

    def find_webhook(self, token: str) -> Interaction:
        """The interaction that a follow-up is for. Raises ApiError when its token is unknown or older than 15 minutes."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.age > TOKEN_SECONDS:
            raise invalid_webhook_token()
        return interaction

    def acknowledge(self, interaction: Interaction, kind: int, body: Body, data: Json) -> None:
        """Take the bot's first answer. Raises ApiError when it is late, the second one, of the wrong kind or against the limits."""
        if interaction.answered:
            raise already_acknowledged()
        if interaction.failed:
            raise unknown_interaction()
        if kind not in ALLOWED[interaction.type] or (
            kind in (CallbackType.UPDATE, CallbackType.DEFERRED_UPDATE) and interaction.source is None
        ):
            raise invalid_form(
                [Fault(("type",), "INTERACTION_RESPONSE_TYPE_INVALID", f"{kind} cannot answer a {interaction.type.name.lower()}")]
            )
        self._carry_out(interaction, CallbackType(kind), Body(data, body.uploads), data)
        interaction.callback = CallbackType(kind)
        self._changes.publish("interaction", interaction=interaction)

    def original(self, interaction: Interaction) -> Message:
        """Raises ApiError when the bot has not answered with a message, or deleted it."""
        if interaction.original is None or interaction.original.deleted:
            raise unknown_message()
        return interaction.original

    def message(self, interaction: Interaction, message_id: int) -> Message:
        """One of the messages that this interaction may reach. Raises ApiError for any other."""
        reachable = [*interaction.followups, *([interaction.original] if interaction.original else [])]
        found = next((message for message in reachable if message.id == message_id and not message.deleted), None)
        if found is None:
            raise unknown_message()
        return found

    def follow_up(self, interaction: Interaction, body: Body) -> Message:
        """Answer once more. Right after "thinking" it takes that message's place, as with Discord."""
        if not interaction.answered:
            raise unknown_interaction()
        if interaction.awaits_first_followup and interaction.original is not None:
            self._channel_of(interaction).edit(interaction.original, body)
            return interaction.original
        message = self._post(interaction, body)
        interaction.followups.append(message)
        return message

    def _carry_out(self, interaction: Interaction, kind: CallbackType, body: Body, data: Json) -> None:
        match kind:
            case CallbackType.MESSAGE:
                interaction.original = self._post(interaction, body)
            case CallbackType.DEFERRED_MESSAGE:
                private = (data.get("flags") or 0) & EPHEMERAL
                private_to = interaction.member.id if private else None
                extra = interaction.message_facts()
                interaction.original = self._channel_of(interaction).place(flags=LOADING | private, private_to=private_to, extra=extra)
            case CallbackType.DEFERRED_UPDATE | CallbackType.UPDATE if interaction.source is not None:
                if kind is CallbackType.UPDATE:
                    self._channel_of(interaction).edit(interaction.source, body)
                interaction.original = interaction.source
            case CallbackType.CHOICES:
                choices = data.get("choices") or []
                limits.check_choices(choices)
                interaction.choices = choices
            case CallbackType.MODAL:
                limits.check_modal(data)
                interaction.modal = as_shown(data)

    def _post(self, interaction: Interaction, body: Body) -> Message:
        private = (body.form.get("flags") or 0) & EPHEMERAL
        private_to = interaction.member.id if private else None
        return self._channel_of(interaction).create(body, flags=private, private_to=private_to, extra=interaction.message_facts())

    def _channel_of(self, interaction: Interaction) -> Channel:
        return self._channels[interaction.channel_id]

    def _place(self, interaction: Interaction) -> Json:
        """Where it was done, and by whom."""
        who = interaction.member
        if who.where is None:
            channel = {"id": str(OTHER_CHANNEL_ID), "type": 1, "flags": 0, "last_message_id": None, "recipients": [who.user_json()]}
            owners = {"authorizing_integration_owners": {"0": "0"}, "context": 1}
            return {"channel_id": channel["id"], "channel": channel, "user": who.user_json(), **owners}
        channel = self._channel_of(interaction).json()
        if who.where != GUILD_ID:
            channel |= {"id": str(OTHER_CHANNEL_ID), "guild_id": str(who.where), "permission_overwrites": []}
        return {
            "guild_id": str(who.where),
            "guild": {"id": str(who.where), "locale": "en-US", "features": []},
            "channel_id": channel["id"],
            "channel": channel | {"permissions": str(who.permissions)},
            "member": {**who.member_json(), "permissions": str(who.permissions)},
            "guild_locale": "en-US",
            "authorizing_integration_owners": {"0": str(who.where)},
            "context": 0,
        }

    def _event(self, interaction: Interaction, seen: Message | None) -> Json:
        event: Json = {
            "id": str(interaction.id),
            "application_id": str(APPLICATION_ID),
            "type": int(interaction.type),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "locale": "en-US",
            "app_permissions": str(self._channel_of(interaction).bot_permissions.bits),
            "entitlements": [],
            "attachment_size_limit": ATTACHMENT_LIMIT,
            **self._place(interaction),
        }
        if seen is not None:
            event["message"] = seen.payload
        return event
