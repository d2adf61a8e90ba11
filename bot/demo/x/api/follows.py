"""Followers and following: reading the lists, following and unfollowing."""

from __future__ import annotations

from random import Random

from bot.demo.x.api.calls import ApiRequest, ApiResponse, errors_only, require_own_id
from bot.demo.x.api.pagination_tokens import make_token, read_token
from bot.demo.x.api.users import UserQuery, absent
from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.parameters import NUMERIC_ID, path_id, refuse_unknown
from bot.demo.x.schema.problems import Body, invalid_request, legacy_error, not_authorized_for_user
from bot.demo.x.schema.rendering import may_read
from bot.demo.x.world.edge_list import EdgeList
from bot.demo.x.world.models import Person

BLOCKED = "You have been blocked from following this account at the request of the user."

_PAGE = 1_000
_DEFAULT_PAGE = 100


def followers(call: ApiRequest) -> ApiResponse:
    """GET /2/users/:id/followers"""
    return _list(call, "followers", call.conditions.shuffle)


def following(call: ApiRequest) -> ApiResponse:
    """GET /2/users/:id/following"""
    return _list(call, "following", 0)


def follow(call: ApiRequest) -> ApiResponse:
    """POST /2/users/:id/following"""
    require_own_id(call, "id")
    refuse_unknown(call.body, {"target_user_id"})
    target = _target(call, str(call.body.get("target_user_id", "")))
    if target in call.world.blocked_by:
        raise legacy_error(162, BLOCKED)
    call.world.followed_through_api.append(target.id)
    pending = call.world.account_follows(target)
    return ApiResponse({"data": {"following": not pending, "pending_follow": pending}}, write=Price.INTERACTION_CREATE)


def unfollow(call: ApiRequest) -> ApiResponse:
    """DELETE /2/users/:source_user_id/following/:target_user_id"""
    require_own_id(call, "source_user_id")
    call.world.account_unfollows(_target(call, call.path["target_user_id"]))
    return ApiResponse({"data": {"following": False}}, write=Price.INTERACTION_DELETE)


def _list(call: ApiRequest, side: str, shuffle: int) -> ApiResponse:
    query = UserQuery(call, "max_results", "pagination_token")
    size = query.parameters.number("max_results", 1, _PAGE, _DEFAULT_PAGE)
    query.parameters.check()
    owner_id = path_id(call.path, "id")
    owner = call.world.find_id(owner_id)
    if owner is None or owner.suspended:
        return errors_only(call, absent(owner, "id", str(owner_id)))
    if not may_read(owner, call):
        return errors_only(call, not_authorized_for_user("id", str(owner_id)))
    people, next_token = _page(query, _edges(call, owner, side), f"{side} of {owner_id}", size)
    if shuffle:
        people = _out_of_order(people, shuffle)
    meta: Body = {"result_count": len(people)}
    if next_token:
        meta["next_token"] = next_token
    includes = query.includes(people)
    body: Body = {"data": query.users(people)} if people else {}
    price = Price.OWNED_READ if call.owns(owner) else Price.FOLLOWS_READ
    reads = [(price, [person.id for person in people]), *includes.reads()]
    return ApiResponse({**body, **includes.body(), "meta": meta}, reads=reads)


def _page(query: UserQuery, edges: EdgeList, scope: str, size: int) -> tuple[list[Person], str | None]:
    by_position = query.call.conditions.pagination == "offset"
    token = query.parameters.text("pagination_token")
    try:
        start = read_token(scope, token) if token is not None else 0 if by_position else edges.top
    except ValueError:
        raise query.parameters.refused("pagination_token") from None
    end = 2 * size if query.call.conditions.pagination_fault == "skips_pages" else size
    found = edges.from_position(start, end + 1) if by_position else edges.older_than(start, end + 1)
    if len(found) <= end:
        return found[:size], None
    return found[:size], make_token(scope, start + end if by_position else edges.serial(found[end - 1]))


def _edges(call: ApiRequest, owner: Person, side: str) -> EdgeList:
    """A person's list. Of everybody but the account, this world knows only whether the account is in it."""
    world = call.world
    if owner is world.account:
        return world.followers_list if side == "followers" else world.following_list
    known = world.following_list if side == "followers" else world.followers_list
    edges = EdgeList()
    if owner in known:
        edges.add(world.account)
    return edges


def _out_of_order(people: list[Person], places: int) -> list[Person]:
    """Each person up to `places` away from the right place, always the same for the same page."""
    rng = Random(people[0].id if people else 0)
    ranks = [(index + rng.uniform(0, places), person) for index, person in enumerate(people)]
    return [person for _, person in sorted(ranks, key=lambda ranked: ranked[0])]


def _target(call: ApiRequest, value: str) -> Person:
    """Whom to follow or unfollow. Raises Problem."""
    if not NUMERIC_ID.fullmatch(value):
        raise invalid_request([("target_user_id", value, f"The `target_user_id` value [{value}] is not valid")])
    person = call.world.find_id(int(value))
    if person is call.world.account:
        raise invalid_request([("target_user_id", value, "You cannot follow or unfollow yourself.")])
    if person is None or person.suspended:
        raise absent(person, "target_user_id", value)
    return person
