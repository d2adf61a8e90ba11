"""Slash commands: registering them, typing them, and what is suggested while typing."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.demo.discord import Json, NotPossible, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.discord.raw_client import Caller

Interaction = discord.Interaction[Any]
EVERYWHERE = "/applications/{application_id}/commands"
HERE = "/applications/{application_id}/guilds/{guild_id}/commands"

followers = app_commands.Group(name="followers", description="Who follows")


@followers.command(description="One person")
async def lookup(interaction: Interaction, handle: app_commands.Range[str, 1, 15]) -> None:
    await interaction.response.send_message(f"about @{handle}")


@lookup.autocomplete("handle")
async def _handles(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"@{name}", value=name) for name in ("ada", "adam", "bob") if name.startswith(current)]


@app_commands.command(description="Who decided what")
async def history(
    interaction: Interaction,
    member: discord.Member | None = None,
    days: app_commands.Range[int, 1, 30] = 7,
    what: app_commands.Choice[str] | None = None,
    as_file: bool = False,
) -> None:
    await interaction.response.send_message(
        f"{member.display_name if member else '-'} {days} {what.value if what else '-'} {as_file}", ephemeral=True
    )


history = app_commands.choices(what=[app_commands.Choice(name="Approved", value="approve")])(history)


@app_commands.command(description="Breaks")
async def broken(interaction: Interaction, word: str) -> None:
    await interaction.response.send_message(word)


@broken.autocomplete("word")
async def _too_many(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=str(number), value=str(number)) for number in range(26)]


@pytest.fixture
async def team(d: SimulatedDiscord) -> Any:
    async with running(SampleBot(d.guild_id, followers, history, broken), d) as team:
        yield team


@pytest.mark.usefixtures("team")
async def test_commands_are_typed_with_their_options(maya: SimulatedMember, leo: SimulatedMember) -> None:
    assert (await maya.types("/followers lookup", handle="ada")).text == "about @ada"
    answer = await maya.types("/history", member=leo, days=3, what="approve", as_file=True)
    assert (answer.text, answer.private) == ("Leo 3 approve True", True)
    assert (await maya.types("/history")).text == "- 7 - False"
    assert (await maya.types("/history", member=str(leo.id))).text == "Leo 7 - False"


@pytest.mark.usefixtures("team")
async def test_an_answer_says_which_command_it_answers(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    answer = await maya.types("/followers lookup", handle="ada")
    assert answer.message is not None
    payload = answer.message.payload
    assert payload["type"] == 20
    assert payload["interaction"]["name"] == "followers lookup"
    assert payload["interaction_metadata"]["user"]["id"] == str(maya.id)


@pytest.mark.usefixtures("team")
async def test_suggestions_follow_what_is_typed(maya: SimulatedMember) -> None:
    assert await maya.completes("/followers lookup", "handle", "ad") == [("@ada", "ada"), ("@adam", "adam")]
    assert await maya.completes("/followers lookup", "handle", "x") == []


@pytest.mark.usefixtures("team")
async def test_too_many_suggestions_are_refused(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    with pytest.raises(NotPossible, match="failed"):
        await maya.completes("/broken", "word", "")
    assert "data.choices" in d.refusals[0]


@pytest.mark.parametrize(
    ("command", "options", "why"),
    [
        ("/nothing", {}, "There is no command /nothing; there are /broken, /followers lookup, /history"),
        ("/followers", {}, "needs one more word"),
        ("/followers audit", {}, "no 'audit'"),
        ("/followers lookup", {}, "cannot be sent without"),
        ("/followers lookup", {"handle": "x" * 16}, "between 1 and 15"),
        ("/followers lookup", {"handle": 7}, "cannot be typed"),
        ("/history", {"who": "ada"}, "no option"),
        ("/history", {"days": 31}, "between 1 and 30"),
        ("/history", {"days": True}, "cannot be typed"),
        ("/history", {"days": "3"}, "cannot be typed"),
        ("/history", {"as_file": "yes"}, "cannot be typed"),
        ("/history", {"what": "skip"}, "among the choices"),
        ("/history", {"member": 1}, "nobody in this server"),
    ],
)
@pytest.mark.usefixtures("team")
async def test_what_the_app_would_not_send(maya: SimulatedMember, command: str, options: dict[str, Any], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        await maya.types(command, **options)


@pytest.mark.usefixtures("team")
async def test_only_some_options_suggest(maya: SimulatedMember) -> None:
    with pytest.raises(NotPossible, match="suggests nothing"):
        await maya.completes("/history", "days", "3")


async def test_registering_keeps_ids_and_hides_what_is_gone(d: SimulatedDiscord, api: Caller) -> None:
    path = f"/applications/{d.application_id}/guilds/{d.guild_id}/commands"
    events: list[str] = []
    d.on_change(lambda event: events.append(event["type"]))
    first = (await api.call("PUT", path, HERE, json=[_command("queue"), _command("status")])).json
    second = (await api.call("PUT", path, HERE, json=[_command("queue", description="Changed")])).json
    assert [command["name"] for command in d.commands] == ["queue"]
    assert (second[0]["id"], second[0]["description"]) == (first[0]["id"], "Changed")
    assert second[0]["version"] != first[0]["version"]
    assert (await api.get(path, HERE)).json == second
    assert "commands" in events


async def test_a_servers_own_command_hides_the_one_for_all(d: SimulatedDiscord, api: Caller) -> None:
    everywhere, here = f"/applications/{d.application_id}/commands", f"/applications/{d.application_id}/guilds/{d.guild_id}/commands"
    await api.post(everywhere, _command("status"), EVERYWHERE)
    await api.post(everywhere, _command("queue"), EVERYWHERE)
    await api.post(here, _command("queue", description="Ours"), HERE)
    assert sorted((command["name"], command["description"]) for command in d.commands) == [("queue", "Ours"), ("status", "Does it")]
    assert [command["name"] for command in (await api.get(everywhere, EVERYWHERE)).json] == ["status", "queue"]


async def test_commands_of_others_are_out_of_reach(d: SimulatedDiscord, api: Caller) -> None:
    assert (await api.get("/applications/1/commands")).code == (404, 10002)
    assert (await api.get(f"/applications/{d.application_id}/guilds/1/commands")).code == (403, 50001)


def _command(name: str, **facts: object) -> Json:
    return {"name": name, "type": 1, "description": "Does it", **facts}
