"""Looking people up."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.x.calls import Answer, Request, errors_only
from bot.demo.x.includes import Includes
from bot.demo.x.people import HANDLE, Person
from bot.demo.x.prices import Price
from bot.demo.x.problems import Body, Problem, as_entry, user_not_found, user_suspended
from bot.demo.x.query import NUMERIC_ID, Query, path_handle, path_id
from bot.demo.x.rendering import user_json


class Asked:
    """What a call wants to know about people, and what it expands."""

    def __init__(self, call: Request, *others: str) -> None:
        words = call.vocabulary
        self.call = call
        self.query = Query(call.query, ("user.fields", "expansions", words.post_fields_parameter, *others))
        self._expansions = words.canonical(self.query.chosen("expansions", words.user_expansions))
        self._fields = words.canonical(self.query.chosen("user.fields", words.user_fields)) | self._expansions
        self._post_fields = words.canonical(self.query.chosen(words.post_fields_parameter, words.post_fields))

    def users(self, people: Iterable[Person]) -> list[Body]:
        return [user_json(person, self._fields, self.call) for person in people]

    def includes(self, people: Iterable[Person]) -> Includes:
        """What was expanded about these people."""
        includes = Includes(self.call, self._fields, self._post_fields)
        if "most_recent_tweet_id" in self._expansions:
            includes.latest_of(people)
        return includes


def me(call: Request) -> Answer:
    """GET /2/users/me"""
    asked = Asked(call)
    asked.query.check()
    return _one(asked, call.world.account)


def by_id(call: Request) -> Answer:
    """GET /2/users/:id"""
    asked = Asked(call)
    asked.query.check()
    user_id = path_id(call.path, "id")
    return _found_or_not(asked, call.world.find_id(user_id), "id", str(user_id))


def by_username(call: Request) -> Answer:
    """GET /2/users/by/username/:username"""
    asked = Asked(call)
    asked.query.check()
    username = path_handle(call.path)
    return _found_or_not(asked, call.world.find(username), "username", username)


def by_ids(call: Request) -> Answer:
    """GET /2/users?ids="""
    asked = Asked(call, "ids")
    ids = asked.query.listed("ids", NUMERIC_ID)
    asked.query.check()
    return _several(asked, "ids", {value: call.world.find_id(int(value)) for value in ids})


def by_usernames(call: Request) -> Answer:
    """GET /2/users/by?usernames="""
    asked = Asked(call, "usernames")
    names = asked.query.listed("usernames", HANDLE)
    asked.query.check()
    return _several(asked, "usernames", {value: call.world.find(value) for value in names})


def absent(person: Person | None, parameter: str, value: str) -> Problem:
    """Why this person is not shown."""
    return user_not_found(parameter, value) if person is None else user_suspended(parameter, value)


def _found_or_not(asked: Asked, person: Person | None, parameter: str, value: str) -> Answer:
    if person and not person.vanished:
        return _one(asked, person)
    return errors_only(asked.call, absent(person, parameter, value))


def _one(asked: Asked, person: Person) -> Answer:
    includes = asked.includes([person])
    body = {"data": asked.users([person])[0], **includes.body()}
    return Answer(body, reads=[(Price.USER_READ, [person.id]), *includes.reads()])


def _several(asked: Asked, parameter: str, people: dict[str, Person | None]) -> Answer:
    found = [person for person in people.values() if person and not person.vanished]
    missing = [(value, person) for value, person in people.items() if person is None or person.vanished]
    includes = asked.includes(found)
    body: Body = {}
    if found:
        body["data"] = asked.users(found)
    if missing:
        body["errors"] = [as_entry(absent(person, parameter, value), asked.call.vocabulary) for value, person in missing]
    return Answer({**body, **includes.body()}, reads=[(Price.USER_READ, [person.id for person in found]), *includes.reads()])
