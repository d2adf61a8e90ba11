from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bot.demo.x import Persona, SimulatedX
from bot.demo.x.world.sample_texts import HOSTILE_BIOS, HOSTILE_NAMES
from tests.demo.x.conftest import Caller


async def test_a_human_follows_on_the_follow_page(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    url = f"{x.url}/intent/follow?user_id={ada.id}"
    asked = await call.raw("GET", url)
    assert "<button autofocus>Follow</button>" in asked.body
    assert (x.follow_page_opened_for, x.following) == ([ada], ())

    done = await call.raw("POST", url)
    assert "You now follow @ada" in done.body
    assert "<button" not in done.body
    assert x.following == (ada,)
    assert (x.followed_through_api, x.spent_micros) == ([], 0)


async def test_a_protected_person_gets_a_request(x: SimulatedX, call: Caller) -> None:
    shy = x.gains_follower("shy", Persona.PROTECTED)
    done = await call.raw("POST", f"{x.url}/intent/follow?user_id={shy.id}")
    assert "Request sent" in done.body
    assert (x.following, x.pending_follows) == ((), {shy})


@pytest.mark.parametrize("user_id", ["", "12", "me", "9" * 30])
async def test_nobody_to_follow(x: SimulatedX, call: Caller, user_id: str) -> None:
    for method in ("GET", "POST"):
        reply = await call.raw("GET" if method == "GET" else "POST", f"{x.url}/intent/follow?user_id={user_id}")
        assert (reply.status, "This account doesn’t exist" in reply.body) == (404, True)


async def test_the_account_cannot_follow_itself_or_a_ghost_on_the_page(x: SimulatedX, call: Caller) -> None:
    ghost = x.gains_follower("ghost")
    x.suspends(ghost)
    assert (await call.raw("POST", f"{x.url}/intent/follow?user_id={ghost.id}")).status == 404
    assert "This is you." in (await call.raw("POST", f"{x.url}/intent/follow?user_id={x.account.id}")).body
    assert x.following == ()


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "$name ${bio}", "\u202eadA", *HOSTILE_NAMES]
)
async def test_hostile_profiles_stay_text(x: SimulatedX, call: Caller, name: str) -> None:
    ada = x.gains_follower("ada", name=name, bio=name)
    for path in (f"intent/follow?user_id={ada.id}", "ada"):
        page = (await call.raw("GET", f"{x.url}/{path}")).body
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<h1><bdi>" in page


@pytest.mark.parametrize("name", ["Ada Arden", "<b> &", "", "🦊🦊", "\u202eevil", '"quoted" name', "e\u0301a"])
async def test_an_avatar_is_a_valid_picture(x: SimulatedX, call: Caller, name: str) -> None:
    ada = x.gains_follower("ada", name=name)
    reply = await call.followers(**{"user.fields": "profile_image_url"})
    picture = await call.raw("GET", reply.body["data"][0]["profile_image_url"])
    assert picture.content_type == "image/svg+xml"
    assert ET.fromstring(picture.body).tag.endswith("svg")
    assert (await call.raw("GET", f"{x.url}/avatars/{ada.id + 1}.svg")).status == 404


async def test_profiles_have_a_page(x: SimulatedX, call: Caller) -> None:
    x.gains_follower("Ada", followers=12_345, bio=HOSTILE_BIOS[0])
    assert "12,345 followers" in (await call.raw("GET", f"{x.url}/ada")).body
    assert (await call.raw("GET", f"{x.url}/nobody")).status == 404


async def test_a_page_by_id_is_the_same_persons_whatever_they_are_called(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    x.renames(ada, "ada_of_old")
    other = x.gains_follower("ada")

    assert "@ada_of_old" in (await call.raw("GET", f"{x.url}/i/user/{ada.id}")).body
    assert f"/avatars/{other.id}" in (await call.raw("GET", f"{x.url}/ada")).body
    assert (await call.raw("GET", f"{x.url}/i/user/12")).status == 404
    with pytest.raises(ValueError, match="taken"):
        x.renames(other, "Ada_Of_Old")
