"""The client against the simulated X, over real sockets, in both dialects and on both tiers."""

from __future__ import annotations

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.domain import Note, Purpose
from bot.x.client import FollowResult, LookedUp, Page, XClient
from bot.x.errors import (
    BadCursor,
    NotAllowed,
    NotFound,
    XCode,
)
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import OpenClient, keys_of, raised


def handles(page: Page) -> list[str]:
    return [profile.username for profile in page.profiles]


async def all_followers(client: XClient, page_size: int) -> list[str]:
    page = await client.followers(purpose=Purpose.CHECK, page_size=page_size)
    found = handles(page)
    while page.next_token:
        page = await client.followers(purpose=Purpose.CHECK, page_size=page_size, token=page.next_token)
        found += handles(page)
    return found


async def test_the_account_is_known_by_its_token(x: SimulatedX, client: XClient) -> None:
    me = await client.me(purpose=Purpose.CHECK)

    assert (me.user_id, me.username) == (client.account_id, "harbourlight") == (x.account.id, "harbourlight")


async def test_followers_come_newest_first_page_by_page(x: SimulatedX, client: XClient) -> None:
    x.gains_followers(7)

    assert await all_followers(client, 3) == [person.username for person in x.followers]


async def test_a_profile_holds_the_person_s_facts_in_either_dialect(
    x: SimulatedX, client: XClient, dialect: Dialect, clock: SimulatedClock
) -> None:
    ada = x.gains_follower("ada", name="Ada", bio="Engines.", followers=12, following=34, posts=56, listed=7, likes=8, verified=True)

    profile = (await client.followers(purpose=Purpose.CHECK, page_size=5)).profiles[0]

    assert (profile.user_id, profile.username, profile.name, profile.bio) == (ada.id, "ada", "Ada", "Engines.")
    assert (profile.followers, profile.following, profile.posts, profile.listed, profile.likes) == (12, 34, 56, 7, 8)
    assert (profile.verified, profile.protected, profile.followed_by_us) == (True, False, False)
    assert profile.created_at is not None
    assert profile.created_at < profile.fetched_at == clock.now()
    assert profile.avatar_url.startswith(x.url)
    assert (profile.last_post_at is not None) == (dialect is Dialect.TWEET), "2.167 does not list the most recent post as a field"


async def test_whom_we_follow_shows_on_the_profile_and_in_following(x: SimulatedX, client: XClient) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")

    x.follows_by_hand(ada)

    followers = {
        profile.username: profile.followed_by_us for profile in (await client.followers(purpose=Purpose.CHECK, page_size=5)).profiles
    }
    assert followers == {ada.username: True, bo.username: False}
    assert handles(await client.following(purpose=Purpose.CHECK, page_size=5)) == ["ada"]


async def test_nobody_follows_yet(client: XClient) -> None:
    assert await client.followers(purpose=Purpose.CHECK, page_size=5) == Page((), None)


async def test_a_look_up_leaves_out_who_is_gone(x: SimulatedX, client: XClient) -> None:
    ada, bo = x.joins("ada"), x.joins("bo")

    assert {profile.username for profile in await client.users([ada.id, bo.id, ada.id], purpose=Purpose.CHECK)} == {"ada", "bo"}
    x.suspends(bo)
    assert [profile.username for profile in await client.users([ada.id, bo.id, 12], purpose=Purpose.CHECK)] == ["ada"]
    x.suspends(ada)
    assert await client.users([ada.id, bo.id], purpose=Purpose.CHECK) == []


async def test_a_look_up_tells_who_follows_and_whom_x_has_suspended(x: SimulatedX, client: XClient) -> None:
    ada, bo, cy = x.gains_follower("ada"), x.joins("bo"), x.joins("cy")
    x.suspends(cy)
    ids = [ada.id, bo.id, cy.id, 12]
    answer = await client.look_up(ids, purpose=Purpose.CHECK)
    assert {profile.user_id for profile in answer.found} == {ada.id, bo.id}
    assert [set(answer.following_us), set(answer.suspended)] == [{ada.id}, {cy.id}]

    x.suspends(ada)
    x.leaves_x(bo)
    assert await client.look_up(ids, purpose=Purpose.CHECK) == LookedUp(suspended=frozenset({ada.id, cy.id}))


async def test_a_follow_happens_once_and_repeating_it_changes_nothing(x: SimulatedX, client: XClient) -> None:
    ada = x.gains_follower("ada")

    assert await client.follow(ada.id, purpose=Purpose.CHECK) == FollowResult(following=True, pending=False)
    assert await client.follow(ada.id, purpose=Purpose.CHECK) == FollowResult(following=True, pending=False)

    assert [person.username for person in x.following] == ["ada"]
    assert x.followed_through_api == [ada.id, ada.id]


async def test_a_protected_person_is_asked(x: SimulatedX, client: XClient) -> None:
    ada = x.gains_follower("ada", protected=True)

    assert await client.follow(ada.id, purpose=Purpose.CHECK) == FollowResult(following=False, pending=True)
    assert [profile.follow_requested for profile in await client.users([ada.id], purpose=Purpose.CHECK)] == [True]


async def test_a_self_serve_app_may_not_follow_and_is_not_charged_for_asking(
    x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    ada = x.gains_follower("ada")
    x.tier = Tier.SELF_SERVE
    assert handles(await client.followers(purpose=Purpose.CHECK, page_size=5)) == ["ada"], "reading is another matter"
    spent = x.spent_micros

    error = await raised(client.follow(ada.id, purpose=Purpose.CHECK))

    assert isinstance(error, NotAllowed)
    assert error.tier
    assert error.note == Note(XCode.NO_ACCESS)
    assert (x.followed_through_api, x.spent_micros, spend_guard.spent, spend_guard.open_reservations) == ([], spent, spent, {})


async def test_following_somebody_who_is_gone(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")
    x.suspends(ada)

    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), NotFound)
    assert isinstance(await raised(client.follow(12, purpose=Purpose.CHECK)), NotFound)
    assert (x.followed_through_api, spend_guard.open_reservations) == ([], {})


async def test_a_token_of_no_page_is_a_bad_cursor(x: SimulatedX, client: XClient) -> None:
    x.gains_followers(3)
    token = (await client.followers(purpose=Purpose.CHECK, page_size=2)).next_token
    assert token

    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=2, token="0123456789abcdef")), BadCursor)
    assert isinstance(await raised(client.following(purpose=Purpose.CHECK, page_size=2, token=token)), BadCursor)
    assert len(handles(await client.followers(purpose=Purpose.CHECK, page_size=2, token=token))) == 1


async def test_odd_tokens_are_signed_and_sent_as_they_are(x: SimulatedX, client: XClient) -> None:
    odd = "a b+c&d=e%20f:g,h/ü~*"

    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=2, token=odd)), BadCursor)
    assert x.calls[-1].query["pagination_token"] == odd


async def test_a_client_may_be_closed_twice_or_unused(x: SimulatedX, open_client: OpenClient) -> None:
    unused, used = open_client(x.url, keys_of(x)), open_client(x.url, keys_of(x))
    await used.me(purpose=Purpose.CHECK)

    for client in (unused, used, used):
        await client.close()
