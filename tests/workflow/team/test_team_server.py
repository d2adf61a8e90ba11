"""The rules about the team's server: each fault is named with its cure, and what stands on something missing is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import CHANNEL, NOTIFIED, ROLES, SERVER, fault_label, permission_name
from bot.workflow.team.team_server import PERMISSIONS, THREADS, VIEW, TeamServer, breaks_channel, faults, hints

GOOD = TeamServer(
    *(1, 2, frozenset({3, 4}), "https://discord.com/invite-me"),
    name="Team",
    role_names={3: "Approver", 4: "Lead"},
    has_channel=True,
    channel_name="cards",
    granted=frozenset({*PERMISSIONS, THREADS}),
)


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
        (replace(GOOD, unmentionable_role_ids=(3,)), NOTIFIED, "The bot may not mention @Approver in #cards: nobody with that role"),
        (replace(GOOD, has_channel=False, granted=()), CHANNEL, "The server Team has no channel 2. Correct DISCORD_CHANNEL_ID."),
        (replace(GOOD, channel_name="", granted=()), "View Channel", "not allowed in the channel 2."),
        (replace(GOOD, is_text_channel=False), CHANNEL, "cards is not a text channel."),
        (replace(GOOD, granted=frozenset(PERMISSIONS) - {"attach_files"}), "Attach Files", "allow Attach Files."),
    ],
)
def test_one_fault_is_one_sentence_with_its_cure(server: TeamServer, label: str, words: str) -> None:
    (fault,) = faults(server)

    assert fault_label(fault) == label
    assert words in sentence(fault)
    assert breaks_channel(fault) is (label not in (ROLES, NOTIFIED))


def test_what_a_team_can_do_without_is_no_fault() -> None:
    server = replace(GOOD, granted=frozenset(PERMISSIONS))
    (hint,) = hints(server)

    assert faults(server) == hints(GOOD) == hints(replace(GOOD, granted=())) == ()
    assert sentence(hint).startswith("Create Public Threads: not allowed in #cards; only “Discuss” needs it. In Discord:")


@given(st.sets(st.sampled_from(list(PERMISSIONS))), st.sets(st.sampled_from([3, 4])))
def test_every_missing_permission_and_role_is_told_and_nothing_else(granted: set[str], roles: set[int]) -> None:
    found = labels(replace(GOOD, granted=granted, role_names=dict.fromkeys(roles, "A role")))

    missing = [VIEW] if VIEW not in granted else [name for name in PERMISSIONS if name not in granted]
    assert found == ([ROLES] if roles != {3, 4} else []) + [*map(permission_name, missing)]
