"""`mutuals check` against the simulated X and Discord: what it says, and that it leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.check import Finding, Mark, report
from bot.cli.check.cost import Estimate, dollars
from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.x import Endpoint, SimulatedX
from bot.domain import MICROS, ActivityEvent, Policy
from bot.store import Store
from bot.x.billing.pricing import PriceList
from tests.options import options_for, settings_of

DISCORD = ["Discord token", "Discord gateway", "Discord server", "Slash commands", "Approver roles", "Viewer roles", "Discord channel"]
PERMISSIONS = ["View Channel", "Send Messages", "Read Message History", "Embed Links", "Attach Files", "Who sees the channel"]
X_LABELS = ["X keys", "X followers", "X following", "Follow-backs", "A month on X", "The first start"]
LABELS = [*DISCORD, *PERMISSIONS, *X_LABELS, "Database", "File permissions"]

UNKNOWN_ID = "1199999999999999999"
POLICY = Policy(timezone=ZoneInfo("UTC"), digest_time=time(9))


@dataclass
class Place:
    """A simulated X and Discord, and a team's options for them. lines: what the last check said."""

    x: SimulatedX
    discord: SimulatedDiscord
    folder: Path
    options: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    async def checks(self) -> bool:
        self.lines = []
        return await report(settings_of(self.options), self.lines.append)

    def line(self, label: str) -> str:
        (line,) = [line for line in self.lines if line[2:].startswith(f"{label}:")]
        return line

    def labels(self, mark: Mark) -> list[str]:
        return [line[2:].split(":")[0] for line in self.lines[:-1] if line.startswith(mark)]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    clock = SimulatedClock()
    x, discord = SimulatedX(clock, population=2_400), SimulatedDiscord(clock)
    await x.start()
    await discord.start()
    try:
        yield Place(x, discord, tmp_path, options_for(x, discord, tmp_path / "data" / "mutuals.sqlite3"))
    finally:
        await discord.stop()
        await x.stop()


async def test_all_is_well(place: Place) -> None:
    assert await place.checks()

    assert place.labels(Mark.BAD) == []
    assert place.labels(Mark.UNKNOWN) == ["Follow-backs"]
    assert [line[2:].split(":")[0] for line in place.lines[:-1]] == LABELS
    assert place.line("Discord token") == "✓ Discord token: belongs to the bot Mutuals."
    assert place.line("Discord server") == "✓ Discord server: Team Harbour Light."
    assert place.line("Approver roles") == "✓ Approver roles: Approver may decide."
    assert place.line("X keys") == "✓ X keys: belong to @harbourlight, who has 2,400 followers."
    assert "will be created" in place.line("Database")
    assert place.lines[-1] == "\n`mutuals run` would work. This check cost $0.012 on X and changed nothing."
    assert place.x.spent_micros == 12_000


async def test_nothing_is_written_anywhere(place: Place) -> None:
    presence: list[str] = []
    place.discord.on_change(lambda event: presence.append(str(event["type"])))

    await place.checks()

    assert {call.method for call in place.x.calls} == {request.method for request in place.discord.requests} == {"GET"}
    assert set(presence) == {"request"}
    assert list(place.folder.iterdir()) == []


async def test_an_existing_database_is_left_as_it_is(place: Place) -> None:
    file = place.folder / "data" / "mutuals.sqlite3"
    store = await Store.open(place.options["DATABASE_URL"], account_id=place.x.account.id)
    await store.close()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in file.parent.iterdir()}

    assert await place.checks()

    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in file.parent.iterdir()} == before
    assert "at the newest migration" in place.line("Database")


def _other_file(place: Place) -> None:
    file = place.folder / "other.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    place.options["DATABASE_URL"] = f"sqlite+aiosqlite:///{file}"


def _folder_is_a_file(place: Place) -> None:
    (place.folder / "data").write_text("")


def _sets(name: str, value: str) -> Callable[[Place], None]:
    return lambda place: place.options.update({name: value})


def _forbids(permission: str) -> Callable[[Place], None]:
    return lambda place: place.discord.permissions.discard(permission)


def _wrong_clock(place: Place) -> None:
    place.x.reads_dates, place.x.clock_error = True, timedelta(hours=-5)


def _x(condition: str, *, value: bool) -> Callable[[Place], None]:
    return lambda place: setattr(place.x, condition, value)


FAULTS: list[tuple[str, Callable[[Place], None], str, str, list[str]]] = [
    ("wrong token", _sets("DISCORD_TOKEN", "wrong"), "Discord token", "Reset Token", [*DISCORD[1:], *PERMISSIONS]),
    ("wrong server", _sets("DISCORD_GUILD_ID", UNKNOWN_ID), "Discord server", "client_id=", [*DISCORD[3:], *PERMISSIONS]),
    ("wrong role", _sets("DISCORD_APPROVER_ROLE_IDS", UNKNOWN_ID), "Approver roles", UNKNOWN_ID, []),
    ("wrong viewer role", _sets("DISCORD_VIEWER_ROLE_IDS", UNKNOWN_ID), "Viewer roles", "DISCORD_VIEWER_ROLE_IDS", []),
    ("wrong channel", _sets("DISCORD_CHANNEL_ID", UNKNOWN_ID), "Discord channel", "DISCORD_CHANNEL_ID", PERMISSIONS),
    ("hidden channel", _forbids("VIEW_CHANNEL"), "View Channel", "allow View Channel", ["Discord channel", *PERMISSIONS[1:]]),
    ("no history", _forbids("READ_MESSAGE_HISTORY"), "Read Message History", "allow Read Message History", []),
    ("no embeds", _forbids("EMBED_LINKS"), "Embed Links", "allow Embed Links", []),
    ("no files", _forbids("ATTACH_FILES"), "Attach Files", "allow Attach Files", []),
    ("no commands", lambda place: setattr(place.discord, "commands_scope", False), "Slash commands", "applications.commands", []),
    (
        *("hours to wait", lambda place: place.discord.refuse(status=429, retry_after=7_200.0, path_contains="/gateway/bot")),
        *("Discord gateway", "(in 2 h)", []),
    ),
    (
        *("a server that lets nobody ask", lambda place: place.discord.refuse(status=429, retry_after=90_000.0, path_contains="/guilds/")),
        *("Discord server", "(in 1 day 1 h)", [*DISCORD[3:], *PERMISSIONS]),
    ),
    ("too many sessions", lambda place: place.discord.limit_session_starts(0, 3_660.0), "Discord gateway", "(in 1 h 1 min)", []),
    ("no Discord", lambda place: setattr(place.discord, "down", True), "Discord token", "503", [*DISCORD[1:], *PERMISSIONS]),
    ("not Discord", lambda place: place.options.update(DISCORD_API_URL=place.x.url), "Discord token", "", [*DISCORD[1:], *PERMISSIONS]),
    ("wrong key", _sets("X_CONSUMER_SECRET", "wrong"), "X keys", "X does not accept the keys", X_LABELS[1:]),
    ("wrong clock", _wrong_clock, "X keys", "clock is 5 hours fast", X_LABELS[1:]),
    ("app not enrolled", _x("app_enrolled", value=False), "X keys", "pay-per-use", X_LABELS[1:]),
    ("user not enrolled", _x("user_enrolled", value=False), "X keys", "register first, at https://developer.x.com", X_LABELS[1:]),
    ("no credits", _x("credits", value=False), "X keys", "credits", X_LABELS[1:]),
    ("locked", _x("locked", value=True), "X keys", "locked", X_LABELS[1:]),
    ("no X", _x("down", value=True), "X keys", "X_API_URL", X_LABELS[1:]),
    ("not X", lambda place: place.options.update(X_API_URL=place.discord.api_url), "X keys", "", X_LABELS[1:]),
    ("no followers", lambda place: place.x.refuse(9, 403, path_contains="/followers"), "X followers", "", []),
    ("no following", lambda place: place.x.refuse(9, 403, path_contains="/following"), "X following", "", []),
    ("another program's file", _other_file, "Database", "DATABASE_URL", []),
    ("no folder", _folder_is_a_file, "Database", "DATABASE_URL", []),
]


@pytest.mark.parametrize(("change", "cross", "words", "unchecked"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
async def test_each_fault_has_its_cross_and_hides_no_other_check(
    place: Place, change: Callable[[Place], None], cross: str, words: str, unchecked: list[str]
) -> None:
    change(place)

    assert not await place.checks()

    assert place.labels(Mark.BAD) == [cross]
    assert words in place.line(cross)
    assert sorted(place.labels(Mark.UNKNOWN)) == sorted({*unchecked, "Follow-backs"})
    assert sorted(line[2:].split(":")[0] for line in place.lines[:-1]) == sorted(LABELS)
    assert all("not checked because" in place.line(label) or label == "Discord channel" for label in unchecked)
    assert place.lines[-1].startswith("\n1 thing to mend before `mutuals run` works.")
    assert not any(secret in "\n".join(place.lines) for secret in settings_of(place.options).secrets())


async def test_without_send_messages_discord_takes_the_rest_away_too(place: Place) -> None:
    place.discord.permissions.discard("SEND_MESSAGES")

    assert not await place.checks()

    assert place.labels(Mark.BAD) == ["Send Messages", "Embed Links", "Attach Files"]


async def test_several_faults_are_all_told(place: Place) -> None:
    _forbids("ATTACH_FILES")(place)
    _other_file(place)
    place.x.locked = True

    assert not await place.checks()

    assert place.labels(Mark.BAD) == ["Attach Files", "X keys", "Database"]
    assert place.lines[-1].startswith("\n3 things to mend")


async def test_without_approver_roles_the_managers_decide(place: Place) -> None:
    place.options["DISCORD_APPROVER_ROLE_IDS"] = ""

    assert await place.checks()

    assert "Manage Server" in place.line("Approver roles")


async def test_who_sees_the_channel_is_said_with_a_warning_where_that_is_everybody(place: Place) -> None:
    assert await place.checks(), "it works all the same"
    assert place.labels(Mark.WARNING) == ["Who sees the channel"]
    assert "everybody in Team Harbour Light sees #new-followers" in place.line("Who sees the channel")
    assert "make it a private channel" in place.line("Who sees the channel")

    place.discord.shows_channel_to(place.discord.approver_role_id, place.discord.viewer_role_id, place.discord.person("Olga").id)
    await place.checks()

    assert place.labels(Mark.WARNING) == []
    assert place.line("Who sees the channel") == (
        "✓ Who sees the channel: Viewer, Approver, 1 added by name, and whoever owns or administers the server."
    )


async def test_without_viewer_roles_whoever_manages_the_server_sees(place: Place) -> None:
    place.options["DISCORD_VIEWER_ROLE_IDS"] = ""

    assert await place.checks()

    assert "none set; whoever decides or has Manage Server sees everything." in place.line("Viewer roles")


async def test_a_rate_limit_is_no_fault(place: Place) -> None:
    place.x.rate_limit(Endpoint.ME)
    place.x.rate_limit(Endpoint.FOLLOWING)

    assert await place.checks()

    assert place.labels(Mark.UNKNOWN) == ["X keys", "X following", "Follow-backs", "A month on X", "The first start"]
    assert "limits how often" in place.line("X following")


@pytest.mark.parametrize(
    ("access", "mark", "words"),
    [("auto", Mark.UNKNOWN, "only be found out by following"), ("enterprise", Mark.UNKNOWN, "by API"), ("self_serve", Mark.GOOD, "links")],
)
async def test_what_cannot_be_known_without_following_somebody_is_said(place: Place, access: str, mark: Mark, words: str) -> None:
    place.options["X_ACCESS"] = access

    await place.checks()

    assert place.line("Follow-backs").startswith(mark)
    assert words in place.line("Follow-backs")


async def test_the_estimate_follows_the_accounts_size_and_who_owns_the_app(place: Place) -> None:
    await place.checks()
    month = place.line("A month on X")
    assert "$0.96 for looking, $0.001 for each new follower and $0.001 for each mention; up to $0.60" in month
    assert "never more than $50.00 (MONTHLY_BUDGET_USD)" in month
    assert "$2.40, once" in place.line("The first start")

    place.x.owns_app = False
    place.options |= {"X_OWNS_APP": "false", "BASELINE_USD": "3.5"}
    await place.checks()
    assert "$6.90 for looking, $0.010 for each new follower and $0.005 for each mention; up to $6.00" in place.line("A month on X")
    assert "$3.50, once" in place.line("The first start")


def test_a_small_account_has_less_to_read() -> None:
    tiny = Estimate.of(followers=10, policy=POLICY, prices=PriceList())

    assert (tiny.looking, tiny.stock) == (30 * (10 * 1_000 + 10_000), 10 * 1_000)


def test_the_estimate_follows_what_is_read_and_what_x_charges_by_now() -> None:
    policy = replace(POLICY, read_mentions=False, stream=frozenset({ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW}))

    estimate = Estimate.of(followers=100_000, policy=policy, prices=PriceList({"owned_read": 2_000}))

    assert "$1.62 for looking, $0.012 for each new follower and $0.010 for each person who leaves; up to $1.20" in estimate.month
    assert "mention" not in estimate.month


@pytest.mark.parametrize(
    ("micros", "shown"),
    [(0, "$0.00"), (1_000, "$0.001"), (15_000, "$0.015"), (100_000, "$0.10"), (1_234_567, "$1.23"), (5_000 * MICROS, "$5,000.00")],
)
def test_dollars_show_tenths_of_a_cent_where_they_matter(micros: int, shown: str) -> None:
    assert dollars(micros) == shown


def test_names_from_outside_cannot_steer_the_terminal() -> None:
    finding = Finding(Mark.GOOD, "Discord server", "Team\x1b[2J\n✗ Fake: \u202eline")

    assert str(finding) == "✓ Discord server: Team [2J ✗ Fake:  line"
