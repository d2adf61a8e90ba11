"""What X refuses because of how the app is set up is told apart from what the access level does not have."""

from __future__ import annotations

import pytest

from bot.demo.x import SimulatedX, Tier
from bot.domain import Note, Purpose
from bot.x.client import XClient
from bot.x.errors import NotAllowed, NotSetUp, Unreachable, XCode
from bot.x.http.refusals import refusal_of
from bot.x.http.transport import Answer
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import raised
from tests.x.http.test_refusals import UNTIL, problem

KIND = "https://api.x.com/2/problems/client-forbidden"


async def test_an_app_in_the_wrong_package_hears_how_to_move_it_whatever_it_asks(
    x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    ada = x.gains_follower("ada")
    x.app_enrolled = False

    attempts = (
        client.follow(ada.id, purpose=Purpose.FOLLOW_BACK),
        client.may_follow(purpose=Purpose.ACCESS),
        client.me(purpose=Purpose.CHECK),
        client.followers(purpose=Purpose.DETECTION, page_size=5),
    )
    for attempt in attempts:
        error = await raised(attempt)
        assert isinstance(error, NotSetUp)
        assert error.note == Note(XCode.NOT_SET_UP)
    assert (spend_guard.spent, spend_guard.open_reservations, spend_guard.refusals) == (0, {}, [])


async def test_a_user_who_must_register_is_told_where(x: SimulatedX, client: XClient) -> None:
    x.user_enrolled = False

    for attempt in (client.me(purpose=Purpose.CHECK), client.may_follow(purpose=Purpose.ACCESS)):
        error = await raised(attempt)
        assert isinstance(error, NotSetUp)
        assert error.note == Note(XCode.NOT_REGISTERED, {"url": "https://developer.x.com/en/portal/products"})


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x.com",
        "https://x.com.evil.example/",
        "http://x.com/",
        "https://x.com/)](https://evil.example",
        "javascript:1",
        7,
    ],
)
def test_an_address_that_is_not_x_s_is_never_shown(url: object) -> None:
    error = refusal_of(problem(403, "No", KIND, reason="user-not-enrolled", registration_url=url), write=False, until=UNTIL)

    assert isinstance(error, NotSetUp)
    assert error.note == Note(XCode.NOT_REGISTERED, {"url": None})


async def test_an_app_that_may_read_lacks_the_access_level(x: SimulatedX, client: XClient) -> None:
    """Also where nothing has been read yet: then the account is."""
    ada = x.gains_follower("ada")
    x.tier = Tier.SELF_SERVE

    assert await client.may_follow(purpose=Purpose.ACCESS) is False
    error = await raised(client.follow(ada.id, purpose=Purpose.FOLLOW_BACK))
    assert isinstance(error, NotAllowed)
    assert error.tier
    assert {call.path.rpartition("/")[2] for call in x.calls if call.method == "GET"} == {"me"}


async def test_while_x_does_not_let_anybody_read_nothing_is_concluded(x: SimulatedX, client: XClient) -> None:
    x.tier = Tier.SELF_SERVE
    x.refuse(9, status=503, method="GET")

    assert isinstance(await raised(client.may_follow(purpose=Purpose.ACCESS)), Unreachable)


@pytest.mark.parametrize(
    "answer",
    [
        problem(403, "Your client app is not enrolled.", KIND),
        problem(403, "You have access to a subset of endpoints."),
        Answer(200, {}, {"errors": [{"type": KIND, "detail": "no"}]}),
    ],
)
def test_a_refusal_without_the_reason_is_about_the_access_level(answer: Answer) -> None:
    error = refusal_of(answer, write=True, until=UNTIL)

    assert isinstance(error, NotAllowed)
    assert error.tier
    assert error.enrolled
