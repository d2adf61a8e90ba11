"""Looking people up."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.x.api.calls import ApiRequest, ApiResponse, errors_only
from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.includes import Includes
from bot.demo.x.schema.parameters import NUMERIC_ID, Query, path_handle, path_id
from bot.demo.x.schema.problems import Body, Problem, as_entry, user_not_found, user_suspended
from bot.demo.x.schema.rendering import user_json
from bot.demo.x.world.models import HANDLE, Person


class UserQuery:
    """The fields and expansions that a call requests about people."""

    def __init__(self, call: ApiRequest, *others: str) -> None:
        vocabulary = call.vocabulary
        self.call = call
        self.parameters = Query(call.query, ("user.fields", "expansions", vocabulary.post_fields_parameter, *others))
        self._expansions = vocabulary.canonical(self.parameters.chosen("expansions", vocabulary.user_expansions))
        self._fields = vocabulary.canonical(self.parameters.chosen("user.fields", vocabulary.user_fields)) | self._expansions
        self._post_fields = vocabulary.canonical(self.parameters.chosen(vocabulary.post_fields_parameter, vocabulary.post_fields))

    def users(self, people: Iterable[Person]) -> list[Body]:
        return [user_json(person, self._fields, self.call) for person in people]

    def includes(self, people: Iterable[Person]) -> Includes:
        """What was expanded about these people."""
        includes = Includes(self.call, self._fields, self._post_fields)
        if "most_recent_tweet_id" in self._expansions:
            includes.latest_of(people)
        return includes


def me(call: ApiRequest) -> ApiResponse:
    """GET /2/users/me"""
    query = UserQuery(call)
    query.parameters.check()
    return _one(query, call.world.account)


def user_by_id(call: ApiRequest) -> ApiResponse:
    """GET /2/users/:id"""
    query = UserQuery(call)
    query.parameters.check()
    user_id = path_id(call.path, "id")
    return _found_or_not(query, call.world.find_id(user_id), "id", str(user_id))


def user_by_username(call: ApiRequest) -> ApiResponse:
    """GET /2/users/by/username/:username"""
    query = UserQuery(call)
    query.parameters.check()
    username = path_handle(call.path)
    return _found_or_not(query, call.world.find(username), "username", username)


def users_by_ids(call: ApiRequest) -> ApiResponse:
    """GET /2/users?ids="""
    query = UserQuery(call, "ids")
    ids = query.parameters.listed("ids", NUMERIC_ID)
    query.parameters.check()
    return _several(query, "ids", {value: call.world.find_id(int(value)) for value in ids})


def users_by_usernames(call: ApiRequest) -> ApiResponse:
    """GET /2/users/by?usernames="""
    query = UserQuery(call, "usernames")
    names = query.parameters.listed("usernames", HANDLE)
    query.parameters.check()
    return _several(query, "usernames", {value: call.world.find(value) for value in names})


def absent(person: Person | None, parameter: str, value: str) -> Problem:
    """Why this person is not shown."""
    return user_not_found(parameter, value) if person is None else user_suspended(parameter, value)


def _found_or_not(query: UserQuery, person: Person | None, parameter: str, value: str) -> ApiResponse:
    if person and not person.suspended:
        return _one(query, person)
    return errors_only(query.call, absent(person, parameter, value))


def _one(query: UserQuery, person: Person) -> ApiResponse:
    includes = query.includes([person])
    body = {"data": query.users([person])[0], **includes.body()}
    return ApiResponse(body, reads=[(Price.USER_READ, [person.id]), *includes.reads()])


def _several(query: UserQuery, parameter: str, people: dict[str, Person | None]) -> ApiResponse:
    found = [person for person in people.values() if person and not person.suspended]
    missing = [(value, person) for value, person in people.items() if person is None or person.suspended]
    includes = query.includes(found)
    body: Body = {}
    if found:
        body["data"] = query.users(found)
    if missing:
        body["errors"] = [as_entry(absent(person, parameter, value), query.call.vocabulary) for value, person in missing]
    return ApiResponse({**body, **includes.body()}, reads=[(Price.USER_READ, [person.id for person in found]), *includes.reads()])
