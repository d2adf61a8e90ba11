"""A setting is changed with a form and in force at once; the host's is the default, and of budgets the ceiling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.demo.discord import NotPossible, Response
from bot.demo.discord.guild import OTHER_CHANNEL_ID
from bot.domain import MICROS, SettingGroup
from tests.cogs.components.test_forms import fills_in
from tests.support.discord import DiscordWorld, chooses_setting, shows_settings


async def choose(world: DiscordWorld, setting: str, who: str = "Maya") -> Response:
    """The form that opens when this setting is chosen."""
    return await chooses_setting(world.discord.person(who), setting)


async def change(world: DiscordWorld, setting: str, value: str | list[str], who: str = "Maya") -> Response:
    return await world.discord.person(who).submits(await choose(world, setting, who), value=value)


async def test_a_change_is_in_force_at_once_and_told_with_before_and_after(world: DiscordWorld) -> None:
    answer = await change(world, "daily_budget_usd", "2.50")
    await world.until_shown()

    told = "**Maya** changed “Daily budget” from $10 to $2.50."
    assert told in answer.text
    assert "Daily budget: **$2.50** · $0 to $10 · changed by Maya on" in answer.text
    assert world.services.context.policy.daily_budget == 2_500_000
    assert [message.text for message in world.discord.channel.messages].count(told) == 1
    assert told in (await world.leo.types("/history")).text
    assert told not in (await world.leo.types("/history", member=world.leo)).text


async def test_of_what_names_may_cost_the_host_is_no_ceiling(world: DiscordWorld) -> None:
    answer = await change(world, "leavers_budget_usd", "25.50")
    assert "“Budget for who left” from $10 to $25.50" in answer.text
    assert world.services.context.policy.leavers_budget == 25_500_000

    refused = await change(world, "leavers_budget_usd", "100001")
    assert "Dollars a month such as 10 or 2.50, from $0 (never) to $100,000." in refused.text


async def test_the_host_is_the_ceiling_and_what_was_typed_is_kept(world: DiscordWorld) -> None:
    refused = await change(world, "daily_budget_usd", "10.01")
    assert "“10\\.01” is not possible for “Daily budget”. Nothing was changed." in refused.text
    assert "from $0 to $10; only your host can allow more." in refused.text

    again = await world.maya.presses(refused, "Edit again")
    taken = await world.maya.submits(again, value="9")
    assert "10.01" in str(again.modal)
    assert "from $10 to $9" in taken.text


@pytest.mark.parametrize(
    ("setting", "typed", "hint"),
    [
        ("digest_time", "25:00", "A time of day such as 09:00."),
        ("timezone", "Mars/Olympus", "A time zone such as Europe/Berlin"),
        ("quiet_hours", "22:00", "such as 22:00-07:00"),
        ("prompts_per_day", "  ", "A whole number from 0 to 500."),
        ("repeat_days", "91", "Days, a whole number from 1 to 90."),
    ],
)
async def test_what_an_environment_would_not_take_changes_nothing(world: DiscordWorld, setting: str, typed: str, hint: str) -> None:
    before = world.services.context.policy
    refused = await change(world, setting, typed)

    assert "Nothing was changed." in refused.text
    assert hint in refused.text
    assert world.services.context.policy == before


async def test_it_is_kept_over_a_restart_until_it_is_the_hosts_again(world: DiscordWorld) -> None:
    await change(world, "digest_days", ["mon", "thu"])
    await change(world, "quiet_hours", "22:00-07:00")
    await world.restart()
    shown = await world.leo.types("/settings show")
    assert "Daily digest: **Monday and Thursday**" in shown.text

    reset = await world.leo.picks(shown, "Go back to your host’s value", ["digest_days"])
    assert "**Leo** set “Daily digest” back to your host’s value, from Monday and Thursday to every day." in reset.text
    assert "Quiet hours: **22:00–07:00**" in reset.text
    assert not world.services.context.policy.digest_days


async def test_a_host_that_allows_less_is_obeyed_after_a_restart(world: DiscordWorld) -> None:
    await change(world, "daily_budget_usd", "9")
    world.policy = replace(world.policy, daily_budget=4 * MICROS)
    await world.restart()

    assert world.services.context.policy.daily_budget == 4 * MICROS
    assert "Daily budget: **$4** · $0 to $4\n" in (await shows_settings(world.maya, SettingGroup.X)).text


async def test_roles_are_chosen_from_the_servers_and_count_at_once(world: DiscordWorld) -> None:
    answer = await change(world, "discord_approver_role_ids", [str(world.discord.viewer_role_id)])
    sam = await choose(world, "digest_time", "Sam")
    leo = await world.leo.types("/history")

    assert f"Roles that decide: **<@&{world.discord.viewer_role_id}>**" in answer.text
    assert sam.modal
    assert "can use Mutuals here" in leo.text


async def test_roles_and_members_to_mention_are_chosen_together_and_everybody_cannot_be(world: DiscordWorld) -> None:
    role, member = world.discord.approver_role_id, world.leo.id
    answer = await change(world, "notify_complaints", [str(role), str(member)])
    assert f"“Mention for complaints” from nobody to <@{member}> and <@&{role}>." in answer.text
    again = await choose(world, "notify_complaints")
    assert {value["id"] for value in again.modal["components"][0]["component"]["default_values"]} == {str(role), str(member)}  # type: ignore[index]

    everybody = await change(world, "notify_complaints", [str(world.discord.guild_id)])
    assert f"“<@&{world.discord.guild_id}>” is not possible" in everybody.text
    assert "@everyone cannot be mentioned" in everybody.text
    assert len(world.services.context.policy.notify_complaints) == 2
    both = await change(world, "notify_complaints", [str(world.discord.guild_id), str(member)])
    form = await world.maya.presses(both, "Edit again")
    assert [value["type"] for value in form.modal["components"][0]["component"]["default_values"]] == ["role", "user"]  # type: ignore[index]
    assert "to nobody" in (await change(world, "notify_complaints", [])).text


async def test_a_role_that_the_bot_may_not_mention_is_a_fault_of_the_set_up(world: DiscordWorld) -> None:
    await change(world, "notify_outages", [str(world.discord.viewer_role_id)])

    await world.discord.channel.shows(lambda m: "The bot may not mention @Viewer in #new-followers" in m.text)
    world.discord.permissions.add("MENTION_EVERYONE")
    await world.until(lambda: not world.services.setup.faults)


async def test_channels_are_chosen_from_the_servers_and_used_at_once_and_after_a_restart(world: DiscordWorld) -> None:
    await world.stop()
    alerts = world.discord.adds_channel("alerts")
    await world.start()
    answer = await change(world, "discord_alert_channel_id", [str(alerts.id)])
    assert f"from same as for cards to <#{alerts.id}>" in answer.text
    assert f"- Channel for alerts: **<#{alerts.id}>** · changed by Maya" in answer.text
    await alerts.shows(lambda message: "“Channel for alerts”" in message.text)
    await world.restart()
    await change(world, "quiet_hours", "22:00-07:00")
    await alerts.shows(lambda message: "“Quiet hours”" in message.text)

    form = await choose(world, "discord_alert_channel_id")
    none = await world.maya.submits(form, value=[])
    assert f"from <#{alerts.id}> to same as for cards" in none.text
    await world.discord.channel.shows(lambda message: "to same as for cards" in message.text)
    with pytest.raises(NotPossible, match="must be chosen"):
        await change(world, "discord_channel_id", [])


async def test_a_channel_of_another_server_or_none_at_all_is_not_taken(world: DiscordWorld) -> None:
    for sent in (str(OTHER_CHANNEL_ID), "7", "everywhere"):
        answer = await fills_in(world.maya, "setting:discord_channel_id", value=sent)
        assert "is not possible for “Channel for cards”. Nothing was changed." in answer.text
        assert "A text channel of this server." in answer.text
        again = await world.maya.presses(answer, "Edit again")
        assert again.modal
        assert sent not in str(again.modal["components"])
    assert world.services.context.policy.channels.cards == world.discord.channel_id


async def test_a_channel_in_which_the_bot_may_not_post_is_told_at_once(world: DiscordWorld) -> None:
    await world.stop()
    alerts = world.discord.adds_channel("alerts")
    alerts.bot_permissions.discard("VIEW_CHANNEL")
    await world.start()
    await change(world, "discord_alert_channel_id", [str(alerts.id)])

    told = await world.discord.channel.shows(lambda message: "Something is wrong" in message.text)
    assert f"View Channel: not allowed in the channel {alerts.id}." in told.text
    alerts.bot_permissions.add("VIEW_CHANNEL")
    await world.until(lambda: "is fixed" in told.text)


async def test_a_role_that_is_gone_is_replaced_and_the_fault_is_mended(world: DiscordWorld) -> None:
    world.discord.deletes_role(world.discord.approver_role_id)
    await world.until(lambda: bool(world.services.setup.faults))
    await change(world, "discord_approver_role_ids", [str(world.discord.viewer_role_id)], "Olga")

    await world.until(lambda: not world.services.setup.faults)


async def test_without_any_role_the_commands_are_shown_to_those_who_manage_the_server(world: DiscordWorld) -> None:
    await change(world, "discord_approver_role_ids", [], "Olga")
    await change(world, "discord_viewer_role_ids", [], "Olga")

    await world.until(lambda: all(command["default_member_permissions"] == "32" for command in world.discord.commands))


async def test_a_viewer_sees_the_settings_and_changes_none(world: DiscordWorld) -> None:
    refused = await choose(world, "digest_time", "Sam")
    sent = await fills_in(world.discord.person("Sam"), "setting:digest_time", value="10:00")

    for answer in (refused, sent):
        assert "can decide here. Nothing was changed." in answer.text
    assert "10:00" in sent.text


async def test_what_is_set_to_what_it_was_is_no_change(world: DiscordWorld) -> None:
    answer = await change(world, "digest_time", "9:00")

    assert "“Digest time” is 09:00 already." in answer.text
    assert "changed" not in (await world.maya.types("/history")).text


@pytest.mark.parametrize("custom_id", ["setting:x_access", "setting:", "setting:daily_budget_usd:1"])
async def test_a_form_about_what_the_team_may_not_change_is_none(world: DiscordWorld, custom_id: str) -> None:
    assert "no longer exists" in (await fills_in(world.maya, custom_id, value="enterprise")).text
