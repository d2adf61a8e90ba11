"""One interaction: what a person did, and everything that the bot answered to it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from bot.demo.discord.guild import APPLICATION_ID, GUILD_ID, Member
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.message import Message


class InteractionType(IntEnum):
    """What a person did (Discord's interaction types)."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackType(IntEnum):
    """How a bot answers first (Discord's interaction callback types)."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


ALLOWED: Final = {
    InteractionType.COMMAND: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.MODAL},
    InteractionType.COMPONENT: {
        CallbackType.MESSAGE,
        CallbackType.DEFERRED_MESSAGE,
        CallbackType.DEFERRED_UPDATE,
        CallbackType.UPDATE,
        CallbackType.MODAL,
    },
    InteractionType.AUTOCOMPLETE: {CallbackType.CHOICES},
    InteractionType.MODAL: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE},
}


@dataclass(eq=False, slots=True)
class Interaction:
    """One thing that a person did and everything that the bot answered to it.

    source: the message that it was done on. original: the message that "@original" means. Times are the machine's, in seconds.
    """

    id: int
    type: InteractionType
    member: Member
    channel_id: int
    data: Json
    source: Message | None
    token: str = field(default_factory=lambda: secrets.token_hex(40))
    started: float = field(default_factory=time.monotonic)
    failed: bool = False
    callback: CallbackType | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)

    @property
    def age(self) -> float:
        return time.monotonic() - self.started

    @property
    def answered(self) -> bool:
        return self.callback is not None

    @property
    def awaits_first_followup(self) -> bool:
        """Whether the bot said that it is thinking and nothing more yet: its next message takes that one's place."""
        return self.callback is CallbackType.DEFERRED_MESSAGE and self.original is not None and self.original.thinking

    def metadata(self) -> Json:
        """What a message says about the interaction that it answers."""
        about: Json = {
            "id": str(self.id),
            "type": int(self.type),
            "user": self.member.user_json(),
            "authorizing_integration_owners": {"0": str(GUILD_ID)},
        }
        if self.type is InteractionType.COMPONENT and self.source is not None:
            about["interacted_message_id"] = str(self.source.id)
        if self.type is InteractionType.MODAL:
            about["triggering_interaction_metadata"] = {
                **about,
                "type": int(InteractionType.COMMAND if self.source is None else InteractionType.COMPONENT),
            }
            if self.source is not None:
                about["triggering_interaction_metadata"]["interacted_message_id"] = str(self.source.id)
        return about

    def message_facts(self) -> Json:
        """What is particular to messages that answer this one."""
        facts: Json = {
            "application_id": str(APPLICATION_ID),
            "webhook_id": str(APPLICATION_ID),
            "interaction_metadata": self.metadata(),
        }
        if self.type is InteractionType.COMMAND:
            name = _full_name(self.data)
            facts |= {"type": 20, "interaction": {"id": str(self.id), "type": 2, "name": name, "user": self.member.user_json()}}
        return facts


def _full_name(data: Json) -> str:
    """A command with its groups, as it is shown above the answer."""
    name: str = data["name"]
    options = data.get("options", [])
    while options and options[0]["type"] in (1, 2):
        name = f"{name} {options[0]['name']}"
        options = options[0].get("options", [])
    return name
