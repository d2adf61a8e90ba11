"""Members, and what they can do in Discord's app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.guild import CHANNEL_ID, Guild, Member
from bot.demo.discord.interactions.commands import Commands, Typed, invocation
from bot.demo.discord.interactions.dispatcher import Interactions
from bot.demo.discord.interactions.interaction import InteractionType
from bot.demo.discord.interactions.modals import find_modal, submission
from bot.demo.discord.interactions.resolved import Resolved
from bot.demo.discord.interactions.response import Response
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.messages.components import SELECTS, ComponentType, of_kind
from bot.demo.discord.messages.message import Button, Message
from bot.demo.discord.messages.threads import Thread
from bot.demo.discord.permissions import BITS

Target = Message | Response
"""A message, or the answer that brought it."""


class SimulatedMember:
    """One member, acting by hand. Whatever Discord's app would not let them do raises NotPossible (an AssertionError)."""

    def __init__(
        self, member: Member, guild: Guild, channels: Mapping[int, Channel], commands: Commands, interactions: Interactions
    ) -> None:
        self._member = member
        self._guild = guild
        self._channels = channels
        self._channel = channels[CHANNEL_ID]
        self._commands = commands
        self._interactions = interactions
        self._modals: list[Response] = []

    def __repr__(self) -> str:
        return f"<SimulatedMember {self.name}>"

    @property
    def id(self) -> int:
        return self._member.id

    @property
    def name(self) -> str:
        return self._member.name

    @property
    def colour(self) -> str:
        """Of the avatar, as "#rrggbb"."""
        return self._member.colour

    @property
    def role_names(self) -> list[str]:
        return [role.name for role in self._member.roles]

    @property
    def role_ids(self) -> list[int]:
        return [role.id for role in self._member.roles]

    def is_mentioned_by(self, message: Message) -> bool:
        """Whether it notifies this person."""
        payload = message.payload
        by_name = str(self.id) in {user["id"] for user in payload["mentions"]}
        return (
            by_name or payload["mention_everyone"] or not {str(role_id) for role_id in self.role_ids}.isdisjoint(payload["mention_roles"])
        )

    def loses_roles(self) -> None:
        """Somebody who manages the server takes all of this person's roles away."""
        self._member = replace(self._member, roles=())

    def opens(self, channel: Channel) -> None:
        """Go to a channel: what this person types from now on is typed there."""
        self._channel = channel

    @property
    def sees(self) -> list[Message]:
        """The channel that is open as this person sees it, private answers included, oldest first."""
        return self._channel.seen_by(self.id)

    async def presses(self, target: Target, label: str | None = None, *, custom_id: str | None = None) -> Response:
        """Press a button by its label (or emoji), or by its custom_id; waits for the bot's first answer, at most 3 s."""
        message = self._visible_message(target)
        button = _button(message, label, custom_id)
        data: Json = {"component_type": int(ComponentType.BUTTON), "custom_id": button.custom_id}
        return await self._interact(InteractionType.COMPONENT, data, message)

    async def picks(self, target: Target, select: str, values: Sequence[Typed]) -> Response:
        """Choose in a select, named by its placeholder or custom_id. values: of its options, or people for one that lists the members."""
        message = self._visible_message(target)
        component = _select(message, select)
        data: Json = {"component_type": component["type"], "custom_id": component["custom_id"]}
        if component["type"] == ComponentType.STRING_SELECT:
            data["values"] = _chosen(component, values)
        elif component["type"] == ComponentType.USER_SELECT:
            resolved = self._resolved()
            data["values"] = [resolved.user(value) for value in values]
            data = resolved.add_to(data)
        else:
            raise NotPossible(f"Nothing can be picked here in {select!r}, of type {component['type']}.")
        return await self._interact(InteractionType.COMPONENT, data, message)

    async def types(self, command: str, /, **options: Typed) -> Response:
        """Send a slash command, "/name", "/name sub" or "/name group sub", with its options by name; a file is given as an `Upload`."""
        found, steps = self._find_command(command)
        return await self._interact(InteractionType.COMMAND, invocation(found, steps, options, self._resolved()))

    async def completes(self, command: str, option: str, typed: str, /, **others: Typed) -> list[tuple[str, str | int | float]]:
        """What is suggested for an option while it is being typed: (name, value) of each. others: the options already filled in."""
        found, steps = self._find_command(command)
        data = invocation(found, steps, {**others, option: typed}, self._resolved(), focused=option)
        interaction = await self._interactions.start(InteractionType.AUTOCOMPLETE, self._member, self._channel.id, data)
        if interaction.failed:
            raise NotPossible(f"Loading suggestions for {option!r} of {command} failed: the bot did not answer within 3 s.")
        return [(choice["name"], choice["value"]) for choice in interaction.choices]

    async def submits(self, modal: Response | Json, **inputs: str | Sequence[str]) -> Response:
        """Send a form off. inputs: by label or custom_id; those left out keep what stands or is chosen in them.

        A form that the bot did not answer stays open, as in Discord's app.
        """
        shown = find_modal(modal, self._modals)
        data = submission(shown.modal or {}, inputs, self._resolved())
        self._modals.remove(shown)
        source = shown.source if shown.source is not None and not shown.source.deleted else None
        answer = await self._interact(InteractionType.MODAL, data, source)
        if answer.failed:
            self._modals.append(shown)
        return answer

    async def sends(self, custom_id: str, *components: Json, seen: Target | None = None) -> Response:
        """Send off a form that was opened long ago, by whichever version of the bot: Discord asks nobody whether it knows that custom_id.

        components: as they arrive at the bot.
        """
        message = None if seen is None else self._visible_message(seen)
        return await self._interact(InteractionType.MODAL, {"custom_id": custom_id, "components": list(components)}, message)

    def deletes(self, target: Target) -> None:
        """Delete a message by hand, as somebody who may."""
        self._delete(self._visible_message(target))

    def writes(self, target: Target | Thread, text: str) -> Message:
        """Write in a thread, or in the one below a message."""
        thread = self._thread(target)
        return self._channels[thread.parent_id].write(thread, self._member, text)

    def deletes_thread(self, target: Target) -> None:
        """Delete the thread below a message by hand, as somebody who may."""
        thread = self._thread(target)
        self._channels[thread.parent_id].delete_thread(thread)

    def dismisses(self, target: Target) -> None:
        """Dismiss a private reply."""
        message = self._visible_message(target)
        if not message.private:
            raise NotPossible("Only private answers can be dismissed.")
        self._delete(message)

    async def _interact(self, kind: InteractionType, data: Json, seen: Message | None = None) -> Response:
        channel = self._channel if seen is None else self._channels[seen.channel_id]
        answer = Response(await self._interactions.start(kind, self._member, channel.id, data, seen), channel.changes)
        if answer.modal is not None:
            self._modals.append(answer)
        return answer

    def _delete(self, message: Message) -> None:
        channel = self._channels[message.channel_id]
        channel.delete(channel.find(message.id))

    def _find_command(self, command: str) -> tuple[Json, list[Json]]:
        """A command as this person's app offers it: without those for which it asks for a permission that they do not have."""
        found, steps = self._commands.find(command)
        wanted = int(found["default_member_permissions"] or 0)
        if self._member.permissions & wanted != wanted and not self._member.permissions & BITS["ADMINISTRATOR"]:
            raise NotPossible(f"{self.name} does not see /{found['name']}: it is for those who have the permissions {wanted}.")
        return found, steps

    def _resolved(self) -> Resolved:
        return Resolved(self._guild, self._channel.keep)

    def _thread(self, target: Target | Thread) -> Thread:
        if isinstance(target, Thread):
            return target
        message = target.message if isinstance(target, Response) else target
        thread = None if message is None else self._channels[message.channel_id].threads.get(message.id)
        if thread is None:
            raise NotPossible(f"There is no thread below this message. {message!r}")
        return thread

    def _visible_message(self, target: Target) -> Message:
        message = target.message if isinstance(target, Response) else target
        if message is None:
            raise NotPossible(f"The answer brought no message. {target!r}")
        channel = self._channels[message.channel_id]
        if not (channel.exists and channel.shown_to(self.id, message.id)):
            raise NotPossible(f"{self.name} does not see this message: it was deleted, or is private to somebody else. {message!r}")
        return message


def _button(message: Message, label: str | None, custom_id: str | None) -> Button:
    wanted = [button for button in message.buttons if custom_id in (None, button.custom_id) and label in (None, button.label, button.emoji)]
    names = [button.label or button.emoji for button in message.buttons]
    if len(wanted) != 1:
        raise NotPossible(f"{len(wanted)} buttons are {label or custom_id!r}; the message has {names}. {message!r}")
    if wanted[0].disabled:
        raise NotPossible(f"The button {wanted[0].label!r} is disabled. {message!r}")
    if wanted[0].opens_link:
        raise NotPossible(f"The button {wanted[0].label!r} opens {wanted[0].url} and tells the bot nothing.")
    return wanted[0]


def _select(message: Message, name: str) -> Json:
    selects = of_kind(message.components, *SELECTS)
    wanted = [select for select in selects if name in (select["custom_id"], select.get("placeholder"))]
    if len(wanted) != 1:
        names = [select.get("placeholder") or select["custom_id"] for select in selects]
        raise NotPossible(f"{len(wanted)} selects are {name!r}; the message has {names}. {message!r}")
    if wanted[0].get("disabled"):
        raise NotPossible(f"The select {name!r} is disabled. {message!r}")
    return wanted[0]


def _chosen(select: Json, values: Sequence[Typed]) -> list[str]:
    offered = [option["value"] for option in select["options"]]
    if strange := [value for value in values if value not in offered]:
        raise NotPossible(f"{strange} cannot be chosen; there are {offered}.")
    if not select["min_values"] <= len(values) <= select["max_values"]:
        raise NotPossible(f"Between {select['min_values']} and {select['max_values']} must be chosen, not {len(values)}.")
    return [str(value) for value in values]
