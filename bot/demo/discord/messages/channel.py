"""A channel: every message in it, and waiting for what should appear there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.demo.clock import SimulatedClock
from bot.demo.discord.errors import thread_already_created, unknown_channel, unknown_message
from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.gateway.gateway import GUILD_MESSAGES, GUILDS, Gateway
from bot.demo.discord.guild import GUILD_ID, Guild, Member, TextChannel
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages import limits
from bot.demo.discord.messages.builder import MessageBuilder
from bot.demo.discord.messages.message import HAS_THREAD, File, Message
from bot.demo.discord.messages.threads import Thread, opened
from bot.demo.discord.messages.uploads import Body, Upload
from bot.demo.discord.permissions import Permissions

NONCE_REMEMBERED: Final = timedelta(minutes=5)
""""A few minutes", says Discord's documentation of `enforce_nonce`."""


class HasUsername(Protocol):
    """Somebody who is written about under a handle."""

    @property
    def username(self) -> str: ...


class Channel:
    """Keeps the messages, and notifies the bot and all listeners of each change."""

    def __init__(
        self, clock: SimulatedClock, guild: Guild, place: TextChannel, builder: MessageBuilder, gateway: Gateway, changes: EventBus
    ) -> None:
        self._clock = clock
        self._guild = guild
        self._place = place
        self._builder = builder
        self._gateway = gateway
        self.changes = changes
        self._messages: dict[int, Message] = {}
        self._nonces: dict[str, tuple[datetime, Message]] = {}
        self._files: dict[int, File] = {}
        self.threads: dict[int, Thread] = {}
        """By id, which is that of the message they began at."""

    @property
    def id(self) -> int:
        return self._place.id

    @property
    def name(self) -> str:
        return self._place.name

    @property
    def topic(self) -> str:
        return self._place.topic

    @property
    def newest_id(self) -> int:
        """Of all messages that there ever were, private ones and deleted ones, too; 0 for none."""
        return max(self._messages, default=0)

    @property
    def bot_permissions(self) -> Permissions:
        """What the bot may do here; take names away or add them."""
        return self._place.bot_permissions

    @property
    def exists(self) -> bool:
        """Whether nobody has deleted it."""
        return self.id in self._guild.channels

    @property
    def messages(self) -> list[Message]:
        """What everybody sees, oldest first."""
        return [message for message in self._messages.values() if not message.deleted and not message.private]

    def seen_by(self, member_id: int) -> list[Message]:
        """What this member sees, private answers to them included, oldest first."""
        return [message for message in self._messages.values() if not message.deleted and message.private_to in (None, member_id)]

    def shown_to(self, member_id: int, message_id: int) -> bool:
        """Whether this member sees such a message."""
        message = self._messages.get(message_id)
        return message is not None and not message.deleted and message.private_to in (None, member_id)

    def find(self, message_id: int) -> Message:
        """Raises ApiError when there is no such message, or no longer."""
        message = self._messages.get(message_id)
        if message is None or message.deleted:
            raise unknown_message()
        return message

    def find_public(self, message_id: int) -> Message:
        """As `find`, for what a bot may reach through the channel: private answers live in their interaction alone."""
        message = self.find(message_id)
        if message.private:
            raise unknown_message()
        return message

    def file(self, file_id: int) -> File | None:
        return self._files.get(file_id)

    def keep(self, upload: Upload) -> File:
        """Take in a file that a member gives to the bot, so that the bot can fetch it."""
        file = self._builder.ephemeral_attachment(upload)
        self._files[file.id] = file
        return file

    def json(self) -> Json:
        return self._guild.channel_json(self._place, self.newest_id or None)

    def create(self, body: Body, *, flags: int = 0, private_to: int | None = None, extra: Json | None = None) -> Message:
        """Post a message of the bot. Raises ApiError when Discord would refuse it."""
        already = self._same_nonce(body.form)
        if already is not None:
            return already
        limits.check_message(body.form, uploads=len(body.uploads))
        message = self._builder.new(body, self.id, at=self._clock.now(), flags=flags, private_to=private_to, extra=extra)
        self._add(message)
        return message

    def place(self, *, flags: int, private_to: int | None, extra: Json) -> Message:
        """Post the empty message that says that the bot is thinking."""
        message = self._builder.new(Body({}), self.id, at=self._clock.now(), flags=flags, private_to=private_to, extra=extra)
        self._add(message)
        return message

    def edit(self, message: Message, body: Body) -> None:
        """Raises ApiError when Discord would refuse it; the message is then as it was."""
        if message.deleted:
            raise unknown_message()
        limits.check_message(body.form, uploads=len(body.uploads), existing=message.payload)
        self._builder.edit(message, body, at=self._clock.now())
        self._remember_files(message)
        self._tell("update", message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        if not message.private:
            gone = {"id": str(message.id), "channel_id": str(self.id), "guild_id": str(GUILD_ID)}
            self._gateway.dispatch("MESSAGE_DELETE", gone, GUILD_MESSAGES)
        self.changes.publish("message_delete", message=message)

    def thread(self, thread_id: int) -> Thread:
        """Raises ApiError when there is no such thread, or no longer."""
        if thread_id not in self.threads:
            raise unknown_channel()
        return self.threads[thread_id]

    def open_thread(self, message: Message, form: Json, opener: Member) -> Thread:
        """Begin a thread at a message. Raises ApiError when Discord would refuse it; a message has one at most, also where that is gone."""
        if message.payload["flags"] & HAS_THREAD:
            raise thread_already_created()
        thread = self.threads[message.id] = opened(message.id, form, parent_id=self.id, owner_id=opener.id, at=self._clock.now())
        message.show_thread(thread.to_json())
        self._gateway.dispatch("THREAD_CREATE", {**thread.to_json(), "member": thread.member_json(), "newly_created": True}, GUILDS)
        self._tell("update", message)
        return thread

    def delete_thread(self, thread: Thread) -> None:
        """With all that was written in it. The message that it began at stays."""
        del self.threads[thread.id]
        self._messages[thread.id].show_thread(None)
        gone = {"id": str(thread.id), "guild_id": str(GUILD_ID), "parent_id": str(self.id), "type": thread.to_json()["type"]}
        self._gateway.dispatch("THREAD_DELETE", gone, GUILDS)
        self.changes.publish("thread_delete", thread=thread)

    def write(self, thread: Thread, member: Member, text: str) -> Message:
        """A member writes in a thread. A bot is told that, but without the privileged intent not what."""
        message = self._builder.of_member(member, text, at=self._clock.now(), channel_id=thread.id)
        thread.messages.append(message)
        self._messages[thread.id].show_thread(thread.to_json())
        event = {**message.payload, "content": "", "guild_id": str(GUILD_ID), "member": member.partial_json()}
        self._gateway.dispatch("MESSAGE_CREATE", event, GUILD_MESSAGES)
        self.changes.publish("thread_message", thread=thread, message=message)
        return message

    async def shows(self, wanted: Callable[[Message], bool], within: float = 30) -> Message:
        """The newest message that is wanted, as soon as there is one.

        within: real seconds. Raises AssertionError with the channel's texts once they are over.
        """
        await self.changes.until(lambda: any(map(wanted, self.messages)), within, self.describe)
        return next(message for message in reversed(self.messages) if wanted(message))

    async def card_about(self, who: HasUsername | str, within: float = 30) -> Message:
        """The newest message that mentions this handle, as it is read: without markdown escapes."""
        handle = who if isinstance(who, str) else who.username
        named = re.compile(rf"@{re.escape(handle)}(?!\w)")
        return await self.shows(lambda message: bool(named.search(message.text.replace("\\", ""))), within)

    def describe(self) -> str:
        """The channel's messages as text, for a failed test."""
        texts = [f"— {message.text}" for message in self.messages]
        return "\n".join(["The channel shows:", *texts]) if texts else "The channel is empty."

    def _same_nonce(self, form: Json) -> Message | None:
        if not form.get("enforce_nonce") or form.get("nonce") is None:
            return None
        posted, message = self._nonces.get(str(form["nonce"]), (None, None))
        fresh = posted is not None and self._clock.now() - posted < NONCE_REMEMBERED
        return message if fresh and message is not None and not message.deleted else None

    def _add(self, message: Message) -> None:
        self._messages[message.id] = message
        self._remember_files(message)
        if message.nonce is not None:
            self._nonces[message.nonce] = self._clock.now(), message
        self._tell("create", message)

    def _remember_files(self, message: Message) -> None:
        self._files.update({file.id: file for file in message.attached})

    def _tell(self, what: str, message: Message) -> None:
        if not message.private:
            event = {**message.payload, "guild_id": str(GUILD_ID), "member": self._guild.bot.partial_json()}
            if what == "create" and message.nonce is not None:
                event["nonce"] = message.nonce
            self._gateway.dispatch(f"MESSAGE_{what.upper()}", event, GUILD_MESSAGES)
        self.changes.publish(f"message_{what}", message=message)
