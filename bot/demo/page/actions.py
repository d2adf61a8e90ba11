"""What a visitor does in the channel, done by the member they act as."""

from __future__ import annotations

import base64
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from bot.demo.discord import Answer, Message, Person, SimulatedDiscord, Upload
from bot.demo.page.errors import Refused

Facts = Mapping[str, Any]
Json = dict[str, Any]

_OPEN_MODALS: Final = 100
"""So many forms are remembered; whoever opens more has left the oldest lying."""
_GONE: Final = "The channel has changed meanwhile: look again."


class Actions:
    """Each takes what the page's script sends and returns what it needs to go on. Raises Refused with a sentence for the visitor."""

    def __init__(self, discord: SimulatedDiscord) -> None:
        self._discord = discord
        self._modals: OrderedDict[str, tuple[int, Answer]] = OrderedDict()

    async def press(self, facts: Facts) -> Json:
        """A button. facts: as, message, custom_id."""
        person = self._person(facts)
        message = _message(person, facts)
        try:
            return self._result(person, await person.presses(message, custom_id=_text(facts, "custom_id")))
        except AssertionError:
            raise Refused(_GONE) from None

    async def pick(self, facts: Facts) -> Json:
        """A select. facts: as, message, custom_id, values."""
        person = self._person(facts)
        message = _message(person, facts)
        try:
            return self._result(person, await person.picks(message, _text(facts, "custom_id"), _texts(facts, "values")))
        except AssertionError:
            raise Refused(_GONE) from None

    async def command(self, facts: Facts) -> Json:
        """A slash command. facts: as, command, options by name; a file is an object of its filename and its bytes in base64."""
        person = self._person(facts)
        options = {name: _typed(value) for name, value in _mapping(facts, "options").items()}
        try:
            return self._result(person, await person.types(_text(facts, "command"), **options))
        except AssertionError as problem:
            raise Refused(str(problem)) from None

    async def complete(self, facts: Facts) -> Json:
        """Suggestions for an option. facts: as, command, option, text."""
        person = self._person(facts)
        try:
            choices = await person.completes(_text(facts, "command"), _text(facts, "option"), _text(facts, "text"))
        except AssertionError:
            raise Refused("The suggestions could not be loaded. What you type is taken as it is.") from None
        return {"choices": [{"name": name, "value": value} for name, value in choices]}

    async def submit(self, facts: Facts) -> Json:
        """A modal. facts: as, token, values by custom_id."""
        person = self._person(facts)
        owner, shown = self._modals.get(_text(facts, "token"), (None, None))
        if shown is None or owner != person.id:
            raise Refused("This form is no longer open. Close it and begin again.")
        try:
            return self._result(person, await person.submits(shown, **_mapping(facts, "values")))
        except AssertionError as problem:
            raise Refused(str(problem)) from None

    async def delete(self, facts: Facts) -> Json:
        """A message, by hand. facts: as, message."""
        person = self._person(facts)
        person.deletes(_message(person, facts))
        return {}

    async def dismiss(self, facts: Facts) -> Json:
        """A private answer. facts: as, message."""
        person = self._person(facts)
        message = _message(person, facts)
        if not message.private:
            raise Refused("Only private answers can be dismissed.")
        person.dismisses(message)
        return {}

    def _result(self, person: Person, answer: Answer) -> Json:
        if answer.modal is None:
            return {"failed": answer.failed}
        token = secrets.token_hex(8)
        self._modals[token] = person.id, answer
        while len(self._modals) > _OPEN_MODALS:
            self._modals.popitem(last=False)
        return {"failed": False, "modal": answer.modal, "token": token}

    def _person(self, facts: Facts) -> Person:
        person = next((one for one in self._discord.people if str(one.id) == facts.get("as")), None)
        if person is None:
            raise Refused("This member is not in the channel.")
        return person


def _message(person: Person, facts: Facts) -> Message:
    message = next((one for one in reversed(person.sees) if str(one.id) == facts.get("message")), None)
    if message is None:
        raise Refused("This message is gone.")
    return message


def _text(facts: Facts, name: str) -> str:
    value = facts.get(name)
    if not isinstance(value, str):
        raise Refused(f"“{name}” must be a text.")
    return value


def _texts(facts: Facts, name: str) -> list[str]:
    value = facts.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused(f"“{name}” must be a list of texts.")
    return value


def _mapping(facts: Facts, name: str) -> Json:
    value = facts.get(name)
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
