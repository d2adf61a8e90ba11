"""The commands, each as a process of its own: exit codes, what is said where, and what is touched."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import aiohttp
import pytest

from bot.config import Settings
from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.x import SimulatedX
from tests.store.test_store import damage
from tests.support.databases.migrated import create_database
from tests.support.forked import ForkedProcess, fork_module
from tests.support.options import options_for, settings_of

OPTIONS = {name.upper() for name in Settings.model_fields}
BROKEN = {"DISCORD_TOKEN": "two words", "FRESHNESS_SECONDS": "never", "TIMEZONE": "Mars/Olympus", "DATABASE_URL": "postgresql://x"}


@dataclass(frozen=True)
class RunSummary:
    """How a process ended."""

    code: int | None
    out: str
    err: str


def environment(options: Mapping[str, str] | None) -> dict[str, str]:
    """The environment's own variables, but only these options."""
    return {name: value for name, value in os.environ.items() if name.upper() not in OPTIONS} | dict(options or {})


async def launch(*arguments: str, folder: Path, options: Mapping[str, str] | None = None) -> Process:
    """`python -m bot` in this folder, with these options and none of the environment's own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env=environment(options), stdout=PIPE, stderr=PIPE
    )


async def end_of(process: Process | ForkedProcess) -> RunSummary:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return RunSummary(process.returncode, out.decode(), err.decode())


async def mutuals(*arguments: str, folder: Path, options: Mapping[str, str] | None = None) -> RunSummary:
    return await end_of(await launch(*arguments, folder=folder, options=options))


async def forked(*arguments: str, folder: Path, options: Mapping[str, str] | None = None) -> RunSummary:
    """The same where it is not the start that matters, which takes most of the time."""
    return await end_of(await fork_module("bot", *arguments, folder=folder, env=environment(options)))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@asynccontextmanager
async def launched(*arguments: str, folder: Path, options: Mapping[str, str]) -> AsyncIterator[Process]:
    process = await launch(*arguments, folder=folder, options=options)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@dataclass
class Deployment:
    """A simulated X and Discord, a folder to run in, and the options for both."""

    x: SimulatedX
    discord: SimulatedDiscord
    folder: Path
    options: dict[str, str]


@pytest.fixture
async def deployment(tmp_path: Path) -> AsyncIterator[Deployment]:
    clock = SimulatedClock()
    x, discord = SimulatedX(clock, population=20), SimulatedDiscord(clock)
    await x.start()
    await discord.start()
    try:
        yield Deployment(x, discord, tmp_path, options_for(x, discord, tmp_path / "data" / "mutuals.sqlite3"))
    finally:
        await discord.stop()
        await x.stop()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who hears every knock on a port of 127.0.0.1."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.mark.parametrize("command", ["run", "check"])
async def test_wrong_options_end_it_before_anything_is_contacted(tmp_path: Path, listener: socket.socket, command: str) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    options = {
        "DISCORD_TOKEN": "discord-hush",
        "DISCORD_GUILD_ID": "my server",
        "DISCORD_API_URL": address,
        "X_CONSUMER_KEY": "consumer-hush",
        "X_ACCESS_TOKEN": "1789-hush",
        "X_ACCESS_TOKEN_SECRET": "access-hush",
        "X_API_URL": address,
        "FRESHNESS_SECONDS": "1",
        "DATABASE_URL": f"sqlite:///{tmp_path}/made.sqlite3",
    }
    (tmp_path / ".env").write_text("X_CONSUMER_SECRT=another-hush\nDISCORD_CHANNEL_ID=1100000000000000002\n")

    ended = await mutuals(command, folder=tmp_path, options=options)

    assert ended.code == 2
    assert ended.out == ""
    said = ended.err.splitlines()
    assert [line.split()[0] for line in said] == ["X_CONSUMER_SECRT", "DISCORD_GUILD_ID", "X_CONSUMER_SECRET", "FRESHNESS_SECONDS"]
    assert said[0] == "X_CONSUMER_SECRT in .env is not an option of Mutuals; did you mean X_CONSUMER_SECRET?"
    assert said[3] == "FRESHNESS_SECONDS must be a whole number of seconds from 5 to 3600."
    assert "hush" not in ended.err
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert names_in(tmp_path) == [".env"]


async def test_help_and_version_need_no_options_and_load_nothing_heavy(tmp_path: Path) -> None:
    helped = await mutuals("--help", folder=tmp_path)
    assert helped.code == 0
    assert all(f"\n  {command} " in helped.out for command in ("run", "check", "demo", "plan", "score", "backup", "restore"))
    assert (await mutuals("--version", folder=tmp_path)).out == f"mutuals, version {version('mutuals')}\n"

    heavy = ("discord", "tweepy", "matplotlib", "sqlalchemy", "pydantic", "aiohttp")
    look = f"import sys, bot.cli.main; print([name for name in {heavy} if name in sys.modules])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", look, stdout=PIPE)
    assert (await process.communicate())[0] == b"[]\n"


async def test_check_tells_by_its_exit_code_whether_run_would_work(deployment: Deployment) -> None:
    well = await forked("check", folder=deployment.folder, options=deployment.options)
    assert (well.code, well.err) == (0, "")
    assert "✓ X keys: belong to @harbourlight" in well.out
    assert names_in(deployment.folder) == []

    deployment.discord.permissions.discard("ATTACH_FILES")
    ill = await forked("check", folder=deployment.folder, options=deployment.options)
    assert (ill.code, ill.err) == (1, "")
    assert "✗ Attach Files" in ill.out


async def test_a_pipe_that_knows_no_tick_still_gets_every_line(deployment: Deployment) -> None:
    ended = await mutuals("check", folder=deployment.folder, options=deployment.options | {"PYTHONIOENCODING": "latin-1"})

    assert (ended.code, ended.err) == (0, "")
    assert "? X keys: belong to @harbourlight" in ended.out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_run_comes_online_and_a_signal_stops_it_cleanly(deployment: Deployment, number: signal.Signals) -> None:
    (deployment.folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in deployment.options.items()))

    async with launched("run", folder=deployment.folder, options={}) as process:
        await deployment.discord.until(lambda: deployment.discord.bot_online)
        asked_at = time.monotonic()
        process.send_signal(number)
        ended = await end_of(process)

    assert time.monotonic() - asked_at < 15
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert not any(secret in ended.err + ended.out for secret in settings_of(deployment.options).secrets())
    assert not deployment.discord.bot_online
    assert names_in(deployment.folder / "data") == ["mutuals.sqlite3", "mutuals.sqlite3.lock"]


async def test_the_database_is_backed_up_and_restored_with_no_other_option(tmp_path: Path) -> None:
    file, backup = tmp_path / "data" / "mutuals.sqlite3", tmp_path / "backup.sqlite3"
    options = {"DATABASE_URL": create_database(file)}

    made = await forked("backup", str(backup), folder=tmp_path, options=options)
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith(f"{backup} is a complete backup of the database (")
    again = await forked("backup", str(backup), folder=tmp_path, options=options)
    assert (again.code, again.out) == (1, "")
    assert again.err == f"{backup} is there already; name another file, or let it be replaced with --overwrite.\n"
    assert (await forked("backup", str(backup), "--overwrite", folder=tmp_path, options=options)).code == 0

    backup.chmod(0o644)
    restored = await forked("restore", str(backup), folder=tmp_path, options=options)
    assert restored.code == 0
    assert restored.out.startswith(f"{backup} is restored. The database that was there is kept as {file}.before-restore-")
    assert "chmod 600" in restored.err
    wrong = await forked("restore", str(backup), folder=tmp_path, options={"DATABASE_URL": "postgresql://x"})
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("DATABASE_URL must be an SQLite file")


async def test_a_damaged_database_is_not_ticked_and_not_started(deployment: Deployment) -> None:
    file = deployment.folder / "data" / "mutuals.sqlite3"
    create_database(file)
    damage(file)
    shared = deployment.folder / ".env"
    shared.write_text("")
    shared.chmod(0o644)
    before = file.read_bytes()

    checked = await forked("check", folder=deployment.folder, options=deployment.options)
    assert checked.code == 1
    assert f"✗ Database: The database {file} is damaged; restore a backup with `mutuals restore FILE`." in checked.out
    assert "! File permissions: Other users of this machine may read .env" in checked.out
    started = await forked("run", folder=deployment.folder, options=deployment.options)
    warning, fault = started.err.splitlines()
    assert (started.code, fault) == (1, f"The database {file} is damaged; restore a backup with `mutuals restore FILE`.")
    assert warning.endswith("Other users of this machine may read .env; run `chmod 600 .env`.")
    assert file.read_bytes() == before
    assert names_in(file.parent) == ["mutuals.sqlite3", "mutuals.sqlite3.lock"]


async def test_run_says_in_a_sentence_why_it_cannot_start(deployment: Deployment) -> None:
    in_the_way = deployment.folder / "data"
    in_the_way.write_text("a file where a folder should be")

    ended = await forked("run", folder=deployment.folder, options=deployment.options)

    assert ended.code == 1
    assert ended.err.startswith(f"The database {in_the_way}")
    assert ended.err.count("\n") == 1


async def test_run_ends_when_discord_does_not_accept_the_token(deployment: Deployment) -> None:
    ended = await forked("run", folder=deployment.folder, options=deployment.options | {"DISCORD_TOKEN": "wrong-secret-token"})

    assert ended.code == 1
    assert "Discord does not accept DISCORD_TOKEN" in ended.err
    assert "Traceback" not in ended.err
    assert "wrong-secret-token" not in ended.err


async def test_the_demo_soon_shows_a_card_and_leaves_nothing_behind(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in BROKEN.items()))
    options = BROKEN | {"TMPDIR": str(temporary)}

    async with launched("demo", "--port", "0", "--no-browser", folder=tmp_path, options=options) as process:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        (url,) = [word for word in line.split() if word.startswith("http://127.0.0.1:")]
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            assert response.status == 200
            assert response.content_type == "text/html"
        assert [name[:13] for name in names_in(temporary)] == ["mutuals-demo-"]
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}/api/events") as window, asyncio.timeout(20):
            while "Approve" not in await window.receive_str():
                pass
            asked_at = time.monotonic()
            process.send_signal(signal.SIGTERM)
            ended = await end_of(process)

    assert time.monotonic() - asked_at < 15
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert names_in(temporary) == []
    assert names_in(tmp_path) == [".env", "temporary"]


async def test_the_demo_says_what_to_do_when_its_port_is_taken(tmp_path: Path, listener: socket.socket) -> None:
    port = listener.getsockname()[1]

    ended = await forked("demo", "--port", str(port), "--no-browser", folder=tmp_path)

    assert ended.code == 2
    assert ended.err.startswith(f"Error: Port {port} is taken")
    assert "--port" in ended.err
    assert ended.err.count("\n") == 1


FOR_A_BIG_ACCOUNT = ("plan", "--followers", "100000", "--new-per-day", "300", "--lost-per-day", "50", "--mentions-per-day", "40", "--owned")


async def test_plan_answers_scripts_without_any_option_of_the_bot(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in BROKEN.items()))

    ended = await mutuals(*FOR_A_BIG_ACCOUNT, "--freshness", "60", "--json", folder=tmp_path, options=BROKEN)

    assert (ended.code, ended.err) == (0, "")
    said = json.loads(ended.out)
    assert said["usd_per_month"] <= 1.15 * said["lower_bound_usd_per_month"]
    (best,) = [strategy for strategy in said["strategies"] if strategy["name"] == said["recommended"]]
    assert best == {"name": "polling", "usd_per_month": said["usd_per_month"], "freshness_seconds": 30, "knows_names_of_lost": False}
    assert names_in(tmp_path) == [".env"]


async def test_plan_counts_with_the_prices_that_were_set(tmp_path: Path) -> None:
    usual = await forked(*FOR_A_BIG_ACCOUNT, "--json", folder=tmp_path)
    (tmp_path / ".env").write_text("X_PRICES=owned_read=0.002, user_read=0.02\n")
    dearer = await forked(*FOR_A_BIG_ACCOUNT, "--json", folder=tmp_path)
    wrong = await forked(*FOR_A_BIG_ACCOUNT, folder=tmp_path, options={"X_PRICES": "coffee=3"})

    assert json.loads(dearer.out)["usd_per_month"] == 2 * json.loads(usual.out)["usd_per_month"]
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("X_PRICES must be dollars by name")


async def test_plan_shows_people_a_table(tmp_path: Path) -> None:
    ended = await mutuals(*FOR_A_BIG_ACCOUNT, "--not-owned", "--names-of-lost", folder=tmp_path, options={"PYTHONIOENCODING": "latin-1"})

    assert (ended.code, ended.err) == (0, "")
    assert "? Poll every 60 seconds, and X reports who leaves" in ended.out
    assert "the X app belongs to somebody else" in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing option '--followers'"),
        (("--followers", "100"), "Missing option '--new-per-day'"),
        (("--followers", "many", "--new-per-day", "3"), "'--followers': 'many' is not a valid integer"),
        (("--followers", "-1", "--new-per-day", "3"), "'--followers': -1 is not in the range"),
        (("--followers", "100", "--new-per-day", "3", "--freshness", "0"), "'--freshness': 0 is not in the range"),
    ],
)
async def test_plan_says_what_is_missing_or_wrong(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    ended = await forked("plan", *arguments, folder=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
