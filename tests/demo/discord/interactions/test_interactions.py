"""What people do and what they get back, with a bot of the real discord.py in between."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.demo.discord import Json, Message, NotPossible, Response, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import CallbackButton, SampleBot, card, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.raw_client import Caller, RawGateway

Interaction = discord.Interaction[Any]
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{HOOK}/messages/@original"
EPHEMERAL = 64


async def shown(team: SampleBot, d: SimulatedDiscord, *items: discord.ui.Item[Any]) -> Message:
    """A message with these buttons or selects under a line of text."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay("Pick one"))
    for item in items:
        view.add_item(discord.ui.ActionRow(item))
    await text_channel(team, d).send(view=view)
    return d.channel.messages[-1]


async def test_buttons_work_after_a_restart_of_the_bot(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=card("ada"))
    async with running(SampleBot(d.guild_id), d):
        message = await d.channel.card_about("ada")
        answer = await maya.presses(message, "Approve")
    assert answer.message is message
    assert (answer.text, answer.private, message.edits, message.buttons) == ("Approved by Maya: @ada", False, 1, [])
    assert d.refusals == []


async def test_a_click_on_what_has_changed_meanwhile_still_reaches_the_bot(
    d: SimulatedDiscord, maya: SimulatedMember, leo: SimulatedMember
) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=card("ada"))
        message = await d.channel.card_about("ada")
        as_leo_sees_it = message.snapshot()
        await maya.presses(message, "Approve")
        answer = await leo.presses(as_leo_sees_it, "Approve")
    assert answer.text == message.text == "Approved by Leo: @ada"


async def test_the_bot_knows_who_clicked_and_what_they_may(d: SimulatedDiscord) -> None:
    async def tells(interaction: Interaction) -> None:
        member = interaction.user
        assert isinstance(member, discord.Member)
        role = member.get_role(d.approver_role_id) is not None
        await interaction.response.send_message(f"{member.display_name} {role} {interaction.permissions.manage_guild}", ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Who am I?", tells))
        seen = [(await person.presses(message, "Who am I?")).text for person in d.people]
    assert seen == ["Maya True False", "Leo True False", "Sam False False", "Olga False True"]


async def test_a_private_answer_is_seen_by_one_person_alone(
    d: SimulatedDiscord, maya: SimulatedMember, leo: SimulatedMember, api: Caller
) -> None:
    async def whispers(interaction: Interaction) -> None:
        await interaction.response.send_message("only you", ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Whisper", whispers))
        answer = await maya.presses(message, "Whisper")
    whispered = answer.message
    assert whispered is not None
    assert answer.private
    assert maya.sees == [message, whispered]
    assert leo.sees == d.channel.messages == [message]
    assert (await api.get(f"/channels/{d.channel_id}/messages/{whispered.id}")).code == (404, 10008)
    with pytest.raises(NotPossible, match="does not see"):
        leo.deletes(whispered)
    maya.dismisses(whispered)
    assert maya.sees == [message]


async def test_a_private_desk_changes_in_place(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async def next_one(interaction: Interaction) -> None:
        await interaction.response.edit_message(content="2 of 2", view=None)

    async def opens(interaction: Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(CallbackButton("Next", next_one))
        await interaction.response.send_message("1 of 2", view=view, ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Desk", opens))
        desk = await maya.presses(message, "Desk")
        turned = await maya.presses(desk, "Next")
    assert turned.message is desk.message
    assert (desk.text, desk.private, turned.private) == ("2 of 2", True, True)


async def test_a_slow_bot_says_that_it_is_thinking_first(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    go_on = asyncio.Event()

    async def ponders(interaction: Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        await go_on.wait()
        await interaction.followup.send("done thinking", ephemeral=True)
        await interaction.followup.send("and more", ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Ponder", ponders))
        answer = await maya.presses(message, "Ponder")
        assert (answer.thinking, answer.text, answer.private) == (True, "", True)
        go_on.set()
        assert (await answer.arrives()).text == "done thinking"
        await d.until(lambda: bool(answer.followups))
    assert answer.text == "done thinking\nand more"
    assert [followup.private for followup in answer.followups] == [True]


async def test_taking_note_first_and_changing_the_card_later(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async def settles(interaction: Interaction) -> None:
        await interaction.response.defer()
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.TextDisplay("Settled"))
        await interaction.edit_original_response(view=view)
        await interaction.followup.send("Well done", ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Settle", settles))
        answer = await maya.presses(message, "Settle")
        await d.until(lambda: bool(answer.followups))
    assert message.text == "Settled"
    assert (answer.text, answer.private) == ("Well done", True)


async def test_the_original_answer_can_be_read_and_deleted(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    texts: list[str] = []

    async def passes_by(interaction: Interaction) -> None:
        response = await interaction.response.send_message("soon gone")
        assert isinstance(response.resource, discord.InteractionMessage)
        texts.append((await interaction.original_response()).content)
        followup = await interaction.followup.send("me too", wait=True)
        await followup.edit(content="me three")
        texts.append((await followup.fetch()).content)
        await followup.delete()
        await interaction.delete_original_response()

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Pass", passes_by))
        answer = await maya.presses(message, "Pass")
        await d.until(lambda: len(d.channel.messages) == 1 and answer.message is None)
    assert texts == ["soon gone", "me three"]
    assert (answer.text, answer.followups, answer.failed) == ("", [], False)


async def test_selects_bring_what_was_picked(d: SimulatedDiscord, maya: SimulatedMember, leo: SimulatedMember) -> None:
    class Colours(discord.ui.Select[Any]):
        async def callback(self, interaction: Interaction) -> None:
            await interaction.response.send_message(f"picked {self.values}")

    class People(discord.ui.UserSelect[Any]):
        async def callback(self, interaction: Interaction) -> None:
            await interaction.response.send_message(f"picked {[user.display_name for user in self.values]}")

    colours = Colours(placeholder="Colour", max_values=2, options=[discord.SelectOption(label=c.title(), value=c) for c in ("red", "blue")])
    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, colours, People(placeholder="Member"))
        assert (await maya.picks(message, "Colour", ["blue", "red"])).text == "picked ['blue', 'red']"
        assert (await maya.picks(message, "Member", [leo])).text == "picked ['Leo']"
        with pytest.raises(NotPossible, match="green"):
            await maya.picks(message, "Colour", ["green"])
        with pytest.raises(NotPossible, match="Between 1 and 2"):
            await maya.picks(message, "Colour", [])
        with pytest.raises(NotPossible, match="the message has"):
            await maya.picks(message, "Shape", ["round"])
    assert d.refusals == []


async def test_a_bot_that_says_nothing_for_three_seconds_has_failed(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    told_late: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def dawdles(interaction: Interaction) -> None:
        failed = asyncio.Event()
        stop = d.on_change(lambda event: failed.set() if event["type"] == "interaction_failed" else None)
        await failed.wait()
        stop()
        try:
            await interaction.response.send_message("sorry, late")
        except discord.NotFound as error:
            told_late.set_result(error.code)

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("Dawdle", dawdles))
        answer = await maya.presses(message, "Dawdle")
        assert await asyncio.wait_for(told_late, 5) == 10062
    assert answer.failed
    assert (answer.text, answer.message) == ("This interaction failed", None)


async def test_nobody_answers_when_no_bot_is_there(d: SimulatedDiscord, api: Caller, maya: SimulatedMember) -> None:
    await api.post(f"/applications/{d.application_id}/commands", {"name": "status", "description": "How it is"})
    answer = await maya.types("/status")
    assert (answer.failed, answer.text) == (True, "The application did not respond")


@pytest.mark.parametrize(
    ("label", "why"),
    [("Nothing", "the message has"), ("Off", "is disabled"), ("Web", "opens https://x.com"), ("Twin", "2 buttons")],
)
async def test_what_cannot_be_pressed(d: SimulatedDiscord, maya: SimulatedMember, label: str, why: str) -> None:
    items = [discord.ui.Button[Any](label="Off", disabled=True), discord.ui.Button[Any](label="Web", url="https://x.com")]
    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, *items, discord.ui.Button(label="Twin"), discord.ui.Button(label="Twin"))
    with pytest.raises(NotPossible, match=why):
        await maya.presses(message, label)


async def test_a_button_can_be_named_by_its_emoji_or_custom_id(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async def answers(interaction: Interaction) -> None:
        await interaction.response.send_message("yes")

    async with running(SampleBot(d.guild_id), d) as team:
        message = await shown(team, d, CallbackButton("", answers, emoji="👍", custom_id="thumb"))
        assert (await maya.presses(message, "👍")).text == "yes"
        assert (await maya.presses(message, custom_id="thumb")).text == "yes"


async def test_a_deleted_message_cannot_be_acted_on(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=card("ada"))
    message = d.channel.messages[0]
    maya.deletes(message)
    with pytest.raises(NotPossible, match="was deleted"):
        await maya.presses(message, "Approve")


async def pressed(raw: RawGateway, api: Caller, d: SimulatedDiscord, maya: SimulatedMember) -> tuple[asyncio.Task[Response], Json, str]:
    """A click on its way, what the bot heard of it, and where its answer belongs."""
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
    await api.post(f"/channels/{d.channel_id}/messages", {"content": "x", "components": [row]})
    click = asyncio.create_task(maya.presses(d.channel.messages[-1], "Go"))
    event = (await raw.receive("INTERACTION_CREATE"))["d"]
    return click, event, f"/interactions/{event['id']}/{event['token']}/callback"


async def test_the_event_holds_what_a_bot_needs(d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember) -> None:
    click, event, callback = await pressed(raw, api, d, maya)
    assert event["message"] == d.channel.messages[-1].payload
    assert event["data"] == {"component_type": 2, "custom_id": "go"}
    assert (event["type"], event["version"], event["attachment_size_limit"]) == (3, 1, 10 * 1024 * 1024)
    assert event["member"]["user"]["id"] == str(maya.id)
    assert int(event["app_permissions"]) == d.permissions.bits
    assert abs(discord.utils.snowflake_time(int(event["id"])) - discord.utils.utcnow()) < timedelta(seconds=5)
    assert (await api.post(callback, {"type": 6})).status == 204
    assert not (await click).failed


@pytest.mark.parametrize("kind", [4, 5, 6, 7])
async def test_callbacks_answer_with_what_they_made(
    d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember, kind: int
) -> None:
    click, event, callback = await pressed(raw, api, d, maya)
    data = {"content": "made"} if kind in (4, 7) else {"flags": EPHEMERAL}
    reply = await api.post(f"{callback}?with_response=true", {"type": kind, "data": data}, CALLBACK if kind != 5 else "")
    answer = await click
    assert answer.message is not None
    about = reply.json["interaction"]
    assert (about["id"], about["response_message_id"]) == (event["id"], str(answer.message.id))
    assert (about["response_message_loading"], about["response_message_ephemeral"]) == (kind == 5, kind == 5)
    assert ("resource" in reply.json) == (kind != 6)


async def test_an_interaction_is_answered_once(d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember) -> None:
    click, _, callback = await pressed(raw, api, d, maya)
    assert (await api.post(callback, {"type": 4, "data": {"content": "one"}})).status == 204
    assert (await api.post(callback, {"type": 4, "data": {"content": "two"}})).code == (400, 40060)
    assert (await click).text == "one"


@pytest.mark.parametrize("kind", [1, 8, 99])
async def test_the_wrong_kind_of_answer_is_refused(
    d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember, kind: int
) -> None:
    click, _, callback = await pressed(raw, api, d, maya)
    assert (await api.post(callback, {"type": kind})).code == (400, 50035)
    assert (await api.post(callback, {"type": 6})).status == 204
    assert not (await click).failed


async def test_a_message_that_was_deleted_meanwhile_cannot_be_changed(
    d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember
) -> None:
    click, _, callback = await pressed(raw, api, d, maya)
    maya.deletes(d.channel.messages[-1])
    assert (await api.post(callback, {"type": 7, "data": {"content": "x"}})).code == (404, 10008)
    assert (await api.post(callback, {"type": 4, "data": {"content": "It is gone"}})).status == 204
    assert (await click).text == "It is gone"


async def test_unknown_interactions_and_webhooks(d: SimulatedDiscord, api: Caller) -> None:
    assert (await api.post("/interactions/1/x/callback", {"type": 6})).code == (404, 10062)
    assert (await api.post(f"/webhooks/{d.application_id}/x", {"content": "x"})).code == (401, 50027)
    assert (await api.post("/webhooks/1/x", {"content": "x"})).code == (404, 10015)


async def test_follow_ups_belong_to_their_interaction_for_fifteen_minutes(
    d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember
) -> None:
    click, event, callback = await pressed(raw, api, d, maya)
    hook = f"/webhooks/{d.application_id}/{event['token']}"
    assert (await api.post(hook, {"content": "too early"})).code == (404, 10062)
    await api.post(callback, {"type": 4, "data": {"content": "first"}})
    answer = await click
    made = (await api.post(hook, {"content": "second"}, HOOK)).json
    assert (await api.get(f"{hook}/messages/{made['id']}", f"{HOOK}/messages/{{message_id}}")).json == made
    assert (await api.get(f"{hook}/messages/@original", ORIGINAL)).json["content"] == "first"
    assert (await api.get(f"{hook}/messages/{event['message']['id']}")).code == (404, 10008)
    assert answer.text == "first\nsecond"

    d.expire_interactions()
    assert (await api.post(hook, {"content": "third"})).code == (401, 50027)
    assert (await api.call("PATCH", f"{hook}/messages/@original", json={"content": "x"})).code == (401, 50027)
    assert answer.text == "first\nsecond"
