"""`mutuals check` against the simulated X and Discord: what it says, and that it leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.check import CheckResult, CheckStatus, run_checks
from bot.cli.check.cost import Estimate
from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.discord.guild import OWNER_ID, VIEWER_ROLE_ID
from bot.demo.x import Endpoint, SimulatedX
from bot.domain import ActivityEvent, Policy
from bot.store import Store
from bot.x.billing.pricing import PriceList
from tests.support.options import options_for, settings_of

DISCORD = ["Discord token", "Discord gateway", "Discord server", "Slash commands", "Approver roles", "Viewer roles", "Discord channel"]
PERMISSIONS = ["View Channel", "Send Messages", "Read Message History", "Embed Links", "Attach Files", "Create Public Threads"]
PERMISSIONS += ["Who sees the channel", "Roles to mention"]
X_LABELS = ["X keys", "X followers", "X following", "Follow-backs", "A month on X", "The first start"]
LABELS = [*DISCORD, *PERMISSIONS, *X_LABELS, "Database", "File permissions"]

UNKNOWN_ID = "1199999999999999999"
POLICY = Policy(timezone=ZoneInfo("UTC"), digest_time=time(9))


@dataclass
class Deployment:
    """A simulated X and Discord, and a team's options for them. lines: what the last check said."""

    x: SimulatedX
    discord: SimulatedDiscord
    folder: Path
    options: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    async def checks(self) -> bool:
        self.lines = []
        return await run_checks(settings_of(self.options), self.lines.append)

    def line(self, label: str) -> str:
        (line,) = [line for line in self.lines if line[2:].startswith(f"{label}:")]
        return line

    def labels(self, status: CheckStatus) -> list[str]:
        return [line[2:].split(":")[0] for line in self.lines[:-1] if line.startswith(status)]


@pytest.fixture
async def deployment(tmp_path: Path) -> AsyncIterator[Deployment]:
    clock = SimulatedClock()
    x, discord = SimulatedX(clock, population=2_400), SimulatedDiscord(clock)
    await x.start()
    await discord.start()
    try:
        yield Deployment(x, discord, tmp_path, options_for(x, discord, tmp_path / "data" / "mutuals.sqlite3"))
    finally:
        await discord.stop()
        await x.stop()


async def test_all_is_well(deployment: Deployment) -> None:
    assert await deployment.checks()

    assert deployment.labels(CheckStatus.BAD) == []
    assert deployment.labels(CheckStatus.UNKNOWN) == ["Follow-backs"]
    assert [line[2:].split(":")[0] for line in deployment.lines[:-1]] == LABELS
    assert deployment.line("Discord token") == "✓ Discord token: belongs to the bot Mutuals."
    assert deployment.line("Discord server") == "✓ Discord server: Team Harbour Light."
    assert deployment.line("Approver roles") == "✓ Approver roles: Approver may decide."
    assert deployment.line("X keys") == "✓ X keys: belong to @harbourlight, who has 2,400 followers."
    assert "will be created" in deployment.line("Database")
    assert deployment.lines[-1] == "\n`mutuals run` would work. This check cost $0.012 on X and changed nothing."
    assert deployment.x.spent_micros == 12_000


async def test_nothing_is_written_anywhere(deployment: Deployment) -> None:
    presence: list[str] = []
    deployment.discord.on_change(lambda event: presence.append(str(event["type"])))

    await deployment.checks()

    assert {call.method for call in deployment.x.calls} == {request.method for request in deployment.discord.requests} == {"GET"}
    assert set(presence) == {"request"}
    assert list(deployment.folder.iterdir()) == []


async def test_an_existing_database_is_left_as_it_is(deployment: Deployment) -> None:
    file = deployment.folder / "data" / "mutuals.sqlite3"
    store = await Store.open(deployment.options["DATABASE_URL"], account_id=deployment.x.account.id)
    await store.close()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in file.parent.iterdir()}

    assert await deployment.checks()

    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in file.parent.iterdir()} == before
    assert "at the newest migration" in deployment.line("Database")


def _other_file(deployment: Deployment) -> None:
    file = deployment.folder / "other.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    deployment.options["DATABASE_URL"] = f"sqlite+aiosqlite:///{file}"


def _folder_is_a_file(deployment: Deployment) -> None:
    (deployment.folder / "data").write_text("")


def _sets(name: str, value: str) -> Callable[[Deployment], None]:
    return lambda deployment: deployment.options.update({name: value})


def _forbids(permission: str) -> Callable[[Deployment], None]:
    return lambda deployment: deployment.discord.permissions.discard(permission)


def _wrong_clock(deployment: Deployment) -> None:
    deployment.x.checks_timestamps, deployment.x.clock_error = True, timedelta(hours=-5)


def _x(condition: str, *, value: bool) -> Callable[[Deployment], None]:
    return lambda deployment: setattr(deployment.x, condition, value)


FAULTS: list[tuple[str, Callable[[Deployment], None], str, str, list[str]]] = [
    ("wrong token", _sets("DISCORD_TOKEN", "wrong"), "Discord token", "Reset Token", [*DISCORD[1:], *PERMISSIONS]),
    ("wrong server", _sets("DISCORD_GUILD_ID", UNKNOWN_ID), "Discord server", "client_id=", [*DISCORD[3:], *PERMISSIONS]),
    ("wrong role", _sets("DISCORD_APPROVER_ROLE_IDS", UNKNOWN_ID), "Approver roles", UNKNOWN_ID, []),
    ("wrong viewer role", _sets("DISCORD_VIEWER_ROLE_IDS", UNKNOWN_ID), "Viewer roles", "DISCORD_VIEWER_ROLE_IDS", []),
    ("no role to mention", _sets("NOTIFY_COMPLAINTS", f"role:{UNKNOWN_ID}"), "Roles to mention", UNKNOWN_ID, []),
    ("a role not to mention", _sets("NOTIFY_OUTAGES", f"role:{VIEWER_ROLE_ID}"), "Roles to mention", "may not mention @Viewer", []),
    ("wrong channel", _sets("DISCORD_CHANNEL_ID", UNKNOWN_ID), "Discord channel", "DISCORD_CHANNEL_ID", PERMISSIONS),
    ("hidden channel", _forbids("VIEW_CHANNEL"), "View Channel", "allow View Channel", ["Discord channel", *PERMISSIONS[1:]]),
    ("no history", _forbids("READ_MESSAGE_HISTORY"), "Read Message History", "allow Read Message History", []),
    ("no embeds", _forbids("EMBED_LINKS"), "Embed Links", "allow Embed Links", []),
    ("no files", _forbids("ATTACH_FILES"), "Attach Files", "allow Attach Files", []),
    ("no commands", lambda deployment: setattr(deployment.discord, "commands_scope", False), "Slash commands", "applications.commands", []),
    (
        *("hours to wait", lambda deployment: deployment.discord.refuse(status=429, retry_after=7_200.0, path_contains="/gateway/bot")),
        *("Discord gateway", "(in 2 h)", []),
    ),
    (
        *(
            "a server that lets nobody ask",
            lambda deployment: deployment.discord.refuse(status=429, retry_after=90_000.0, path_contains="/guilds/"),
        ),
        *("Discord server", "(in 1 day 1 h)", [*DISCORD[3:], *PERMISSIONS]),
    ),
    ("too many sessions", lambda deployment: deployment.discord.limit_session_starts(0, 3_660.0), "Discord gateway", "(in 1 h 1 min)", []),
    ("no Discord", lambda deployment: setattr(deployment.discord, "down", True), "Discord token", "503", [*DISCORD[1:], *PERMISSIONS]),
    (
        "not Discord",
        lambda deployment: deployment.options.update(DISCORD_API_URL=deployment.x.url),
        "Discord token",
        "",
        [*DISCORD[1:], *PERMISSIONS],
    ),
    ("wrong key", _sets("X_CONSUMER_SECRET", "wrong"), "X keys", "X does not accept the keys", X_LABELS[1:]),
    ("wrong clock", _wrong_clock, "X keys", "clock is 5 hours fast", X_LABELS[1:]),
    ("app not enrolled", _x("app_enrolled", value=False), "X keys", "pay-per-use", X_LABELS[1:]),
    ("user not enrolled", _x("user_enrolled", value=False), "X keys", "register first, at https://developer.x.com", X_LABELS[1:]),
    ("no credits", _x("credits", value=False), "X keys", "credits", X_LABELS[1:]),
    ("locked", _x("locked", value=True), "X keys", "locked", X_LABELS[1:]),
    ("no X", _x("down", value=True), "X keys", "X_API_URL", X_LABELS[1:]),
    ("not X", lambda deployment: deployment.options.update(X_API_URL=deployment.discord.api_url), "X keys", "", X_LABELS[1:]),
    ("no followers", lambda deployment: deployment.x.refuse(9, 403, path_contains="/followers"), "X followers", "", []),
    ("no following", lambda deployment: deployment.x.refuse(9, 403, path_contains="/following"), "X following", "", []),
    ("another program's file", _other_file, "Database", "DATABASE_URL", []),
    ("no folder", _folder_is_a_file, "Database", "DATABASE_URL", []),
]


@pytest.mark.parametrize(("change", "cross", "words", "unchecked"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
async def test_each_failure_has_its_cross_and_hides_no_other_check(
    deployment: Deployment, change: Callable[[Deployment], None], cross: str, words: str, unchecked: list[str]
) -> None:
    change(deployment)

    assert not await deployment.checks()

    assert deployment.labels(CheckStatus.BAD) == [cross]
    assert words in deployment.line(cross)
    assert sorted(deployment.labels(CheckStatus.UNKNOWN)) == sorted({*unchecked, "Follow-backs"})
    assert sorted(line[2:].split(":")[0] for line in deployment.lines[:-1]) == sorted(LABELS)
    assert all("not checked because" in deployment.line(label) or label == "Discord channel" for label in unchecked)
    assert deployment.lines[-1].startswith("\n1 problem to fix before `mutuals run` works.")
    assert not any(secret in "\n".join(deployment.lines) for secret in settings_of(deployment.options).secrets())


async def test_what_only_discuss_needs_is_a_hint_and_no_problem(deployment: Deployment) -> None:
    deployment.discord.permissions.discard("CREATE_PUBLIC_THREADS")

    assert await deployment.checks()

    assert "Create Public Threads" in deployment.labels(CheckStatus.WARNING)
    assert "only “Discuss” needs it." in deployment.line("Create Public Threads")
    assert "allow Create Public Threads." in deployment.line("Create Public Threads")


async def test_without_send_messages_discord_takes_the_rest_away_too(deployment: Deployment) -> None:
    deployment.discord.permissions.discard("SEND_MESSAGES")

    assert not await deployment.checks()

    assert deployment.labels(CheckStatus.BAD) == ["Send Messages", "Embed Links", "Attach Files"]


async def test_several_faults_are_all_told(deployment: Deployment) -> None:
    _forbids("ATTACH_FILES")(deployment)
    _other_file(deployment)
    deployment.x.locked = True

    assert not await deployment.checks()

    assert deployment.labels(CheckStatus.BAD) == ["Attach Files", "X keys", "Database"]
    assert deployment.lines[-1].startswith("\n3 problems to fix")


async def test_without_approver_roles_the_managers_decide(deployment: Deployment) -> None:
    deployment.options["DISCORD_APPROVER_ROLE_IDS"] = ""

    assert await deployment.checks()

    assert "Manage Server" in deployment.line("Approver roles")


async def test_who_sees_the_channel_is_said_with_a_warning_where_that_is_everybody(deployment: Deployment) -> None:
    assert await deployment.checks(), "it works all the same"
    assert deployment.labels(CheckStatus.WARNING) == ["Who sees the channel"]
    assert "everybody in Team Harbour Light sees #new-followers" in deployment.line("Who sees the channel")
    assert "make it a private channel" in deployment.line("Who sees the channel")

    deployment.discord.restricts_channel_to(
        deployment.discord.approver_role_id, deployment.discord.viewer_role_id, deployment.discord.person("Olga").id
    )
    await deployment.checks()

    assert deployment.labels(CheckStatus.WARNING) == []
    assert deployment.line("Who sees the channel") == (
        "✓ Who sees the channel: Viewer, Approver, 1 added by name, and whoever owns or administers the server."
    )


async def test_channels_for_digests_and_alerts_are_looked_at_one_line_each(deployment: Deployment) -> None:
    digests, alerts = deployment.discord.adds_channel("digests"), deployment.discord.adds_channel("alerts")
    deployment.options |= {"DISCORD_DIGEST_CHANNEL_ID": str(digests.id), "DISCORD_ALERT_CHANNEL_ID": str(alerts.id)}
    assert await deployment.checks()
    assert deployment.line("Alert channel").startswith("! Alert channel: everybody in Team Harbour Light sees #alerts.")

    alerts.bot_permissions.discard("ATTACH_FILES")
    deployment.discord.deletes_channel(digests)
    assert not await deployment.checks()
    assert deployment.labels(CheckStatus.BAD) == ["Digest channel", "Alert channel"]
    assert f"has no channel {digests.id}. Correct DISCORD_DIGEST_CHANNEL_ID" in deployment.line("Digest channel")
    assert "Attach Files: not allowed in #alerts. In Discord: " in deployment.line("Alert channel")

    deployment.options["DISCORD_CHANNEL_ID"] = UNKNOWN_ID
    assert not await deployment.checks()
    assert deployment.labels(CheckStatus.BAD) == ["Discord channel", "Digest channel", "Alert channel"], "one hides no other"


async def test_without_viewer_roles_whoever_manages_the_server_sees(deployment: Deployment) -> None:
    deployment.options["DISCORD_VIEWER_ROLE_IDS"] = ""

    assert await deployment.checks()

    assert "none set; whoever decides or has Manage Server sees everything." in deployment.line("Viewer roles")


async def test_roles_that_the_bot_may_mention_are_named(deployment: Deployment) -> None:
    deployment.options["NOTIFY_EXPIRING"] = f"role:{deployment.discord.approver_role_id},member:{OWNER_ID}"

    assert await deployment.checks()

    assert deployment.line("Roles to mention") == "✓ Roles to mention: Approver may be mentioned in #new-followers."


async def test_each_channel_is_asked_whether_those_whom_its_messages_mention_may_be(deployment: Deployment) -> None:
    alerts, approver = deployment.discord.adds_channel("alerts"), deployment.discord.approver_role_id
    deployment.options |= {"DISCORD_ALERT_CHANNEL_ID": str(alerts.id), "NOTIFY_WAITING": f"role:{approver}"}
    deployment.options["NOTIFY_OUTAGES"] = f"role:{approver},role:{VIEWER_ROLE_ID}"

    assert not await deployment.checks()
    assert "The bot may not mention @Viewer in #alerts" in deployment.line("Roles to mention")

    alerts.bot_permissions.add("MENTION_EVERYONE")
    assert await deployment.checks()
    line = deployment.line("Roles to mention")
    assert line.endswith(": Approver may be mentioned in #new-followers; Approver, Viewer may be mentioned in #alerts.")


async def test_a_rate_limit_is_no_fault(deployment: Deployment) -> None:
    deployment.x.rate_limit(Endpoint.ME)
    deployment.x.rate_limit(Endpoint.FOLLOWING)

    assert await deployment.checks()

    assert deployment.labels(CheckStatus.UNKNOWN) == ["X keys", "X following", "Follow-backs", "A month on X", "The first start"]
    assert "rate limit" in deployment.line("X following")


@pytest.mark.parametrize(
    ("access", "status", "words"),
    [
        ("auto", CheckStatus.UNKNOWN, "only be found out by following"),
        ("enterprise", CheckStatus.UNKNOWN, "by API"),
        ("self_serve", CheckStatus.GOOD, "links"),
    ],
)
async def test_what_cannot_be_known_without_following_somebody_is_said(
    deployment: Deployment, access: str, status: CheckStatus, words: str
) -> None:
    deployment.options["X_ACCESS"] = access

    await deployment.checks()

    assert deployment.line("Follow-backs").startswith(status)
    assert words in deployment.line("Follow-backs")


async def test_the_estimate_follows_the_accounts_size_and_who_owns_the_app(deployment: Deployment) -> None:
    await deployment.checks()
    month = deployment.line("A month on X")
    assert "$0.96 for polling, $0.001 for each new follower and $0.001 for each mention; up to $0.60 for confirming hand-offs" in month
    assert ", or $0.015 for each follow-back and $0.010 for each reply by API; up to $10.00 for finding out who left" in month
    assert "never more than $50.00 (MONTHLY_BUDGET_USD)" in month
    assert "$2.40, once" in deployment.line("The first start")

    deployment.x.owns_app = False
    deployment.options |= {"X_OWNS_APP": "false", "BASELINE_USD": "3.5"}
    await deployment.checks()
    assert "who left" not in deployment.line("A month on X")
    assert "$6.90 for polling, $0.010 for each new follower and $0.005 for each mention; up to $6.00" in deployment.line("A month on X")
    assert "$3.50, once" in deployment.line("The first start")


def test_a_small_account_has_less_to_read() -> None:
    tiny = Estimate.of(followers=10, policy=POLICY, prices=PriceList())

    assert (tiny.polling, tiny.initial_sync) == (30 * (10 * 1_000 + 10_000), 10 * 1_000)


def test_the_estimate_follows_what_is_read_and_what_x_charges_by_now() -> None:
    policy = replace(POLICY, read_mentions=False, stream=frozenset({ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW}))

    estimate = Estimate.of(followers=100_000, policy=policy, prices=PriceList({"owned_read": 2_000}))

    assert "$1.62 for polling, $0.012 for each new follower and $0.010 for each person who leaves; up to $1.20" in estimate.month
    assert "mention" not in estimate.month


def test_names_from_outside_cannot_steer_the_terminal() -> None:
    result = CheckResult(CheckStatus.GOOD, "Discord server", "Team\x1b[2J\n✗ Fake: \u202eline")

    assert str(result) == "✓ Discord server: Team [2J ✗ Fake:  line"
