"""What a visitor does in the channels, on behalf of the chosen member."""

from __future__ import annotations

import base64
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from bot.demo.discord import Channel, Message, Response, SimulatedDiscord, SimulatedMember, Upload
from bot.demo.discord.messages.limits import CONTENT
from bot.demo.page.errors import Refused

Payload = Mapping[str, Any]
Json = dict[str, Any]

_OPEN_MODALS: Final = 100
"""How many open forms are remembered; beyond that the oldest are dropped."""
_GONE: Final = "The channel has changed in the meantime. Try again."


class Actions:
    """Each takes what the page's script sends and returns what it needs to go on. Raises Refused with a sentence for the visitor."""

    def __init__(self, discord: SimulatedDiscord) -> None:
        self._discord = discord
        self._modals: OrderedDict[str, tuple[int, Response]] = OrderedDict()

    async def press(self, payload: Payload) -> Json:
        """A button. payload: as, message, custom_id."""
        person = self._person(payload)
        custom_id = _text(payload, "custom_id")
        message = self._message(person, payload).offering(custom_id)
        try:
            return self._result(person, await person.presses(message, custom_id=custom_id))
        except AssertionError:
            raise Refused(_GONE) from None

    async def pick(self, payload: Payload) -> Json:
        """A select. payload: as, message, custom_id, values."""
        person = self._person(payload)
        custom_id = _text(payload, "custom_id")
        message = self._message(person, payload).offering(custom_id)
        try:
            return self._result(person, await person.picks(message, custom_id, _texts(payload, "values")))
        except AssertionError:
            raise Refused(_GONE) from None

    async def command(self, payload: Payload) -> Json:
        """A slash command. payload: as, channel, command, options by name; a file is an object of its filename and its bytes in base64."""
        person = self._person(payload)
        person.opens(self._channel(payload))
        options = {name: _typed(value) for name, value in _mapping(payload, "options").items()}
        try:
            return self._result(person, await person.types(_text(payload, "command"), **options))
        except AssertionError as problem:
            raise Refused(str(problem)) from None

    async def complete(self, payload: Payload) -> Json:
        """Suggestions for an option. payload: as, channel, command, option, text."""
        person = self._person(payload)
        person.opens(self._channel(payload))
        try:
            choices = await person.completes(_text(payload, "command"), _text(payload, "option"), _text(payload, "text"))
        except AssertionError:
            raise Refused("The suggestions could not be loaded. What you type is taken as it is.") from None
        return {"choices": [{"name": name, "value": value} for name, value in choices]}

    async def submit(self, payload: Payload) -> Json:
        """A modal. payload: as, token, values by custom_id."""
        person = self._person(payload)
        owner, shown = self._modals.get(_text(payload, "token"), (None, None))
        if shown is None or owner != person.id:
            raise Refused("This form is no longer open. Close it and start again.")
        try:
            return self._result(person, await person.submits(shown, **_mapping(payload, "values")))
        except AssertionError as problem:
            raise Refused(str(problem)) from None

    async def delete(self, payload: Payload) -> Json:
        """A message, by hand. payload: as, message."""
        person = self._person(payload)
        person.deletes(self._message(person, payload))
        return {}

    async def dismiss(self, payload: Payload) -> Json:
        """A private answer. payload: as, message."""
        person = self._person(payload)
        message = self._message(person, payload)
        if not message.private:
            raise Refused("Only private answers can be dismissed.")
        person.dismisses(message)
        return {}

    async def write(self, payload: Payload) -> Json:
        """In a thread. payload: as, thread, text."""
        person, text = self._person(payload), _text(payload, "text").strip()
        thread = next(
            (one for channel in self._discord.channels for one in channel.threads.values() if str(one.id) == payload.get("thread")), None
        )
        if thread is None:
            raise Refused("This thread is gone.")
        if not 1 <= len(text) <= CONTENT:
            raise Refused(f"A message has 1 to {CONTENT:,} characters.")
        person.writes(thread, text)
        return {}

    def _result(self, person: SimulatedMember, answer: Response) -> Json:
        if answer.modal is None:
            return {"failed": answer.failed}
        token = secrets.token_hex(8)
        self._modals[token] = person.id, answer
        while len(self._modals) > _OPEN_MODALS:
            self._modals.popitem(last=False)
        return {"failed": False, "modal": answer.modal, "token": token}

    def _channel(self, payload: Payload) -> Channel:
        """Where it is typed; without any, in the first one."""
        wanted = payload.get("channel", str(self._discord.channel_id))
        channel = next((one for one in self._discord.channels if str(one.id) == wanted), None)
        if channel is None:
            raise Refused("This channel is gone.")
        return channel

    def _message(self, person: SimulatedMember, payload: Payload) -> Message:
        seen = (message for channel in self._discord.channels for message in reversed(channel.seen_by(person.id)))
        message = next((one for one in seen if str(one.id) == payload.get("message")), None)
        if message is None:
            raise Refused("This message is gone.")
        return message

    def _person(self, payload: Payload) -> SimulatedMember:
        person = next((one for one in self._discord.people if str(one.id) == payload.get("as")), None)
        if person is None:
            raise Refused("This member is not in the server.")
        return person


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str):
        raise Refused(f"“{name}” must be a text.")
    return value


def _texts(payload: Payload, name: str) -> list[str]:
    value = payload.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused(f"“{name}” must be a list of texts.")
    return value


def _mapping(payload: Payload, name: str) -> Json:
    value = payload.get(name)
    if not isinstance(value, dict):
        raise Refused(f"“{name}” must be an object.")
    return value


def _typed(value: Any) -> Any:
    """The value of an option as a person gives it."""
    if not isinstance(value, dict):
        return value
    try:
        return Upload(_text(value, "filename"), base64.b64decode(_text(value, "base64"), validate=True))
    except ValueError:
        raise Refused("The file did not arrive whole. Choose it again.") from None
