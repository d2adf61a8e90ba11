"""The bot's response to an interaction, as the member sees it."""

from __future__ import annotations

from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.interactions.interaction import CallbackType, Interaction, InteractionType
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.message import File, Message


class Response:
    """Stays live: it reads its messages as they are now, after edits and follow-ups."""

    def __init__(self, interaction: Interaction, changes: EventBus) -> None:
        self._interaction = interaction
        self._changes = changes

    def __repr__(self) -> str:
        return f"<Response {self.text!r}{' private' if self.private else ''}>"

    @property
    def failed(self) -> bool:
        """Whether the bot did not answer in time, so that the person read "This interaction failed"."""
        return self._interaction.failed

    @property
    def thinking(self) -> bool:
        """Whether the bot has only said that it is thinking."""
        return self.message is not None and self.message.thinking

    @property
    def modal(self) -> Json | None:
        """The form that opened, as the bot sent it."""
        return self._interaction.modal

    @property
    def source(self) -> Message | None:
        """The message that the person acted on."""
        return self._interaction.source

    @property
    def followups(self) -> list[Message]:
        return [message for message in self._interaction.followups if not message.deleted]

    @property
    def message(self) -> Message | None:
        """The message that was made or changed; after a deferred update, the first follow-up."""
        if self._interaction.callback is CallbackType.DEFERRED_UPDATE and self.followups:
            return self.followups[0]
        original = self._interaction.original
        return None if original is None or original.deleted else original

    @property
    def private(self) -> bool:
        return self.message is not None and self.message.private

    @property
    def text(self) -> str:
        """Everything to be read in it, follow-ups included, joined by line breaks."""
        if self.failed:
            return "The application did not respond" if self._interaction.type is InteractionType.COMMAND else "This interaction failed"
        return "\n".join(message.text for message in self._messages())

    @property
    def files(self) -> list[File]:
        return [file for message in self._messages() for file in message.files]

    async def arrives(self, within: float = 30) -> Response:
        """Wait until the bot has more to say than that it is thinking. within: real seconds. Raises AssertionError."""
        await self._changes.until(lambda: not self.thinking, within, lambda: "The bot is still thinking.")
        return self

    def _messages(self) -> list[Message]:
        first = self.message
        return ([first] if first else []) + [message for message in self.followups if message is not first]
