"""The rules about the team's server: each fault is named with its cure, and what stands on something missing is left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ChannelPurpose
from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import ALERT_CHANNEL, CHANNEL, NOTIFIED, ROLES, SERVER, fault_label, permission_name
from bot.workflow.team.team_server import PERMISSIONS, THREADS, VIEW, ServerChannel, TeamServer, breaks_channel, faults, hints

CARDS = ServerChannel(2, ChannelPurpose.CARDS, exists=True, name="cards", granted=frozenset({*PERMISSIONS, THREADS}))
ALERTS = replace(CARDS, id=5, purpose=ChannelPurpose.ALERTS, name="alerts")
GOOD = TeamServer(
    *(1, [CARDS, ALERTS], frozenset({3, 4}), "https://discord.com/invite-me"), name="Team", role_names={3: "Approver", 4: "Lead"}
)


def granting(granted: Collection[str]) -> TeamServer:
    """In the channel for cards no more than this is allowed."""
    return having(granted=granted)


def having(channel: ServerChannel = CARDS, **facts: Any) -> TeamServer:
    """One of the channels is like this."""
    return replace(GOOD, channels=[replace(each, **facts) if each is channel else each for each in (CARDS, ALERTS)])


def labels(server: TeamServer) -> list[str]:
    return [fault_label(fault) for fault in faults(server)]


def test_all_is_well() -> None:
    assert faults(GOOD) == ()
    assert faults(replace(GOOD, approver_role_ids=frozenset(), role_names={})) == ()


@pytest.mark.parametrize(
    ("server", "label", "words"),
    [
        (replace(GOOD, name=None), SERVER, "in no server 1. Correct DISCORD_GUILD_ID, or invite the bot: https://discord.com/invite-me"),
        (replace(GOOD, role_names={4: "Lead"}), ROLES, "has no role 3. Correct"),
        (replace(GOOD, role_names={}), ROLES, "has no roles 3, 4; nobody may decide. Correct"),
        (replace(GOOD, notified_role_ids=(9,)), NOTIFIED, "has no role 9. Choose others under Notifications in /settings show."),
        (having(unmentionable=["Approver"]), NOTIFIED, "The bot may not mention @Approver in #cards: nobody with that role"),
        (having(ALERTS, unmentionable=["A", "B"]), NOTIFIED, "may not mention @A and @B in #alerts: nobody with these roles"),
        (having(exists=False, granted=()), CHANNEL, "The server Team has no channel 2. Correct DISCORD_CHANNEL_ID, or choose"),
        (having(ALERTS, exists=False, granted=()), ALERT_CHANNEL, "has no channel 5. Correct DISCORD_ALERT_CHANNEL_ID, or choose"),
        (having(ALERTS, granted=frozenset(PERMISSIONS) - {"send_messages"}), "Send Messages", "not allowed in #alerts."),
        (having(name="", granted=()), "View Channel", "not allowed in the channel 2."),
        (having(is_text_channel=False), CHANNEL, "cards is not a text channel."),
        (granting(frozenset(PERMISSIONS) - {"attach_files"}), "Attach Files", "allow Attach Files."),
    ],
)
def test_one_fault_is_one_sentence_with_its_cure(server: TeamServer, label: str, words: str) -> None:
    (fault,) = faults(server)

    assert fault_label(fault) == label
    assert words in sentence(fault)


def test_what_a_team_can_do_without_is_no_fault() -> None:
    server = granting(frozenset(PERMISSIONS))
    (hint,) = hints(server)

    assert faults(server) == hints(GOOD) == hints(granting(())) == ()
    assert sentence(hint).startswith("Create Public Threads: not allowed in #cards; only “Discuss” needs it. In Discord:")
    assert hints(having(ALERTS, granted=frozenset(PERMISSIONS))) == (), "threads stand below cards"


def test_a_fault_breaks_the_channel_that_it_is_about() -> None:
    for server, broken in (
        (replace(GOOD, name=None), [True, True]),
        (replace(GOOD, role_names={}), [False, False]),
        (having(exists=False), [True, False]),
        (having(ALERTS, is_text_channel=False), [False, True]),
        (having(ALERTS, unmentionable=["Lead"]), [False, False]),
    ):
        (fault,) = faults(server)
        assert [breaks_channel(fault, channel.id) for channel in (CARDS, ALERTS)] == broken


@given(st.sets(st.sampled_from(list(PERMISSIONS))), st.sets(st.sampled_from([3, 4])))
def test_every_missing_permission_and_role_is_told_and_nothing_else(granted: set[str], roles: set[int]) -> None:
    found = labels(replace(granting(granted), role_names=dict.fromkeys(roles, "A role")))

    missing = [VIEW] if VIEW not in granted else [name for name in PERMISSIONS if name not in granted]
    assert found == ([ROLES] if roles != {3, 4} else []) + [*map(permission_name, missing)]
