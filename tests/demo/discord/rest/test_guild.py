"""What a bot can ask about itself and its server, each answer held against Discord's document where there is one."""

from __future__ import annotations

import pytest

from bot.demo.discord import SimulatedDiscord
from tests.demo.discord.raw_client import Caller

ROUTES = [
    "/users/@me",
    "/users/@me/guilds",
    "/oauth2/applications/@me",
    "/gateway",
    "/gateway/bot",
    "/guilds/{guild_id}",
    "/guilds/{guild_id}/roles",
    "/guilds/{guild_id}/channels",
    "/guilds/{guild_id}/members/{user_id}",
    "/channels/{channel_id}",
]


@pytest.mark.parametrize("route", ROUTES)
async def test_answers_fit_the_document(d: SimulatedDiscord, api: Caller, route: str) -> None:
    path = route.format(guild_id=d.guild_id, user_id=d.application_id, channel_id=d.channel_id)
    assert (await api.get(path, route)).status == 200


async def test_the_gateway_is_where_it_says(d: SimulatedDiscord, api: Caller) -> None:
    assert (await api.get("/gateway/bot")).json["url"] == d.gateway_url


async def test_the_team(d: SimulatedDiscord, api: Caller) -> None:
    assert [(person.name, person.role_names) for person in d.people] == [
        ("Maya", ["Approver"]),
        ("Leo", ["Approver"]),
        ("Sam", ["Viewer"]),
        ("Olga", ["Manager"]),
    ]
    member = (await api.get(f"/guilds/{d.guild_id}/members/{d.person('Maya').id}")).json
    assert member["roles"] == [str(d.approver_role_id)]
    assert len({person.colour for person in d.people}) == 4
    with pytest.raises(KeyError, match="Nobody here is called 'Max'"):
        d.person("Max")


async def test_only_a_channels_own_permissions_can_be_given(d: SimulatedDiscord) -> None:
    with pytest.raises(ValueError, match="MANAGE_GUILD"):
        d.permissions.add("MANAGE_GUILD")
