"""The door against the simulated X, over real sockets, in both dialects and on both tiers."""

from __future__ import annotations

import asyncio

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.domain import Purpose
from bot.x.client import Followed, Page, X
from bot.x.errors import (
    BadCursor,
    NotAllowed,
    NotFound,
)
from tests.x.conftest import OpenDoor, keys_of, raised
from tests.x.ledger import Ledger


def handles(page: Page) -> list[str]:
    return [profile.username for profile in page.profiles]


async def all_followers(door: X, page_size: int) -> list[str]:
    page = await door.followers(purpose=Purpose.CHECK, page_size=page_size)
    found = handles(page)
    while page.next_token:
        page = await door.followers(purpose=Purpose.CHECK, page_size=page_size, token=page.next_token)
        found += handles(page)
    return found


async def test_the_account_is_known_by_its_token(x: SimulatedX, door: X) -> None:
    me = await door.me(purpose=Purpose.CHECK)

    assert (me.user_id, me.username) == (door.account_id, "harbourlight") == (x.account.id, "harbourlight")


async def test_followers_come_newest_first_page_by_page(x: SimulatedX, door: X) -> None:
    x.gains_followers(7)

    assert await all_followers(door, 3) == [person.username for person in x.followers]


async def test_a_profile_holds_the_person_s_facts_in_either_dialect(
    x: SimulatedX, door: X, dialect: Dialect, clock: SimulatedClock
) -> None:
    ada = x.gains_follower("ada", name="Ada", bio="Engines.", followers=12, following=34, posts=56, listed=7, likes=8, verified=True)

    profile = (await door.followers(purpose=Purpose.CHECK, page_size=5)).profiles[0]

    assert (profile.user_id, profile.username, profile.name, profile.bio) == (ada.id, "ada", "Ada", "Engines.")
    assert (profile.followers, profile.following, profile.posts, profile.listed, profile.likes) == (12, 34, 56, 7, 8)
    assert (profile.verified, profile.protected, profile.followed_by_us) == (True, False, False)
    assert profile.created_at is not None
    assert profile.created_at < profile.fetched_at == clock.now()
    assert profile.avatar_url.startswith(x.url)
    assert (profile.last_post_at is not None) == (dialect is Dialect.TWEET), "2.167 does not list the most recent post as a field"


async def test_whom_we_follow_shows_on_the_profile_and_in_following(x: SimulatedX, door: X) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")

    x.follows_by_hand(ada)

    followers = {
        profile.username: profile.followed_by_us for profile in (await door.followers(purpose=Purpose.CHECK, page_size=5)).profiles
    }
    assert followers == {ada.username: True, bo.username: False}
    assert handles(await door.following(purpose=Purpose.CHECK, page_size=5)) == ["ada"]


async def test_nobody_follows_yet(door: X) -> None:
    assert await door.followers(purpose=Purpose.CHECK, page_size=5) == Page((), None)


async def test_the_dialect_is_learnt_from_one_refusal_and_remembered(x: SimulatedX, door: X, dialect: Dialect, ledger: Ledger) -> None:
    await door.followers(purpose=Purpose.CHECK, page_size=5)
    await door.followers(purpose=Purpose.CHECK, page_size=5)
    await door.me(purpose=Purpose.CHECK)

    refused = [400] if dialect is Dialect.POST else []
    assert [call.status for call in x.calls] == [*refused, 200, 200, 200]
    assert ledger.standing == {}


async def test_several_reads_at_once_learn_the_same_dialect(x: SimulatedX, door: X) -> None:
    await asyncio.gather(*(door.followers(purpose=Purpose.CHECK, page_size=5) for _ in range(4)))
    before = len(x.calls)

    await door.followers(purpose=Purpose.CHECK, page_size=5)

    assert [call.status for call in list(x.calls)[before:]] == [200]


async def test_x_may_change_its_dialect_at_any_time(x: SimulatedX, door: X) -> None:
    x.gains_follower("ada", posts=5)
    for spoken in (Dialect.POST, Dialect.TWEET, Dialect.POST):
        x.dialect = spoken
        assert (await door.followers(purpose=Purpose.CHECK, page_size=5)).profiles[0].posts == 5


async def test_a_look_up_leaves_out_who_is_gone(x: SimulatedX, door: X) -> None:
    ada, bo = x.joins("ada"), x.joins("bo")

    assert {profile.username for profile in await door.users([ada.id, bo.id, ada.id], purpose=Purpose.CHECK)} == {"ada", "bo"}
    x.vanishes(bo)
    assert [profile.username for profile in await door.users([ada.id, bo.id, 12], purpose=Purpose.CHECK)] == ["ada"]
    x.vanishes(ada)
    assert await door.users([ada.id, bo.id], purpose=Purpose.CHECK) == []


async def test_a_follow_happens_once_and_repeating_it_changes_nothing(x: SimulatedX, door: X) -> None:
    ada = x.gains_follower("ada")

    assert await door.follow(ada.id, purpose=Purpose.CHECK) == Followed(following=True, pending=False)
    assert await door.follow(ada.id, purpose=Purpose.CHECK) == Followed(following=True, pending=False)

    assert [person.username for person in x.following] == ["ada"]
    assert x.follow_requests == [ada.id, ada.id]


async def test_a_protected_person_is_asked(x: SimulatedX, door: X) -> None:
    ada = x.gains_follower("ada", protected=True)

    assert await door.follow(ada.id, purpose=Purpose.CHECK) == Followed(following=False, pending=True)
    assert [profile.follow_requested for profile in await door.users([ada.id], purpose=Purpose.CHECK)] == [True]


async def test_a_self_serve_app_may_not_follow_and_is_not_charged_for_asking(x: SimulatedX, door: X, ledger: Ledger) -> None:
    ada = x.gains_follower("ada")
    x.tier = Tier.SELF_SERVE
    assert handles(await door.followers(purpose=Purpose.CHECK, page_size=5)) == ["ada"], "reading is another matter"
    spent = x.spent_micros

    error = await raised(door.follow(ada.id, purpose=Purpose.CHECK))

    assert isinstance(error, NotAllowed)
    assert error.tier
    assert "access level" in str(error)
    assert (x.follow_requests, x.spent_micros, ledger.spent, ledger.standing) == ([], spent, spent, {})


async def test_following_somebody_who_is_gone(x: SimulatedX, door: X, ledger: Ledger) -> None:
    ada = x.gains_follower("ada")
    x.vanishes(ada)

    assert isinstance(await raised(door.follow(ada.id, purpose=Purpose.CHECK)), NotFound)
    assert isinstance(await raised(door.follow(12, purpose=Purpose.CHECK)), NotFound)
    assert (x.follow_requests, ledger.standing) == ([], {})


async def test_a_token_of_no_page_is_a_bad_cursor(x: SimulatedX, door: X) -> None:
    x.gains_followers(3)
    token = (await door.followers(purpose=Purpose.CHECK, page_size=2)).next_token
    assert token

    assert isinstance(await raised(door.followers(purpose=Purpose.CHECK, page_size=2, token="0123456789abcdef")), BadCursor)
    assert isinstance(await raised(door.following(purpose=Purpose.CHECK, page_size=2, token=token)), BadCursor)
    assert len(handles(await door.followers(purpose=Purpose.CHECK, page_size=2, token=token))) == 1


async def test_odd_tokens_are_signed_and_sent_as_they_are(x: SimulatedX, door: X) -> None:
    odd = "a b+c&d=e%20f:g,h/ü~*"

    assert isinstance(await raised(door.followers(purpose=Purpose.CHECK, page_size=2, token=odd)), BadCursor)
    assert x.calls[-1].query["pagination_token"] == odd


async def test_a_door_may_be_closed_twice_or_unused(x: SimulatedX, open_door: OpenDoor) -> None:
    unused, used = open_door(x.url, keys_of(x)), open_door(x.url, keys_of(x))
    await used.me(purpose=Purpose.CHECK)

    for door in (unused, used, used):
        await door.close()
